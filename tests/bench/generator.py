"""Synthetic resources for the bench: the same ones for the same number, on every machine.

Shaped as PERFORMANCE says: names in several scripts, descriptions of some 200 characters, tags.
Searches find much and little: `prod` almost half of all, `postgres` one in sixty, a number one.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from app.domain.identifiers import HUMAN_ID_ALPHABET, HUMAN_ID_LENGTH, new_uuid7
from app.domain.resource_draft import ResourceDraft
from app.domain.resource_type import SHIPPED_TYPES
from app.domain.scope import Scope
from app.domain.status import Status
from app.domain.wrapper import Wrapper

SEED = 20_261_121
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
_THREE_YEARS = timedelta(days=3 * 365) // timedelta(seconds=1)

SCOPES = (
    Scope("scope_home", "Home"),
    Scope("scope_home_office", "Home office", "scope_home"),
    Scope("scope_engineering", "Engineering"),
    Scope("scope_engineering_platform", "Platform", "scope_engineering"),
    Scope("scope_engineering_web", "Web", "scope_engineering"),
    Scope("scope_finance", "Finance"),
    Scope("scope_finance_payroll", "Payroll", "scope_finance"),
    Scope("scope_research", "Research"),
    Scope("scope_sales", "Sales"),
    Scope("scope_support", "Support"),
)
WRAPPERS = tuple(Wrapper(f"wrapper-{number:02}", f"Wrapper {number}") for number in range(1, 13))

_STAGES = ("prod", "prod", "prod", "prod", "test", "test", "stage", "dev", "dev")
_SERVICES = (
    "postgres mailer billing wiki gateway cache queue search proxy ledger payroll metrics backup"
    " archive scanner printer router camera laptop phone tablet switch sensor display badge permit"
    " contract invoice receipt passport insurance lease warranty manual drawing survey ticket"
    " calendar forum newsletter webshop catalogue warehouse shipment customs courier studio garage"
    " garden kitchen workshop library museum theatre harbour airport station bakery pharmacy clinic"
).split()
_PLACES = (
    "Reykjavík Malmö Zürich Kraków Łódź São-Paulo Córdoba Besançon Ålesund Tromsø İzmir Hà-Nội"
    " Oslo Berlin Lisbon Vienna Dublin Athens Boston Nairobi 東京 京都 大阪 서울 北京 Москва Київ"
    " Αθήνα תל-אביב ירושלים القاهرة दिल्ली"
).split()
_MARKS = ("", "", "", "", "", "", "", " ☕", " 🔑", " ★")
_PEOPLE = "mara jonas ines tariq yuki noa piotr chloé søren amélie deniz olga ravi lucía".split()
_TAGS = (
    "work home shared critical on-call travel warranty insurance paper legacy audit vendor rented"
    " spare school müll büro été 重要 fällig"
).split()
_WORDS = (
    "the of and for with after before every until behind under monthly yearly weekly morning winter"
    " summer cable socket shelf drawer cabinet key lock door window floor roof ladder label number"
    " serial spare battery charger adapter manual contract supplier customer invoice payment refund"
    " agreement notice period renewal password account owner contact phone mailbox server backup"
    " restore migration release rollback incident report review meeting ticket request approval"
    " naïve café résumé Straße größer über façade jalapeño smörgåsbord crème brûlée"
).split()
_DESCRIPTION_LENGTH = 200
_STEP = 387_420_499


@dataclass(frozen=True, slots=True)
class GeneratedResource:
    """One synthetic resource; every one is meant to have a secret."""

    uuid: UUID
    human_id: str
    draft: ResourceDraft
    created: datetime
    updated: datetime
    deleted: bool


def generate(size: int, *, seed: int = SEED) -> Iterator[GeneratedResource]:
    """That many resources; a longer run begins with the same ones."""
    random_source = random.Random(seed)  # noqa: S311 - repeatable is what is wanted here
    for number in range(size):
        yield _one(number, random_source)


def _one(number: int, source: random.Random) -> GeneratedResource:
    service = source.choice(_SERVICES)
    place = source.choice(_PLACES)
    name = f"{service}-{source.choice(_STAGES)} {place} {number:06}{source.choice(_MARKS)}"
    host = f"{service}-{number}.example.test"
    created = NOW - timedelta(seconds=source.randrange(1, _THREE_YEARS))
    age = int((NOW - created) / timedelta(seconds=1))
    kind = source.choice(SHIPPED_TYPES)
    draft = ResourceDraft(
        name=name,
        description=None if kind.description_encrypted else _description(source),
        username=f"{source.choice(_PEOPLE)}{number % 97}@example.org",
        uri=source.choice((f"https://{host}/login", f"ssh://{host}", f"https://{host}:8443/")),
        type=kind.key,
        scope=source.choice(SCOPES).identifier,
        wrapper=source.choice(WRAPPERS).identifier if source.random() < 0.6 else None,
        status=source.choice(tuple(Status)),
        external_id=f"EXT-{number:07}" if source.random() < 0.5 else None,
        reference_id=f"REF/{number % 5000:04}" if source.random() < 0.2 else None,
        tags=tuple(source.sample(_TAGS, source.randrange(4))),
        favourite=source.random() < 0.02,
    )
    return GeneratedResource(
        uuid=new_uuid7(created, source.randbytes),
        human_id=_human_id(number),
        draft=draft,
        created=created,
        updated=created + timedelta(seconds=source.randrange(age + 1)),
        deleted=source.random() < 0.03,
    )


def _human_id(number: int) -> str:
    """Looks as if chosen at random, yet no two numbers have the same: a prime steps round all."""
    base = len(HUMAN_ID_ALPHABET)
    rest = number * _STEP % base**HUMAN_ID_LENGTH
    characters = []
    for _ in range(HUMAN_ID_LENGTH):
        rest, digit = divmod(rest, base)
        characters.append(HUMAN_ID_ALPHABET[digit])
    return "".join(characters)


def _description(source: random.Random) -> str:
    words: list[str] = []
    length = 0
    while length < _DESCRIPTION_LENGTH:
        word = source.choice(_WORDS)
        words.append(word)
        length += len(word) + 1
    return " ".join(words)[:_DESCRIPTION_LENGTH].strip()
