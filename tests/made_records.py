"""Records, catalogues and whole exports for tests, fixed and drawn by Hypothesis."""

import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from app.domain.identifiers import HUMAN_ID_ALPHABET, canonical
from app.domain.product import Product
from app.domain.resource_draft import read_draft
from app.domain.resource_type import SHIPPED_TYPES, ResourceType, plain_type
from app.domain.scope import Scope
from app.domain.status import Method, Status
from app.domain.times import from_milliseconds
from app.domain.user import User
from app.domain.wrapper import Wrapper
from app.formats.export import ExportSource
from app.formats.record import ResourceRecord, record_of
from app.formats.strongroom_json import ExportHeader, write_inventory
from app.jobs import NoProgress
from tests.made_resources import RETAIL, made_resource

ARMORED = """\
-----BEGIN PGP MESSAGE-----

wV4DmMk6r0rG0lMSAQdAlq0lpBxJvIy1hZ8kPZ8mFmfkq5gVyq2b9v6Lz2sV7Fww
=Zm9v
-----END PGP MESSAGE-----
"""
NOW = datetime(2026, 3, 21, 9, 0, 0, 250_000, tzinfo=UTC)
SECRET_TIMES: dict[str, Any] = {
    "secret_created": datetime(2026, 1, 15, 10, 30, 0, 1_000, tzinfo=UTC),
    "secret_updated": datetime(2026, 2, 1, 8, 0, 0, 999_000, tzinfo=UTC),
}
INVENTORY = UUID("0190a000-0000-7000-8000-000000000001")
USER = User(
    uuid=UUID("f848277c-5398-58f8-a82a-72397af2d450"),
    name="Ada",
    email="ada@example.org",
    fingerprint="03F60E958F4CB29723ACDF761353B5B15D9B054F",
    public_key="-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDM=\n-----END PGP PUBLIC KEY BLOCK-----\n",
    home=str(INVENTORY),
    created=datetime(2026, 1, 1, 0, 0, 0, 5_000, tzinfo=UTC),
)
WRAPPERS = (Wrapper("rack-2", "Rack 2"), Wrapper("wrapper_123", "Wrapper 123"))
SCOPES = (
    Scope("scope_home", "Home"),
    Scope("scope_cellar", "Cellar", "scope_home"),
    Scope("scope_engineering", "Engineering"),
)
PRODUCTS = (
    Product(
        "product_lamp", "Lamp", 3000, "EUR", Decimal("0.19"), "Bright.\nVery.", "https://x.org"
    ),
    Product("product_bulb", "Bulb", 250, "EUR", Decimal("0.000001")),
    Product("product_tea", "お茶", 480, "JPY", Decimal(0)),
)
OWN_TYPE = plain_type("espresso-machine", "Espresso machine", UUID(int=7))
TYPES = (*SHIPPED_TYPES, OWN_TYPE)


def uuid_number(number: int) -> UUID:
    """A UUIDv7; a higher number sorts later."""
    return UUID(f"0190a1b2-c3d4-7e5f-8a9b-{number:012x}")


def made_record(number: int = 1, *, secret: str | None = ARMORED, **values: Any) -> ResourceRecord:
    """The record of `made_resource`, with an external ID and human ID of its own."""
    usual = {
        "uuid": uuid_number(number),
        "name": f"Server {number}",
        "external_id": f"i-{number}",
        "human_id": f"SERV{number:02}".translate(str.maketrans("01", "XY")),
    }
    times = SECRET_TIMES if secret is not None else {}
    return record_of(made_resource(**(usual | values)), secret=secret, **times)


