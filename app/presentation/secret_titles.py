"""What the secret of each type is called in the form."""

from __future__ import annotations

from app.domain.resource_type import ResourceType

_TITLES = {
    "account": "Password",
    "server": "Password",
    "database": "Password",
    "device": "Password",
    "network": "Password",
    "licence": "Licence key",
    "note": "Secret text",
    "password-string": "Password",
    "password-and-description": "Password",
    "password-description-totp": "Password",
    "totp": "Key of the one-time code",
}


def secret_title(kind: ResourceType | None) -> str:
    """The label above the secret."""
    return _TITLES.get(kind.key if kind else "", "Secret")
