from __future__ import annotations

from app.errors import VaultLockedError
from resources_ui.crash_report import crash_report, forget_locals

CANARY = "hunter2"


def _open_drawer(password: str) -> None:
    drawers = {"left": password}
    try:
        raise KeyError(drawers["left"])
    except KeyError as error:
        raise ValueError(f"no drawer for {password}") from error


def _crash() -> ValueError:
    try:
        _open_drawer(CANARY)
    except ValueError as error:
        return error
    raise AssertionError


def test_report_says_what_happened_where_and_with_which_versions() -> None:
    report = crash_report(_crash())
    assert "builtins.ValueError" in report
    assert "builtins.KeyError" in report, "the cause belongs to it"
    assert "in _open_drawer: raise KeyError" in report
    for word in ("Python 3.", "Qt 6.", "PySide6-Essentials 6.", "sqlmodel ", "strongroom "):
        assert word in report


def test_report_holds_no_message_and_no_value() -> None:
    assert CANARY not in crash_report(_crash())


def test_report_holds_no_folder_of_the_person() -> None:
    import json

    def load() -> None:
        json.loads("{")

    try:
        load()
    except ValueError as error:
        report = crash_report(error)
    assert "json/decoder.py:" in report
    assert "/home" not in report
    assert "test_crash_report.py:" in report
    assert "resources_ui/test_crash_report.py" in report


def test_report_of_an_error_that_was_never_raised_is_short() -> None:
    assert crash_report(VaultLockedError()).endswith("app.errors.VaultLockedError\n")


def test_forgotten_locals_hold_no_plaintext() -> None:
    error = _crash()
    forget_locals(error)
    held = []
    for each in (error, error.__cause__):
        assert each is not None
        frame = each.__traceback__
        while frame is not None:
            if frame.tb_frame.f_code.co_name == "_open_drawer":
                held.append(dict(frame.tb_frame.f_locals))
            frame = frame.tb_next
    assert held == [{}, {}]
