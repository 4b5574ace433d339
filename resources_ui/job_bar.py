"""The bar that shows a job that takes long, and lets the person stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from resources_ui.buttons import Button
from resources_ui.job_runner import JobHandle, JobRunner
from resources_ui.labels import ElidingLabel
from resources_ui.tokens import CELL_PADDING, GAP_GROUP, GAP_SECTION

_BAR_WIDTH = 200


class JobBar(QFrame):
    """Shows the oldest job that has a title and is still under way; hidden while there is none.

    Args:
        runner: Whose jobs are shown.
        delay_ms: What is over by then is never shown.
        parent: The widget that it belongs to.
    """

    def __init__(
        self, runner: JobRunner, *, delay_ms: int = 400, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("jobBar")
        self._jobs: list[JobHandle] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(delay_ms)
        self._timer.timeout.connect(self._on_delay_over)
        self._title = ElidingLabel(role="field")
        self._text = ElidingLabel(role="muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_BAR_WIDTH)
        self._cancel = Button("Cancel")
        self._cancel.clicked.connect(self._on_cancel_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_SECTION, GAP_GROUP, GAP_SECTION, GAP_GROUP)
        row.setSpacing(CELL_PADDING)
        row.addWidget(self._title)
        row.addWidget(self._bar, alignment=Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, stretch=1)
        row.addWidget(self._cancel)
        self.hide()
        runner.started.connect(self._on_started)
        runner.progressed.connect(self._on_progressed)
        runner.finished.connect(self._on_finished)

    def _on_started(self, job: JobHandle) -> None:
        if not job.title:
            return
        self._jobs.append(job)
        if len(self._jobs) == 1:
            self._show_next()

    def _on_progressed(self, job: JobHandle, done: int, total: int, text: str) -> None:
        if self._jobs and job is self._jobs[0]:
            self._bar.setRange(0, total)
            self._bar.setValue(done)
            self._text.setText(text)

    def _on_finished(self, job: JobHandle) -> None:
        if job not in self._jobs:
            return
        was_shown = job is self._jobs[0]
        self._jobs.remove(job)
        if was_shown:
            self._show_next()

    def _on_delay_over(self) -> None:
        self.show()

    def _on_cancel_clicked(self, _checked: bool) -> None:
        self._jobs[0].cancel()
        self._cancel.setEnabled(False)
        self._text.setText("Stopping…")

    def _show_next(self) -> None:
        if not self._jobs:
            self._timer.stop()
            self.hide()
            return
        title = self._jobs[0].title
        self._title.setText(title)
        self._text.setText("")
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(title)
        self._cancel.setAccessibleName(f"Cancel: {title}")
        self._cancel.setEnabled(True)
        if self.isHidden():
            self._timer.start()
