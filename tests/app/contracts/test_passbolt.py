"""Responses of contract `passbolt`, version 1 and 2."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from app.contracts import passbolt
from app.domain.text import DESCRIPTION_LIMIT, NAME_LIMIT, URI_LIMIT, USERNAME_LIMIT
from app.domain.times import from_milliseconds
from tests.contract_examples import context_with, example, stored
from tests.made_records import ARMORED, SECRET_TIMES, USER, made_record

RESOURCE = UUID("8e3874ae-4b40-590b-968a-418f704b9d9a")
CREATED = datetime(2019, 4, 4, 12, 6, 50, tzinfo=UTC)


def test_version_2_is_the_response_of_the_document() -> None:
    expected = example("passbolt-v2-response")
    record = replace(
        stored(RESOURCE, CREATED, name="Apple developer ID"),
        secret="-----BEGIN PGP MESSAGE-----",
        secret_created=CREATED,
        secret_updated=CREATED,
    )
    context = context_with(moment=from_milliseconds(1_554_909_967_999))
    response = passbolt.render_v2(record, context)
    body = response["body"]
    assert isinstance(body, dict)
    assert UUID(body.pop("id")).version == 5
    expected["body"].pop("id")
    assert response == expected
    assert list(response["header"]) == list(expected["header"])  # type: ignore[call-overload]


def test_an_error_has_the_header_of_the_document() -> None:
    expected = example("passbolt-v2-error")
    context = context_with(
        moment=from_milliseconds(1_554_907_648_000),
        request_id=UUID("965c9f17-18ae-48fd-a36e-e42f04a30442"),
    )
    url = "/resources.json" + passbolt.VERSION_2
    action = passbolt.ADD_ACTION
    assert (
        passbolt.render_header(context, "app_resources_add_error", action, url, code=400)
        == (expected["header"])
    )
    assert expected["body"] == {
        "name": {passbolt.REQUIRED: passbolt.NAME_REQUIRED},
        "secrets": {passbolt.REQUIRED: passbolt.SECRET_REQUIRED},
    }


def test_limits_are_those_of_the_document() -> None:
    limits = (NAME_LIMIT, DESCRIPTION_LIMIT, USERNAME_LIMIT, URI_LIMIT)
    assert limits == (64, 10_000, 64, 1024)


def test_version_1_is_the_resource_with_its_secret() -> None:
    record = made_record(type="password-string")
    response = passbolt.render(record, context_with())
    uuid = str(record.uuid)
    assert response["body"] == {
        "id": uuid,
        "name": "Server 1",
        "description": "In the cellar.",
        "username": "root",
        "uri": "ssh://atlas.example.org",
        "resource_type_id": "669f8c64-242a-59fb-92fc-81f660975fd3",
        "deleted": False,
        "created": "2026-01-15T10:30:00+00:00",
        "modified": "2026-03-20T12:28:00+00:00",
        "created_by": str(USER.uuid),
        "modified_by": str(USER.uuid),
        "secrets": [
            {
                "id": passbolt.render_secret(record, context_with())["id"],  # type: ignore[index]
                "user_id": str(USER.uuid),
                "resource_id": uuid,
                "data": ARMORED,
                "created": "2026-01-15T10:30:00+00:00",
                "modified": "2026-02-01T08:00:00+00:00",
            }
        ],
    }
    header = response["header"]
    assert isinstance(header, dict)
    assert header["title"] == "app_resources_add_success"
    assert header["action"] == "ad8bbc35-6435-538e-b1a7-80b87bcedb6a"
    assert (header["url"], header["code"]) == ("/resources.json", 200)


@pytest.mark.parametrize(
    ("key", "uuid"),
    [
        ("password-and-description", "a28a04cd-6f53-518a-967c-9963bf9cec51"),
        ("totp", "05ba5c75-504d-5ad6-819a-83af68867d86"),
        ("password-description-totp", "8cca88d9-a3f6-56df-b860-3ef08de5c5c4"),
    ],
)
def test_types_are_called_by_passbolts_uuids(key: str, uuid: str) -> None:
    record = made_record(type=key, description=None)
    resource = passbolt.render_resource(record, context_with())
    assert (resource["resource_type_id"], resource["description"]) == (uuid, None)


def test_a_resource_without_a_secret_has_none() -> None:
    record = made_record(secret=None)
    assert passbolt.render_resource(record, context_with())["secrets"] == []
    assert passbolt.render_v2(record, context_with())["body"] is None


def test_nobody_made_what_the_system_made() -> None:
    resource = passbolt.render_resource(made_record(created_by="system"), context_with())
    assert (resource["created_by"], resource["modified_by"]) == (None, str(USER.uuid))


def test_a_secret_keeps_its_id_when_it_changes() -> None:
    before = made_record()
    after = replace(before, secret="other", **SECRET_TIMES)
    identifiers = {
        str((passbolt.render_secret(record, context_with()) or {})["id"])
        for record in (before, after, made_record(2))
    }
    assert len(identifiers) == 2
