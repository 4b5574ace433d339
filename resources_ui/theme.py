"""Dresses the program: palette, fonts and style sheet on Fusion; light, dark or as the system."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

import assets
from resources_ui.stylesheet import FontSizes, stylesheet
from resources_ui.tokens import DARK, LIGHT, Tokens

__all__ = ["DARK", "LIGHT", "Fonts", "Theme", "ThemeChoice", "Tokens", "palette"]

ThemeChoice = Literal["system", "light", "dark"]

SMALLEST_TEXT_PX = 11.0
# For the command line of the application: `setStyle` hands out a `QStyle` (see `mirroring`).
FUSION = ("-style", "fusion")


class Fonts(NamedTuple):
    """The fonts that delegates and labels draw with."""

    body: QFont
    secondary: QFont
    section: QFont
    title: QFont
    mono: QFont


class Theme(QObject):
    """Dresses the application and tells whoever draws by hand when the dress has changed.

    Args:
        application: What is dressed, at once: palette, font and style sheet. It was made in the
            style `FUSION`.
        choice: `light`, `dark`, or `system` to follow the desktop while the program runs. A desktop
            that says nothing is taken for light.
    """

    changed = Signal()

    def __init__(self, application: QApplication, *, choice: ThemeChoice = "system") -> None:
        super().__init__(application)
        self._application = application
        self._choice: ThemeChoice = choice
        self.fonts = _fonts(application.font(), _dots_per_inch(application))
        QDir.setSearchPaths("controls", [str(Path(assets.__file__).parent / "controls")])
        application.setFont(self.fonts.body)
        self._tell_desktop()
        self._dark = self._wants_dark(application.styleHints().colorScheme())
        self._dress()
        application.styleHints().colorSchemeChanged.connect(self._on_desktop_scheme_changed)

    @property
    def choice(self) -> ThemeChoice:
        """What the person chose, as it is kept in the settings."""
        return self._choice

    @property
    def is_dark(self) -> bool:
        """Whether the dark look is on now."""
        return self._dark

    @property
    def tokens(self) -> Tokens:
        """The colours that are on now."""
        return DARK if self._dark else LIGHT

    def color(self, token: str) -> QColor:
        """The colour of a token's name, such as `muted`, as it is now."""
        return QColor(getattr(self.tokens, token))

    def set_choice(self, choice: ThemeChoice) -> None:
        """Switch at once, every open window included."""
        self._choice = choice
        self._tell_desktop()
        self._update(self._application.styleHints().colorScheme())

    def _on_desktop_scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        self._update(scheme)

    def _update(self, desktop: Qt.ColorScheme) -> None:
        is_dark = self._wants_dark(desktop)
        if is_dark != self._dark:
            self._dark = is_dark
            self._dress()
            self.changed.emit()

    def _wants_dark(self, desktop: Qt.ColorScheme) -> bool:
        if self._choice == "system":
            return desktop is Qt.ColorScheme.Dark
        return self._choice == "dark"

    def _tell_desktop(self) -> None:
        """Native parts (title bar, file dialog) follow where the desktop can; elsewhere a no-op."""
        hints = self._application.styleHints()
        if self._choice == "system":
            hints.unsetColorScheme()
        elif self._choice == "dark":
            hints.setColorScheme(Qt.ColorScheme.Dark)
        else:
            hints.setColorScheme(Qt.ColorScheme.Light)

    def _dress(self) -> None:
        self._application.setPalette(palette(self.tokens))
        fonts = self.fonts
        sizes = FontSizes(
            body=fonts.body.pointSizeF(),
            secondary=fonts.secondary.pointSizeF(),
            section=fonts.section.pointSizeF(),
            title=fonts.title.pointSizeF(),
            palette=fonts.body.pointSizeF() * 1.2,
        )
        self._application.setStyleSheet(stylesheet(self.tokens, sizes, dark=self._dark))


def palette(tokens: Tokens) -> QPalette:
    """A palette in which every role is ours: what the style sheet leaves out must fit as well."""
    role = QPalette.ColorRole
    colors = {
        role.Window: tokens.bg,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.bg,
        role.Text: tokens.text,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.bad,
        role.Light: tokens.hover,
        role.Midlight: tokens.hover,
        role.Mid: tokens.border_strong,
        role.Dark: tokens.border_strong,
        role.Shadow: tokens.border,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.ToolTipBase: tokens.toast_bg,
        role.ToolTipText: tokens.toast_text,
        role.PlaceholderText: tokens.faint,
    }
    result = QPalette()
    for name, color in colors.items():
        result.setColor(QPalette.ColorGroup.All, name, QColor(color))
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        result.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.disabled))
    result.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(tokens.grey_bg))
    return result


def _fonts(system: QFont, dots_per_inch: float) -> Fonts:
    """The system's font, at least 10 pt; Inter where there is no system font to speak of."""
    smallest = SMALLEST_TEXT_PX * 72 / dots_per_inch
    size = max(10.0, system.pointSizeF())
    body = QFont(system)
    if QFontInfo(system).family().startswith("DejaVu") and QFontDatabase.hasFamily("Inter"):
        body.setFamilies(["Inter"])
    body.setPointSizeF(size)
    mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    mono.setPointSizeF(size)
    return Fonts(
        body=body,
        secondary=_sized(body, max(smallest, size * 0.9)),
        section=_sized(body, max(smallest, size * 0.85), QFont.Weight.Bold),
        title=_sized(body, size * 1.5, QFont.Weight.DemiBold),
        mono=mono,
    )


def _sized(font: QFont, size: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    result = QFont(font)
    result.setPointSizeF(size)
    result.setWeight(weight)
    return result


def _dots_per_inch(application: QGuiApplication) -> float:
    return application.primaryScreen().logicalDotsPerInchY()
