"""The icons: Lucide drawings in the colours of the theme, sharp on every screen.

`assets/icons` holds them as SVG from npm `lucide-static` 1.62.0 with the stroke set to 1.75, and
`star-filled`, which is `star` filled. `strongroom.svg` is the program's own mark.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

import assets
from app.overriding import override
from resources_ui.theme import Theme
from resources_ui.tokens import ICON_EMPTY, ICON_HEADER

_FOLDER = Path(assets.__file__).parent / "icons"
_STROKE = b'stroke-width="1.75"'
# The stroke grows with the drawing; beside text it would look coarse in the large sizes.
_LARGE_STROKES = ((ICON_EMPTY, b'stroke-width="1.25"'), (ICON_HEADER, b'stroke-width="1.5"'))
_DISABLED = "disabled"


class Icons(QObject):
    """Gives icons by their Lucide name, painted in a token's colour of the look that is on.

    Args:
        theme: Where colours come from; icons that were given out follow it by themselves.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self._drawings: dict[str, bytes] = {}
        self._pixmaps: dict[tuple[str, int, str, float], QPixmap] = {}
        theme.changed.connect(self._on_theme_changed)

    def icon(self, name: str, *, color: str = "muted", checked: str = "") -> QIcon:
        """An icon for an action or a button.

        Args:
            name: Lucide's name, such as `copy-plus`.
            color: The token it is painted in; greyed by itself where the control is disabled.
            checked: Another icon's name for the checked state.

        Raises:
            KeyError: There is no such icon: our bug, or a name that came with imported data.
        """
        self._drawing(name)
        if checked:
            self._drawing(checked)
        return QIcon(_ThemedIconEngine(self, name, color, checked))

    def pixmap(
        self, name: str, size: int, color: str = "muted", device_pixel_ratio: float = 1.0
    ) -> QPixmap:
        """A square picture to paint with, cached until the theme changes.

        Args:
            name: Lucide's name.
            size: Edge in device-independent pixels.
            color: The token it is painted in.
            device_pixel_ratio: Of the screen that it is painted on.

        Raises:
            KeyError: There is no such icon.
        """
        key = (name, size, color, device_pixel_ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._render(name, size, color, device_pixel_ratio)
        return self._pixmaps[key]

    def _render(self, name: str, size: int, color: str, device_pixel_ratio: float) -> QPixmap:
        from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - only when something is drawn

        ink = self._theme.color(color).name().encode()
        drawing = self._drawing(name).replace(b"currentColor", ink)
        for large, stroke in _LARGE_STROKES:
            if size >= large:
                drawing = drawing.replace(_STROKE, stroke)
        pixels = round(size * device_pixel_ratio)
        result = QPixmap(pixels, pixels)
        result.fill(Qt.GlobalColor.transparent)
        painter = QPainter(result)
        QSvgRenderer(drawing).render(painter)
        painter.end()
        result.setDevicePixelRatio(device_pixel_ratio)
        return result

    def _drawing(self, name: str) -> bytes:
        if name not in self._drawings:
            # A type's icon can come with an imported file: no path is made from just any text.
            if not (name.isascii() and name.replace("-", "").isalnum()):
                raise KeyError(name)
            try:
                self._drawings[name] = (_FOLDER / f"{name}.svg").read_bytes()
            except OSError:
                raise KeyError(name) from None
        return self._drawings[name]

    def _on_theme_changed(self) -> None:
        self._pixmaps.clear()


def application_icon() -> QIcon:
    """The program's own mark, for windows and task bars."""
    return QIcon(str(_FOLDER / "strongroom.svg"))


class _ThemedIconEngine(QIconEngine):
    """Paints when asked and keeps nothing, so that an icon is right after a change of theme."""

    def __init__(self, icons: Icons, name: str, color: str, checked: str) -> None:
        super().__init__()
        self._icons = icons
        self._name = name
        self._color = color
        self._checked = checked

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        size = min(rect.width(), rect.height())
        ratio = painter.device().devicePixelRatioF()
        target = QRect(0, 0, size, size)
        target.moveCenter(rect.center())
        painter.drawPixmap(target, self._pixmap(size, mode, state, ratio))

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    @override
    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        # The size is in device-independent pixels since Qt 6.9. Where it is not yet, Qt shrinks the
        # picture that is then too large.
        return self._pixmap(min(size.width(), size.height()), mode, state, scale)

    @override
    def clone(self) -> QIconEngine:
        return _ThemedIconEngine(self._icons, self._name, self._color, self._checked)

    @override
    def key(self) -> str:
        return "strongroom"

    def _pixmap(self, size: int, mode: QIcon.Mode, state: QIcon.State, ratio: float) -> QPixmap:
        name = self._checked if self._checked and state is QIcon.State.On else self._name
        color = _DISABLED if mode is QIcon.Mode.Disabled else self._color
        return self._icons.pixmap(name, size, color, ratio)
