"""The icon of a resource type, whose name may come from elsewhere."""

from __future__ import annotations

from app.domain.type_icon import PLAIN_TYPE_ICON
from resources_ui.icons import Icons


def type_icon_name(icons: Icons, name: str) -> str:
    """The name itself where there is such an icon, else that of the plain one."""
    try:
        icons.icon(name)
    except KeyError:
        return PLAIN_TYPE_ICON
    return name
