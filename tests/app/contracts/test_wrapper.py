"""Responses of contract `wrapper`."""

from datetime import UTC, datetime

from app.contracts import wrapper
from tests.contract_examples import example, stored, uuid_of_object_id
from tests.made_records import NOW

PERIOD = {
    "start_period": datetime(2024, 1, 15, 10, 30, 0, 250_000, tzinfo=UTC),
    "end_period": datetime(2024, 12, 31, 23, 59, 59, tzinfo=UTC),
}


def test_response_is_the_one_of_the_document() -> None:
    expected = example("wrapper-response")
    record = stored(
        uuid_of_object_id(expected["id"]),
        NOW,
        wrapper="wrapper_123",
        name="Production Database",
        type="database",
    )
    response = wrapper.render(record)
    assert response == expected
    assert list(response) == list(expected)


def test_periods_are_spelt_in_whole_seconds_of_utc() -> None:
    response = wrapper.render(
        stored(uuid_of_object_id("507f1f77bcf86cd799439011"), NOW, name="a", **PERIOD)
    )
    assert (response["startPeriod"], response["endPeriod"]) == (
        "2024-01-15T10:30:00Z", "2024-12-31T23:59:59Z",
    )  # fmt: skip


def test_a_resource_without_a_wrapper_says_null() -> None:
    response = wrapper.render(stored(uuid_of_object_id("507f1f77bcf86cd799439011"), NOW, name="a"))
    assert response["wrapper_id"] is None
