"""Secrets as rows: one a resource, whole with its seal, and gone with it."""

from __future__ import annotations

import pytest

from app.database import resources, secrets
from app.database.engine import Database
from app.database.secrets import SecretRow, StoredSecret
from app.domain.times import from_milliseconds
from app.errors import NotFoundError
from tests.app.database.conftest import WriteAs


def row(armored: str = "armored", *, revision: int = 1) -> SecretRow:
    return SecretRow(1, armored, revision, seal="00FF" * 16, created=1_000, updated=2_001)


def stored(database: Database, key: int) -> StoredSecret | None:
    with database.reading() as connection:
        return secrets.stored(connection, key)


def test_a_secret_is_read_as_it_was_put(database: Database, write: WriteAs, key: int) -> None:
    assert stored(database, key) is None
    with write() as (operation, outcome):
        assert resources.set_secret(operation, key, row())
    assert outcome.changes.changed == (key,)
    secret = stored(database, key)
    assert secret is not None
    assert (secret.armored, secret.revision, secret.seal) == ("armored", 1, b"\0\xff" * 16)
    assert (secret.created, secret.updated) == (from_milliseconds(1_000), from_milliseconds(2_001))
    assert len(secret.fingerprint) == 40
    assert secret.home


def test_another_takes_its_place_and_none_removes_it(
    database: Database, write: WriteAs, key: int
) -> None:
    for one in (row("first"), row("second", revision=2)):
        with write() as (operation, _):
            resources.set_secret(operation, key, one)
            assert secrets.row_of(operation.connection, key) == one
    with write() as (operation, _):
        assert resources.set_secret(operation, key, None)
    assert stored(database, key) is None


def test_the_same_secret_again_is_no_change(write: WriteAs, key: int) -> None:
    for is_new in (True, False):
        with write() as (operation, outcome):
            assert resources.set_secret(operation, key, row()) is is_new
        assert outcome.changes.is_empty is not is_new


def test_the_history_keeps_a_row_to_the_letter() -> None:
    assert SecretRow.from_json(row("ü\n🔐").to_json()) == row("ü\n🔐")


def test_a_resource_that_is_gone_has_none(write: WriteAs) -> None:
    with pytest.raises(NotFoundError), write() as (operation, _):
        resources.set_secret(operation, 999, row())


def test_a_secret_goes_with_its_resource(database: Database, write: WriteAs, key: int) -> None:
    with write() as (operation, _):
        resources.set_secret(operation, key, row())
        resources.remove(operation, key)
        assert operation.connection.execute("SELECT count(*) FROM secret").fetchone() == (0,)


def test_every_secret_is_given_with_what_its_seal_covers(
    database: Database, write: WriteAs, key: int
) -> None:
    with write() as (operation, _):
        resources.set_secret(operation, key, row(revision=7))
    with database.reading() as connection:
        ((uuid, *sealed),) = secrets.sealed_rows(connection)
        assert connection.execute("SELECT uuid FROM resource").fetchone() == (uuid,)
    assert sealed == [7, "armored", b"\0\xff" * 16]


def test_a_moment_that_is_not_known_is_another() -> None:
    assert secrets.milliseconds(None, 5) == 5
    assert secrets.milliseconds(from_milliseconds(7), 5) == 7
