"""The sample inventory keeps every rule of the model and shows every part of it."""

from __future__ import annotations

import ipaddress
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from importlib.resources import files

import pytest

from app.domain.catalogue_drafts import ProductFields, ScopeFields, WrapperFields, read_fields
from app.domain.resource_type import SHIPPED_TYPES
from app.domain.secret import compose
from app.domain.status import Method, Status
from app.formats.sample import Sample, SampleEntry, load_sample

TYPES = {kind.key: kind for kind in SHIPPED_TYPES}
NOW = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)
RESERVED_DOMAINS = re.compile(r"(?:.+\.)?(?:example\.(?:com|net|org)|test)")  # RFC 2606
DOCUMENTATION_NETWORKS = [  # RFC 5737 and RFC 3849
    ipaddress.ip_network(network)
    for network in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
]


@pytest.fixture(scope="module")
def sample() -> Sample:
    return load_sample()


def _living(sample: Sample) -> list[SampleEntry]:
    return [entry for entry in sample.entries if not entry.deleted]


def _whole_text() -> str:
    return files("assets").joinpath("sample.json").read_text(encoding="utf-8")


def test_living_resources_use_every_type_status_and_method(sample: Sample) -> None:
    drafts = [entry.draft for entry in _living(sample)]
    assert {draft.type for draft in drafts} == TYPES.keys()
    assert {draft.status for draft in drafts} == set(Status)
    assert {draft.method for draft in drafts} == set(Method)


def test_every_scope_and_wrapper_is_used_and_every_one_used_exists(sample: Sample) -> None:
    drafts = [entry.draft for entry in _living(sample)]
    assert {draft.scope for draft in drafts} == {scope.identifier for scope in sample.scopes}
    assert {draft.wrapper for draft in drafts} - {None} == {
        wrapper.identifier for wrapper in sample.wrappers
    }


def test_scopes_form_a_tree_in_which_parents_come_first(sample: Sample) -> None:
    seen: set[str] = set()
    for scope in sample.scopes:
        assert scope.parent is None or scope.parent in seen
        seen.add(scope.identifier)
    assert sum(scope.parent is not None for scope in sample.scopes) >= 3


def test_catalogue_values_keep_the_rules_of_the_model(sample: Sample) -> None:
    for scope in sample.scopes:
        read_fields(ScopeFields, {"identifier": scope.identifier, "name": scope.name})
    for wrapper in sample.wrappers:
        read_fields(WrapperFields, {"identifier": wrapper.identifier, "name": wrapper.name})
    for product in sample.products:
        values = {name: getattr(product, name) for name in ProductFields.model_fields}
        read_fields(ProductFields, values)
    for rows in (sample.scopes, sample.wrappers, sample.products):
        identifiers = [row.identifier for row in rows]
        assert len(set(identifiers)) == len(identifiers)


def test_every_tag_is_on_several_resources(sample: Sample) -> None:
    counts = Counter(tag for entry in _living(sample) for tag in entry.draft.tags)
    assert len(counts) == 12
    assert min(counts.values()) >= 2


def test_no_external_id_occurs_twice_in_one_scope_and_type(sample: Sample) -> None:
    places = Counter(
        (entry.draft.scope, entry.draft.type, entry.draft.external_id)
        for entry in sample.entries
        if entry.draft.external_id
    )
    assert max(places.values()) == 1


def test_no_name_occurs_twice_in_one_wrapper_and_type(sample: Sample) -> None:
    names = Counter(
        (entry.draft.wrapper, entry.draft.type, entry.draft.name) for entry in _living(sample)
    )
    assert max(names.values()) == 1


def test_retail_resources_hold_one_currency_and_all_products_are_sold(sample: Sample) -> None:
    products = {product.identifier: product for product in sample.products}
    sold: set[str] = set()
    for entry in sample.entries:
        draft = entry.draft
        if draft.method is Method.RETAIL:
            assert draft.product is not None
            parts = {draft.product, *draft.sub_products}
            assert len({products[part].currency for part in parts}) == 1
            sold |= parts
    assert sold == products.keys()
    assert {product.currency for product in sample.products} == {"EUR", "USD", "JPY", "GBP"}
    assert any(product.vat for product in sample.products)


def test_every_secret_follows_the_schema_of_its_type(sample: Sample) -> None:
    for entry in sample.entries:
        kind = TYPES[entry.draft.type]
        if entry.secret is not None:
            compose(kind, entry.secret, entry.secret_description)
        assert entry.secret is not None or not kind.secret_required


def test_descriptions_are_inside_the_secret_exactly_where_the_type_says(sample: Sample) -> None:
    for entry in sample.entries:
        kind = TYPES[entry.draft.type]
        assert (entry.draft.description is None) == kind.description_encrypted
        if kind.description_encrypted and entry.secret is not None:
            assert compose(kind, entry.secret, entry.secret_description).description is not None


def test_every_secret_says_that_it_is_a_sample(sample: Sample) -> None:
    well_known = {"JBSWY3DPEHPK3PXP", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"}
    for entry in sample.entries:
        if entry.secret is None:
            continue
        main = compose(TYPES[entry.draft.type], entry.secret, entry.secret_description).main
        assert "sample" in main.reveal().lower() or main.reveal() in well_known


def test_times_spread_over_two_years_before_now_with_something_new(sample: Sample) -> None:
    for entry in sample.entries:
        assert NOW - timedelta(days=731) < entry.created(NOW) <= entry.updated(NOW) < NOW
    ages = [NOW - entry.updated(NOW) for entry in _living(sample)]
    assert min(ages) < timedelta(hours=1)
    assert sum(age < timedelta(days=7) for age in ages) >= 10
    assert max(ages) > timedelta(days=200)


def test_shows_favourites_trash_periods_own_fields_and_other_scripts(sample: Sample) -> None:
    living = _living(sample)
    assert sum(entry.draft.favourite for entry in living) >= 6
    assert 2 <= len(sample.entries) - len(living) <= 5
    assert sum(entry.draft.start_period is not None for entry in living) >= 6
    assert sum(bool(entry.draft.fields) for entry in living) >= 15
    assert sum(entry.draft.image_url is not None for entry in living) >= 6
    names = "".join(entry.draft.name for entry in living)
    for script in ("[\u05d0-\u05ea]", "[\u0620-\u064a]", "[\u3041-\u30ff]", "[ÄÅÖäåöéøð]", "☕"):
        assert re.search(script, names)


def test_no_real_domain_or_address_is_named() -> None:
    text = _whole_text()
    named = re.findall(r"(?:://|@)([a-z0-9.-]*[a-z][a-z0-9-]*)(?=[/:\"?\s]|$)", text)
    named += re.findall(r"[\w.-]+\.(?:com|org|net|io|dev|app|de|uk|jp|il|fr|se|eu)\b", text)
    assert len(named) > 50
    assert [domain for domain in named if not RESERVED_DOMAINS.fullmatch(domain)] == []
    addresses = re.findall(r"\b\d+\.\d+\.\d+\.\d+\b|\b2001:[0-9a-f:]+", text)
    assert len(addresses) > 5
    for address in map(ipaddress.ip_address, addresses):
        assert any(address in network for network in DOCUMENTATION_NETWORKS)
