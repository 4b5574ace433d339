"""Says what this program is."""

from __future__ import annotations

import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app import __version__
from resources_ui.buttons import Button
from resources_ui.dialogs.dialog import Dialog
from resources_ui.form_field import WrappingLabel
from resources_ui.icons import Icons
from resources_ui.labels import IconLabel, plain_label
from resources_ui.tokens import GAP_SECTION, ICON_HEADER

_SENTENCE = (
    "An inventory of what you own and look after, with the secret of each thing encrypted on this"
    " computer. It works offline, on one local file."
)
_LICENCES = "Free software under the MIT licence. Icons by Lucide under the ISC licence."


class AboutDialog(Dialog):
    """Name, version and licence.

    Args:
        icons: For the program's mark.
        parent: The window.
    """

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__("Strongroom", sentence=_SENTENCE, parent=parent)
        self.setObjectName("aboutDialog")
        versions = plain_label(
            f"Version {__version__}\nPython {platform.python_version()}, Qt {qVersion()}"
        )
        versions.setObjectName("versions")
        versions.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        versions.setAccessibleName(versions.text())
        row = QHBoxLayout()
        row.setSpacing(GAP_SECTION)
        row.addWidget(IconLabel(icons, "strongroom", size=ICON_HEADER, color="accent"))
        row.addWidget(versions, 1)
        self.body.addLayout(row)
        self.body.addWidget(WrappingLabel(_LICENCES, role="secondary"))
        close = Button("Close", kind="primary")
        close.setObjectName("closeButton")
        close.setDefault(True)
        close.clicked.connect(self._on_close_clicked)
        self.add_buttons(close)
        close.setFocus()

    def _on_close_clicked(self, _checked: bool) -> None:
        self.accept()
