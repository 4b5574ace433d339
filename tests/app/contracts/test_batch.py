"""Responses of contract `batch`."""

from datetime import UTC, datetime
from uuid import UUID

from app.contracts import batch
from tests.contract_examples import example, stored
from tests.made_records import made_record

CREATED = datetime(2024, 1, 15, 10, 30, tzinfo=UTC)


def test_response_is_the_one_of_the_document() -> None:
    expected = example("batch-response")
    response = [
        batch.render(
            stored(
                UUID(item["id"].removeprefix("resource_")),
                CREATED,
                type="document",
                scope="scope_engineering",
                external_id=item["externalResourceId"],
                name=item["displayName"],
            )
        )
        for item in expected
    ]
    assert response == expected
    assert [list(item) for item in response] == [list(item) for item in expected]


def test_created_by_is_the_user_where_there_was_one() -> None:
    assert batch.render(made_record(created_by="Ada"))["createdBy"] == "Ada"


def test_without_scope_and_external_id_the_item_says_null() -> None:
    item = batch.render(made_record(scope=None, external_id=None))
    assert (item["scopeId"], item["externalResourceId"]) == (None, None)
