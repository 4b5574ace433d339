"""What a write says it changed."""

from app.domain.changes import Catalogue, Changes


def test_a_write_without_a_number_changed_nothing() -> None:
    assert Changes().is_empty
    assert not Changes(change_set=1).is_empty


def test_changes_are_values() -> None:
    one = Changes(1, added=(1,), catalogues=frozenset({Catalogue.TAGS}))
    assert one == Changes(1, added=(1,), catalogues=frozenset({Catalogue.TAGS}))
    assert len({one, Changes(1)}) == 2


def test_names_beside_resources_are_those_of_types_scopes_and_wrappers() -> None:
    touching = {one for one in Catalogue if Changes(catalogues=frozenset({one})).touches_names}
    assert touching == {Catalogue.TYPES, Catalogue.SCOPES, Catalogue.WRAPPERS}
    assert not Changes(changed=(1,)).touches_names
