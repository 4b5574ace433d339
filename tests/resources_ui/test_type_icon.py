from app.domain.resource_type import SHIPPED_TYPES
from resources_ui.icons import Icons
from resources_ui.type_icon import type_icon_name


def test_every_shipped_type_has_its_icon(icons: Icons) -> None:
    assert {kind.key: type_icon_name(icons, kind.icon) for kind in SHIPPED_TYPES} == {
        kind.key: kind.icon for kind in SHIPPED_TYPES
    }


def test_unknown_name_is_the_plain_icon(icons: Icons) -> None:
    assert type_icon_name(icons, "no-such-icon") == "box"
    assert type_icon_name(icons, "../../etc/passwd") == "box"
