"""Which inventory a file is and whom it belongs to."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from app.database import inventory_row, rows
from app.database.engine import Database, create_file
from app.domain.resource_type import SHIPPED_TYPES
from app.errors import AlreadyExistsError, InvalidResourceError
from tests.inventories import START
from tests.made_records import USER


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "New.strongroom"
    create_file(
        path,
        lambda session: inventory_row.fill_new(
            session, USER, key_store="keyring", check_value=b"check", moment=START
        ),
    )
    return path


def test_a_new_file_has_its_owner_itself_and_the_shipped_types(file: Path) -> None:
    with closing(Database(file)) as database, database.reading() as connection:
        owned = inventory_row.ownership(connection)
        assert owned.uuid == owned.home == USER.home
        assert (owned.fingerprint, owned.public_key) == (USER.fingerprint, USER.public_key)
        assert (owned.key_store, owned.check_value) == ("keyring", b"check")
        assert not owned.is_kit_saved
        assert rows.users(connection) == [USER]
        assert rows.types(connection) == list(SHIPPED_TYPES)


@pytest.mark.parametrize("name", ["", " ", "x" * 65, "a\nb"])
def test_an_owner_has_a_good_name(name: str, tmp_path: Path) -> None:
    user = replace(USER, name=name)
    with pytest.raises(InvalidResourceError):
        create_file(
            tmp_path / "New.strongroom",
            lambda session: inventory_row.fill_new(
                session, user, key_store="keyring", check_value=b"", moment=START
            ),
        )
    assert list(tmp_path.iterdir()) == []


def test_people_whose_keys_came_along_stand_behind_the_owner(file: Path) -> None:
    guest = replace(USER, uuid=UUID(int=1), fingerprint="A" * 40, name="Grace")
    with closing(Database(file)) as database:
        with database.session() as session:
            added = inventory_row.add_foreign_user(session, guest)
        with database.reading() as connection:
            assert rows.users(connection) == [USER, guest]
            assert inventory_row.user_id(connection, "A" * 40) == added
            assert inventory_row.user_id(connection, "B" * 40) is None
            assert inventory_row.ownership(connection).fingerprint == USER.fingerprint
        with pytest.raises(AlreadyExistsError), database.session() as session:
            inventory_row.add_foreign_user(session, guest)


def test_a_saved_kit_is_remembered(file: Path) -> None:
    with closing(Database(file)) as database:
        with database.session() as session:
            inventory_row.set_kit_saved(session)
        with database.reading() as connection:
            assert inventory_row.ownership(connection).is_kit_saved
