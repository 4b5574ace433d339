"""The command line: the same inventory without the window."""

from app.cli.program import main

__all__ = ["main"]
