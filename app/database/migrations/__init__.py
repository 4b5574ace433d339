"""Older files brought up to date, with Alembic; imported only when a file is older.

The file's `user_version` is the number of the last revision it has; Alembic's own version table
would be a second truth. A revision's id is that number in four digits, and its frozen statements
never change once released: a test holds that they lead to the schema of a new file.
"""

from __future__ import annotations

from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from app.database.inspection import SCHEMA_VERSION


def migrate(engine: Engine, version: int) -> None:
    """Bring a file from `version` to `SCHEMA_VERSION` in one transaction: all of it, or nothing.

    Args:
        engine: Of the file, opened for writing.
        version: The file's; 0 is one without any table.
    """
    scripts = ScriptDirectory(Path(__file__).parent)
    base = revision_id(version) if version else "base"
    revisions = list(scripts.iterate_revisions(revision_id(SCHEMA_VERSION), base))
    with engine.begin() as connection:
        with Operations.context(MigrationContext.configure(connection)):
            for revision in reversed(revisions):
                revision.module.upgrade()
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")


def revision_id(version: int) -> str:
    """How a revision is called: `0001`."""
    return f"{version:04d}"
