"""The clear text of a secret, as its type's schema shapes it (contract Passbolt).

A type whose schema is a string keeps the secret as it is; one whose schema is an object keeps
JSON, of which the person sees the main field (`password`, else the key of `totp`, else the first
text), and, where the type encrypts it, the description. Fields that are not shown are kept.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from app.domain.resource_type import ResourceType
from app.domain.secret_text import SecretText
from app.errors import InvalidResourceError, Problem

_ONLY_WHOLE = "The secret does not follow its type: give all of its fields as JSON."
_TOTP_DEFAULTS = {"algorithm": "SHA1", "digits": 6, "period": 30}


@dataclass(frozen=True, slots=True)
class SecretContent:
    """What a person sees of a secret.

    Args:
        main: The password, key or text.
        description: The encrypted description, for types that have one.
        clear_text: The whole as it is encrypted.
    """

    main: SecretText
    description: SecretText | None
    clear_text: SecretText


@dataclass(frozen=True, slots=True)
class SecretEdit:
    """What a save wants of the secret.

    Args:
        secret: A new password, key or text; None keeps the one there is.
        description: A new encrypted description; None keeps it.
        is_removed: There shall be none.
    """

    secret: SecretText | None = None
    description: SecretText | None = None
    is_removed: bool = False

    @property
    def changes_something(self) -> bool:
        """Whether the secret is touched at all."""
        return self.is_removed or self.secret is not None or self.description is not None


def compose(
    kind: ResourceType,
    main: SecretText,
    description: SecretText | None = None,
    *,
    before: SecretText | None = None,
) -> SecretContent:
    """Make the clear text for a resource of this type.

    Args:
        kind: The resource's type.
        main: What was typed; for an object type also the whole JSON is taken.
        description: The description, where the type encrypts it.
        before: The clear text so far, whose other fields are kept.

    Raises:
        InvalidResourceError: The result does not follow the type's schema.
    """
    schema = kind.schema
    if schema.get("type") != "object":
        content = SecretContent(main, None, main)
        _validate(schema, main.reveal())
        return content
    document = _whole_document(schema, main)
    if document is None:
        document = (_object_in(before) if before else None) or {}
        _put_main(schema, document, main.reveal())
    if kind.description_encrypted and description is not None:
        document["description"] = description.reveal()
    _validate(schema, document)
    return parse(kind, SecretText(json.dumps(document, ensure_ascii=False)))


def parse(kind: ResourceType, clear_text: SecretText) -> SecretContent:
    """Read clear text; what does not follow the schema is shown as it is."""
    document = _object_in(clear_text) if kind.schema.get("type") == "object" else None
    if document is None:
        return SecretContent(clear_text, None, clear_text)
    description = document.get("description") if kind.description_encrypted else None
    return SecretContent(
        main=SecretText(_main_of(kind.schema, document)),
        description=SecretText(description) if isinstance(description, str) else None,
        clear_text=clear_text,
    )


def is_kept_whole(before: ResourceType, content: SecretContent, after: ResourceType) -> bool:
    """Whether a secret comes back as it was after it was brought to another type.

    Args:
        before: The type it follows.
        content: What it says.
        after: The other type.
    """
    if before.schema.get("type") != "object":
        return True
    try:
        there = compose(after, content.main, content.description)
        there = parse(after, there.clear_text)
        back = compose(before, there.main, there.description)
    except InvalidResourceError:
        return False
    return _said(content.clear_text) in (None, _said(back.clear_text))


def _said(clear_text: SecretText) -> dict[str, Any] | None:
    """The fields that say something."""
    document = _object_in(clear_text)
    if document is None:
        return None
    return {name: value for name, value in document.items() if value not in (None, "")}


def _whole_document(schema: dict[str, Any], main: SecretText) -> dict[str, Any] | None:
    document = _object_in(main)
    if document is None or not set(schema.get("required", ())) <= document.keys():
        return None
    return document


def _object_in(text: SecretText) -> dict[str, Any] | None:
    try:
        document = json.loads(text.reveal())
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def _main_field(schema: dict[str, Any]) -> str | None:
    properties = schema["properties"]
    texts = (
        name
        for name, of in properties.items()
        if of.get("type") == "string" and name != "description"
    )
    return next((name for name in ("password", "totp") if name in properties), next(texts, None))


def _main_of(schema: dict[str, Any], document: dict[str, Any]) -> str:
    main = document.get(_main_field(schema) or "")
    if isinstance(main, dict):
        main = main.get("secret_key")
    return main if isinstance(main, str) else json.dumps(document, ensure_ascii=False)


def _put_main(schema: dict[str, Any], document: dict[str, Any], text: str) -> None:
    name = _main_field(schema)
    if name == "totp":
        totp = document.get(name)
        kept = totp if isinstance(totp, dict) else _TOTP_DEFAULTS
        document[name] = {**kept, "secret_key": text}
    elif name is not None:
        document[name] = text
    else:
        raise InvalidResourceError([Problem("secret", "schema", _ONLY_WHOLE)])


def _validate(schema: dict[str, Any], document: object) -> None:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - 90 ms, and only for a write

    errors = list(Draft202012Validator(schema).iter_errors(document))
    if not errors:
        return
    # Only names of the schema: whatever else a path holds may have been typed.
    known = schema.get("properties", {}).keys()
    fields = {error.absolute_path[0] for error in errors if error.absolute_path} & known
    missing = any(error.validator == "required" for error in errors)
    named = ", ".join(sorted(fields)) or ("a field" if missing else "its text")
    raise InvalidResourceError(
        [Problem("secret", "schema", f"The secret does not follow its type: look at {named}.")]
    )
