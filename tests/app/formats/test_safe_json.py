"""Files that nobody vouches for: each is read, or refused with one sentence."""

import json

import pytest

from app.errors import InvalidImportError
from app.formats.safe_json import DEPTH_LIMIT, SIZE_LIMIT, VALUE_LIMIT, load

CANARY = "correct-horse"
TWICE = "The file has an object with the same key twice."
SURROGATE = "The file holds half of a Unicode character (a lone surrogate)."


def refusal(source: bytes) -> str:
    with pytest.raises(InvalidImportError) as caught:
        load(source)
    chain = f"{caught.value!r} {caught.value.__cause__!r} {caught.value.__context__!r}"
    assert CANARY not in chain
    return str(caught.value)


def nested(depth: int, opening: str = "[", closing: str = "]") -> bytes:
    return (opening * depth + "1" + closing * depth).encode()


def test_reads_every_kind_of_value() -> None:
    document = {"a": [1, -2, 0.5, 1e-7, True, False, None], "ä": {"🔐": "\u2028 \n"}}
    assert load(json.dumps(document).encode()) == document
    assert load(json.dumps(document, ensure_ascii=False).encode()) == document


def test_accepts_a_byte_order_mark() -> None:
    assert load(b"\xef\xbb\xbf{}") == {}


def test_reads_a_surrogate_pair_as_one_character() -> None:
    assert load(rb'["\ud83d\udd10"]') == ["🔐"]


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\xef\xbb\xbf \n", "The file is empty."),
        (b"{", "The file is not JSON (line 1, column 2)."),
        (b'{"a": 1,\n  correct-horse}', "The file is not JSON (line 2, column 3)."),
        (b'["correct-horse"] x', "The file is not JSON (line 1, column 19)."),
        (b'["tab\there"]', "The file is not JSON (line 1, column 6)."),
        (b'"correct-horse \xff"', "The file is not UTF-8 text (byte 16)."),
        ("{}".encode("utf-16"), "The file is not UTF-8 text (byte 1)."),
        (b"[NaN]", "The file holds NaN or Infinity, which JSON does not know."),
        (b"[-Infinity]", "The file holds NaN or Infinity, which JSON does not know."),
        (b"[1e999]", "The file holds a number that is too large."),
        (b"[9223372036854775808]", "The file holds a whole number that is too large."),
        (b"[" + b"9" * 100_000 + b"]", "The file holds a whole number that is too large."),
        (b'{"correct-horse": 1, "correct-horse": 2}', TWICE),
        (rb'["\ud800"]', SURROGATE),
        (rb'{"\udc00": [[{"a": 1}]]}', SURROGATE),
    ],
)
def test_refuses_with_a_sentence(source: bytes, sentence: str) -> None:
    assert refusal(source) == sentence


@pytest.mark.parametrize("number", [2**63 - 1, -(2**63)])
def test_takes_integers_of_64_bits(number: int) -> None:
    assert load(f"[{number}]".encode()) == [number]


def test_takes_as_many_levels_as_allowed_and_no_more() -> None:
    assert load(nested(DEPTH_LIMIT)) != []
    sentence = f"The file is nested more than {DEPTH_LIMIT} levels deep."
    assert refusal(nested(DEPTH_LIMIT + 1)) == sentence
    assert refusal(nested(DEPTH_LIMIT + 1, '{"a":', "}")) == sentence
    assert refusal(nested(1_000_000)) == sentence
    assert refusal(b"[" * 1_000_000) == sentence


def test_refuses_a_file_that_is_too_large_before_reading_it() -> None:
    sentence = "The file is larger than 64 MB, the most that can be imported."
    assert refusal(b'"' + b"a" * SIZE_LIMIT) == sentence


def test_refuses_a_small_file_that_would_fill_the_memory() -> None:
    sentence = "The file holds more values than can be imported at once."
    assert refusal(b"[" + b"[]," * VALUE_LIMIT + b"0]") == sentence
