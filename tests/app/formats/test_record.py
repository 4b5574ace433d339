"""The record of a stored resource."""

from datetime import UTC, datetime

import pytest

from app.domain.resource_draft import draft_of, read_draft
from app.formats.record import ResourceRecord, record_of
from tests.made_records import SECRET_TIMES
from tests.made_resources import RETAIL, made_resource


def test_record_has_everything_the_resource_has() -> None:
    resource = made_resource(**RETAIL)
    record = record_of(resource, secret="armored", **SECRET_TIMES)
    assert record.draft == draft_of(resource)
    assert record.draft.id == resource.id
    assert (record.uuid, record.human_id) == (resource.uuid, resource.human_id)
    assert (record.created, record.created_by) == (resource.created, resource.created_by)
    assert (record.updated, record.currency) == (resource.updated, resource.currency)
    assert (record.vat, record.secret) == (resource.vat, "armored")
    assert record.secret_created == SECRET_TIMES["secret_created"]
    assert record.secret_updated == SECRET_TIMES["secret_updated"]
    assert (record.deleted, record.deleted_at) == (False, None)


def test_record_says_since_when_it_lies_in_the_trash() -> None:
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    record = record_of(made_resource(deleted=moment))
    assert (record.deleted, record.deleted_at) == (True, moment)


def test_a_record_without_a_uuid_is_not_stored() -> None:
    with pytest.raises(ValueError, match="not stored yet"):
        _ = ResourceRecord(draft=read_draft({"name": "a"})).stored_uuid