def varied_records() -> list[ResourceRecord]:
    """Everything that a text, a number or a time can be, in the order of the UUIDs."""
    kinds: list[dict[str, Any]] = [
        {"name": "🔐 emoji 👩‍👩‍👧‍👦", "tags": ("🏷️", "ä", "z")},
        {"name": "خادم الإنتاج", "description": "עברית and\nEnglish\tmixed"},
        {"name": "<b>bold</b> & <script>alert(1)</script>"},
        {"name": "n" * 64, "username": "u" * 64, "uri": "https://" + "x" * 1016},
        {"description": ("0123456789 line\n" * 700)[:10_000]},
        {"description": None, "username": None, "uri": None, "reference_id": None},
        {"wrapper": None, "scope": None, "external_id": None, "human_id": "ZZZZZZ"},
        {
            "fields": (
                ("Ω", "text\nwith lines"),
                ("a", None),
                ("n", -1.5),
                ("t", True),
                ("z", 2**62),
            )
        },
        {"fields": (), "tags": (), "favourite": True, "image_url": "https://example.org/i.png"},
        {"deleted": datetime(2026, 3, 1, 0, 0, 0, 1_000, tzinfo=UTC)},
        {"start_period": datetime(1969, 12, 31, 23, 59, 59, 999_000, tzinfo=UTC)},
        {"start_period": NOW, "end_period": datetime(9999, 12, 31, tzinfo=UTC)},
        {"created": datetime(1, 1, 1, tzinfo=UTC), "created_by": "system"},
        {"type": "espresso-machine", "name": 'quote " backslash \\ slash /'},
        {**RETAIL, "name": "Lamp"},
        {**RETAIL, "sub_products": (), "retail_price": None},
        *({"status": status, "name": f"Is {status}"} for status in Status),
    ]
    records = [made_record(number, **values) for number, values in enumerate(kinds, start=1)]
    return [*records, made_record(len(kinds) + 1, secret=None)]


def made_source(records: Sequence[ResourceRecord], exported: datetime = NOW) -> ExportSource:
    """An inventory with these resources, ready to be exported."""
    return ExportSource(
        header=ExportHeader(exported, str(INVENTORY), USER),
        wrappers=WRAPPERS,
        scopes=SCOPES,
        types=TYPES,
        products=PRODUCTS,
        resources=records,
        total=len(records),
    )


def export_of(records: Sequence[ResourceRecord], exported: datetime = NOW) -> bytes:
    """Its native export."""
    source = made_source(records, exported)
    target = io.StringIO()
    write_inventory(
        target,
        source.header,
        wrappers=source.wrappers,
        scopes=source.scopes,
        types=source.types,
        products=source.products,
        resources=records,
        total=len(records),
        progress=NoProgress(),
    )
    return target.getvalue().encode()


def file_with(*rows: object, **parts: object) -> bytes:
    """A native export as somebody else may have written it."""
    document = {"format": "strongroom", "version": 1, "resources": list(rows)}
    return json.dumps(document | parts).encode()


@dataclass
class StoredInventory:
    """An inventory in memory that answers what the plan of an import asks."""

    stored: Iterable[ResourceRecord] = ()
    all_wrappers: Sequence[Wrapper] = WRAPPERS
    all_scopes: Sequence[Scope] = SCOPES
    all_types: Sequence[ResourceType] = TYPES
    all_products: Sequence[Product] = PRODUCTS
    by_uuid: dict[UUID, ResourceRecord] = field(init=False)

    def __post_init__(self) -> None:
        self.by_uuid = {record.stored_uuid: record for record in self.stored}

    def wrappers(self) -> Sequence[Wrapper]:
        return self.all_wrappers

    def scopes(self) -> Sequence[Scope]:
        return self.all_scopes

    def types(self) -> Sequence[ResourceType]:
        return self.all_types

    def products(self) -> Sequence[Product]:
        return self.all_products

    def record_by_uuid(self, uuid: UUID) -> ResourceRecord | None:
        return self.by_uuid.get(uuid)

    def holder_of_human_id(self, human_id: str) -> UUID | None:
        return self._first(r for r in self.by_uuid.values() if r.human_id == human_id)

    def holder_of_external_id(self, scope: str | None, type: str, external_id: str) -> UUID | None:
        wanted = (scope, type, external_id)
        return self._first(
            r
            for r in self._living()
            if (r.draft.scope, r.draft.type, r.draft.external_id) == wanted
        )

    def holder_of_name(self, wrapper: str, type: str, name: str) -> UUID | None:
        wanted = (wrapper, type, name)
        return self._first(
            r for r in self._living() if (r.draft.wrapper, r.draft.type, r.draft.name) == wanted
        )

    def _living(self) -> Iterable[ResourceRecord]:
        return (record for record in self.by_uuid.values() if not record.deleted)

    def _first(self, records: Iterable[ResourceRecord]) -> UUID | None:
        return next((record.stored_uuid for record in records), None)


