import pytest

from app.domain.resource_type import SHIPPED_TYPES
from app.presentation.secret_titles import secret_title


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("account", "Password"),
        ("licence", "Licence key"),
        ("totp", "Key of the one-time code"),
        ("document", "Secret"),
    ],
)
def test_secret_is_called_what_it_is(key: str, title: str) -> None:
    (kind,) = (kind for kind in SHIPPED_TYPES if kind.key == key)
    assert secret_title(kind) == title


def test_secret_of_an_unknown_type_has_a_name() -> None:
    assert secret_title(None) == "Secret"
