"""The icon of a resource type that names none, or none that there is."""

PLAIN_TYPE_ICON = "box"
