from datetime import UTC, datetime, timedelta, timezone

from app.presentation.resource_facts import Fact, facts_of
from tests.made_resources import RETAIL, made_resource


def texts(**values: object) -> dict[str, str]:
    return {fact.title: fact.text for fact in facts_of(made_resource(**values), UTC)}


def test_usual_resource_tells_its_ids_and_times() -> None:
    assert facts_of(made_resource(), timezone(timedelta(hours=1))) == [
        Fact("Rack unit", "12"),
        Fact("Human ID", "K7MQ2X"),
        Fact("ID", "resource_0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"),
        Fact("Created", "15 Jan 2026, 11:30 by Ada"),
        Fact("Updated", "20 Mar 2026, 13:28"),
    ]


def test_retail_resource_tells_its_price() -> None:
    facts = texts(**RETAIL)
    assert facts["Retail price"] == "49.90 EUR"
    assert facts["VAT"] == "19 %"
    assert facts["Sub-products"] == "product_bulb"


def test_period_is_told_from_either_end() -> None:
    day = datetime(2026, 5, 1, tzinfo=UTC)
    assert texts(start_period=day)["Period"] == "from 1 May 2026"
    assert texts(end_period=day)["Period"] == "until 1 May 2026"
    assert texts(start_period=day, end_period=day)["Period"] == "1 May 2026 to 1 May 2026"


def test_own_fields_are_told_as_words() -> None:
    facts = texts(fields=(("Backed up", True), ("Note", None), ("Weight", 1.5)))
    assert (facts["Backed up"], facts["Note"], facts["Weight"]) == ("Yes", "", "1.5")


def test_trash_tells_since_when() -> None:
    assert texts(deleted=datetime(2026, 3, 21, tzinfo=UTC))["In the trash since"].startswith(
        "21 Mar"
    )