# --- drawn ------------------------------------------------------------------------------------

_LINE = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"))
_PARAGRAPH = st.one_of(_LINE, st.sampled_from("\n\t"))
_MOMENT = st.integers(-62_135_596_800_000, 253_402_300_799_999).map(from_milliseconds)


def _line(limit: int) -> st.SearchStrategy[str]:
    return st.text(_LINE, min_size=1, max_size=limit).filter(str.strip)


def _maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


@st.composite
def records(draw: st.DrawFn) -> ResourceRecord:
    """Any record of a stored resource."""
    uuid = uuid_number(draw(st.integers(0, 2**48 - 1)))
    start = draw(_maybe(_MOMENT))
    kind = draw(st.sampled_from(TYPES))
    description = st.text(_PARAGRAPH, min_size=1, max_size=300)
    values: dict[str, Any] = {
        "id": canonical(uuid),
        "name": draw(_line(64)),
        "description": draw(st.none() if kind.description_encrypted else _maybe(description)),
        "username": draw(_maybe(_line(64))),
        "uri": draw(_maybe(_line(100))),
        "type": kind.key,
        "wrapper": draw(_maybe(st.sampled_from(WRAPPERS).map(lambda found: found.identifier))),
        "scope": draw(_maybe(st.sampled_from(SCOPES).map(lambda found: found.identifier))),
        "external_id": draw(_maybe(_line(256))),
        "reference_id": draw(_maybe(_line(256))),
        "image_url": draw(_maybe(_line(100))),
        "status": draw(st.sampled_from(Status)),
        "tags": draw(st.lists(_line(128), max_size=5)),
        "favourite": draw(st.booleans()),
        "start_period": start,
        "end_period": None if start is None else draw(_maybe(_MOMENT.filter(start.__le__))),
        "fields": draw(st.dictionaries(_line(64), _field_values, max_size=5)),
    }
    product = draw(_maybe(st.sampled_from(PRODUCTS)))
    if product is not None:
        values |= {"product": product.identifier}
        values |= {"method": Method.RETAIL, "retail_price": draw(_maybe(st.integers(0, 2**53 - 1)))}
        values |= {"sub_products": draw(st.lists(st.just(product.identifier), max_size=3))}
    has_secret = kind.secret_required or draw(st.booleans())
    is_deleted = draw(st.booleans())
    return ResourceRecord(
        draft=read_draft(values),
        uuid=uuid,
        human_id=draw(st.text(HUMAN_ID_ALPHABET, min_size=6, max_size=6)),
        created=draw(_MOMENT),
        created_by=draw(_line(64)),
        updated=draw(_MOMENT),
        deleted=is_deleted,
        deleted_at=draw(_MOMENT) if is_deleted else None,
        currency=None if product is None else product.currency,
        vat=None if product is None else product.vat,
        secret=draw(st.text(_PARAGRAPH, max_size=100)) if has_secret else None,
        secret_created=draw(_MOMENT) if has_secret else None,
        secret_updated=draw(_MOMENT) if has_secret else None,
    )


_field_values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(_PARAGRAPH, max_size=50),
)


def in_order(drawn: Iterable[ResourceRecord]) -> list[ResourceRecord]:
    """One record a UUID, in their order, as an inventory exports them."""
    by_uuid = {record.stored_uuid: record for record in drawn}
    return [by_uuid[uuid] for uuid in sorted(by_uuid)]


def with_draft(record: ResourceRecord, **values: Any) -> ResourceRecord:
    """The record with other values in its draft."""
    return replace(record, draft=read_draft(record.draft.model_dump() | values))
