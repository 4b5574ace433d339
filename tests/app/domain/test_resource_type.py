"""The types that ship, and those a person adds."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from jsonschema import Draft202012Validator

from app.domain.identifiers import slug
from app.domain.resource_type import (
    DEFAULT_TYPE,
    SHIPPED_TYPES,
    ResourceType,
    plain_type,
    type_uuid,
)

# The UUIDs that Passbolt itself gives its types (DESIGN: rules of the model).
OF_PASSBOLT = {
    "password-string": "669f8c64-242a-59fb-92fc-81f660975fd3",
    "password-and-description": "a28a04cd-6f53-518a-967c-9963bf9cec51",
    "totp": "05ba5c75-504d-5ad6-819a-83af68867d86",
    "password-description-totp": "8cca88d9-a3f6-56df-b860-3ef08de5c5c4",
}
BY_KEY = {kind.key: kind for kind in SHIPPED_TYPES}


@pytest.mark.parametrize(("key", "uuid"), OF_PASSBOLT.items())
def test_types_of_passbolt_have_its_uuids_and_need_a_secret(key: str, uuid: str) -> None:
    assert BY_KEY[key].uuid == type_uuid(key) == UUID(uuid)
    assert BY_KEY[key].secret_required


def test_the_types_of_the_design_ship() -> None:
    own = "account server database device document licence network payment-card note product"
    assert BY_KEY.keys() == {*own.split(), *OF_PASSBOLT}
    assert DEFAULT_TYPE in BY_KEY
    assert [key for key in own.split() if BY_KEY[key].secret_required] == []


def test_two_types_encrypt_the_description() -> None:
    assert {kind.key for kind in SHIPPED_TYPES if kind.description_encrypted} == {
        "password-and-description",
        "password-description-totp",
    }


@pytest.mark.parametrize("kind", SHIPPED_TYPES, ids=lambda kind: kind.key)
def test_a_shipped_type_is_whole(kind: ResourceType) -> None:
    assert kind.shipped
    assert slug(kind.key) == kind.key
    assert 1 <= len(kind.name) <= 64
    Draft202012Validator.check_schema(kind.schema)
    assert kind.schema["type"] in ("string", "object")


def test_no_two_types_share_a_key_uuid_or_name() -> None:
    for values in zip(*((kind.key, kind.uuid, kind.name) for kind in SHIPPED_TYPES), strict=True):
        assert len(set(values)) == len(SHIPPED_TYPES)


def test_a_plain_type_takes_any_text_as_its_secret() -> None:
    uuid = uuid4()
    kind = plain_type("espresso-machine", "Espresso machine", uuid)
    assert (kind.key, kind.name, kind.uuid) == ("espresso-machine", "Espresso machine", uuid)
    assert not kind.shipped
    assert not kind.secret_required
    assert kind.schema["type"] == "string"
