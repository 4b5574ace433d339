"""What a write says it changed."""

from app.domain.changes import Catalogue, Changes


def test_a_write_without_a_number_changed_nothing() -> None:
    assert Changes().is_empty
    assert not Changes(change_set=1).is_empty


def test_changes_are_values() -> None:
    one = Changes(1, added=(1,), catalogues=frozenset({Catalogue.TAGS}))
    assert one == Changes(1, added=(1,), catalogues=frozenset({Catalogue.TAGS}))
    assert len({one, Changes(1)}) == 2
