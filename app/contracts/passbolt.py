"""Contract `passbolt`: POST /resources.json, in version 1 and with `api-version=v2`.

A response is an envelope. Its body is the resource in version 1 and its secret in version 2.

    header      what it says
    ----------  ----------------------------------------------------------------------
    id          UUID of this response
    status      success | error
    servertime  UNIX seconds
    title       app_ controller _ action _ status
    action      uuid5(PASSBOLT_NAMESPACE, "Controller.action")
    message     a sentence
    url         path that was asked for
    code        200 | 400 | 403

    body, version 1   model                                    request
    ----------------  ---------------------------------------  -------------------------------------
    id                UUID                                     -
    name              name                                     required, 1 to 64 characters
    description       description; null where the type keeps   up to 10,000 characters
                      it in the secret
    username          username | null                          up to 64 characters
    uri               uri | null                               up to 1,024 characters
    resource_type_id  UUID of the type                         UUID of a type that exists
    deleted           deleted                                  -
    created           created, `2019-04-04T12:06:50+00:00`     -
    modified          updated, likewise                        -
    created_by        UUID of the owner; null for `system`     -
    modified_by       UUID of the owner | null                 -
    secrets           [the secret as below], [] without one    required, exactly one

    secret            model                                    request
    ----------------  ---------------------------------------  -------------------------------------
    id                uuid5(PASSBOLT_NAMESPACE,                -
                      "secrets." and the resource's UUID)
    user_id           UUID of the owner                        version 2: UUID
    resource_id       UUID                                     -
    data              secret, ASCII-armored                    required, an OpenPGP message
    created           secret_created                           -
    modified          secret_updated                           -

The export is one envelope whose body is an array: of resources in version 1 (as Passbolt lists
them), of secrets in version 2, where a resource without one has nothing to show.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from app.contracts.context import RenderContext
from app.contracts.spellings import offset_time, unix_seconds
from app.domain.resource_type import PASSBOLT_NAMESPACE
from app.domain.user import SYSTEM
from app.formats.record import ResourceRecord

VERSION_2 = "?api-version=v2"
SUCCESS = "The operation was successful."
INVALID = "Could not validate resource data."


def action_id(action: str) -> UUID:
    """What a response calls the action that made it, `ResourcesAdd.add`."""
    return uuid5(PASSBOLT_NAMESPACE, action)


ADD_ACTION = action_id("ResourcesAdd.add")
LIST_ACTION = action_id("ResourcesIndex.index")
VIEW_SECRET_ACTION = action_id("SecretsView.view")

# Keys of a problem under its field, and of the first secret's under `secrets`, `0`, `data`.
REQUIRED = "_required"
EMPTY = "_empty"
TOO_LONG = "maxLength"
NOT_UTF8 = "utf8"
NOT_UUID = "uuid"
TOO_MANY = "hasAtMost"
UNKNOWN_TYPE = "resource_type_exists"
NOT_OPENPGP = "isValidOpenPGPMessage"

NAME_REQUIRED = "A name is required."
SECRET_REQUIRED = "A secret is required."  # noqa: S105 - a sentence


def render(record: ResourceRecord, context: RenderContext) -> dict[str, object]:
    """The response of version 1 for one stored resource."""
    header = render_header(context, "app_resources_add_success", ADD_ACTION, "/resources.json")
    return {"header": header, "body": render_resource(record, context)}


def render_v2(record: ResourceRecord, context: RenderContext) -> dict[str, object]:
    """The response of version 2 for one stored resource; without a secret the body is null."""
    url = f"/secrets/resource/{record.stored_uuid}.json{VERSION_2}"
    header = render_header(context, "app_secrets_view_success", VIEW_SECRET_ACTION, url)
    return {"header": header, "body": render_secret(record, context)}


def list_header(context: RenderContext) -> dict[str, object]:
    """The header over many resources."""
    return render_header(context, "app_resources_index_success", LIST_ACTION, "/resources.json")


def list_header_v2(context: RenderContext) -> dict[str, object]:
    """The header over the secrets of many resources."""
    url = f"/secrets.json{VERSION_2}"
    return render_header(context, "app_secrets_view_success", VIEW_SECRET_ACTION, url)


def render_header(
    context: RenderContext, title: str, action: UUID, url: str, *, code: int = 200
) -> dict[str, object]:
    """The header of an envelope; any code but 200 is an error."""
    is_success = code == 200
    return {
        "id": str(context.request_id),
        "status": "success" if is_success else "error",
        "servertime": unix_seconds(context.moment),
        "title": title,
        "action": str(action),
        "message": SUCCESS if is_success else INVALID,
        "url": url,
        "code": code,
    }


def render_resource(record: ResourceRecord, context: RenderContext) -> dict[str, object]:
    """The resource object of version 1."""
    draft = record.draft
    kind = context.types.get(draft.type)
    owner = str(context.user.uuid) if context.user else None
    secret = render_secret(record, context)
    return {
        "id": str(record.stored_uuid),
        "name": draft.name,
        "description": draft.description,
        "username": draft.username,
        "uri": draft.uri,
        "resource_type_id": str(kind.uuid) if kind else None,
        "deleted": record.deleted,
        "created": _time(record.created),
        "modified": _time(record.updated),
        "created_by": None if record.created_by == SYSTEM else owner,
        "modified_by": owner,
        "secrets": [] if secret is None else [secret],
    }


def render_secret(record: ResourceRecord, context: RenderContext) -> dict[str, object] | None:
    """The secret object; None without a secret."""
    if record.secret is None:
        return None
    return {
        "id": str(uuid5(PASSBOLT_NAMESPACE, f"secrets.{record.stored_uuid}")),
        "user_id": str(context.user.uuid) if context.user else None,
        "resource_id": str(record.stored_uuid),
        "data": record.secret,
        "created": _time(record.secret_created),
        "modified": _time(record.secret_updated),
    }


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else offset_time(moment)
