import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.presentation import tag_text


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("", ()),
        ("  ", ()),
        (",, ,", ()),
        ("home", ("home",)),
        ("home,work", ("home", "work")),
        ("  home ,  work  ", ("home", "work")),
        ("home, home", ("home",)),
        ('"red, blue", work', ("red, blue", "work")),
        ('"say ""hi"", please"', ('say "hi", please',)),
        ('14" screen', ('14" screen',)),
        ('"never closed, work', ("never closed, work",)),
        ('"quoted" and more, work', ("quoted and more", "work")),
        ("עבודה, 家", ("עבודה", "家")),
    ],
)
def test_line_is_read_as_tags(text: str, tags: tuple[str, ...]) -> None:
    assert tag_text.from_text(text) == tags


@given(st.lists(st.text(min_size=1), unique=True))
def test_every_tag_survives_being_edited_as_text(tags: list[str]) -> None:
    assert tag_text.from_text(tag_text.to_text(tags)) == tuple(tags)


def test_usual_tags_are_shown_without_quotes() -> None:
    assert tag_text.to_text(("home", 'the "old" one')) == 'home, the "old" one'
