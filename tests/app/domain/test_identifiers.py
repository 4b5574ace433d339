"""Identifiers: one UUIDv7 in three spellings, the human ID, and slugs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.identifiers import (
    HUMAN_ID_ALPHABET,
    canonical,
    human_id_from_text,
    new_human_id,
    new_uuid7,
    object_id,
    object_id_range,
    slug,
    uuid_from_canonical,
    uuid_from_text,
)

# The vector of RFC 9562, appendix A.6.
RFC_MOMENT = datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)
RFC_UUID = UUID("017F22E2-79B0-7CC3-98C4-DC0C0C07398F")
UUID_7 = UUID("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")

# An ObjectId has 32 bits of seconds: until the year 2106.
moments = st.datetimes(datetime(1970, 1, 1), datetime(2106, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=UTC)
)


class TestUUIDv7:
    def test_time_version_and_variant_lie_where_rfc_9562_puts_them(self) -> None:
        random = 0xCC3 << 68 | 0x18C4_DC0C_0C07_398F
        made = new_uuid7(RFC_MOMENT, lambda count: random.to_bytes(count, "big"))
        assert made == RFC_UUID
        assert made.version == 7

    @given(moments, moments)
    def test_later_moments_sort_later(self, one: datetime, other: datetime) -> None:
        earlier, later = sorted((one, other))
        if later - earlier >= timedelta(milliseconds=1):
            assert new_uuid7(earlier).bytes < new_uuid7(later).bytes

    @given(moments)
    def test_it_is_random_beside_its_time(self, moment: datetime) -> None:
        one, other = new_uuid7(moment), new_uuid7(moment)
        assert one != other
        assert one.int >> 80 == other.int >> 80
        assert one.variant == "specified in RFC 4122"


class TestSpellings:
    @given(moments)
    def test_canonical_is_read_back(self, moment: datetime) -> None:
        uuid = new_uuid7(moment)
        assert uuid_from_canonical(canonical(uuid)) == uuid

    @given(moments)
    def test_canonical_and_bare_are_found_in_any_case(self, moment: datetime) -> None:
        uuid = new_uuid7(moment)
        for text in (canonical(uuid), str(uuid)):
            assert uuid_from_text(text) == uuid_from_text(text.upper()) == uuid

    @given(moments)
    def test_object_id_leads_back_to_where_its_uuid_is(self, moment: datetime) -> None:
        uuid = new_uuid7(moment)
        text = object_id(uuid)
        found = object_id_range(text)
        assert len(text) == 24
        assert int(text[:8], 16) == int(moment.timestamp() // 1)
        assert found is not None
        assert found.lowest.bytes <= uuid.bytes <= found.highest.bytes
        assert found.tail == uuid.bytes[8:]
        assert object_id_range(text.upper()) == found

    def test_spellings_of_one_uuid(self) -> None:
        assert canonical(UUID_7) == "resource_0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"
        assert object_id(UUID_7) == "668fcb758a9b0c1d2e3f4a5b"

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "resource_",
            str(UUID_7),
            canonical(UUID_7).upper(),
            "resource_" + str(UUID_7).upper(),
            "resource_" + UUID_7.hex,
            f"resource_{{{UUID_7}}}",
            f"resource_{UUID_7} ",
            f"resource_{UUID_7}\n",
            f"wrapper_{UUID_7}",
            canonical(uuid4()),
        ],
    )
    def test_a_caller_brings_only_the_canonical_spelling_of_a_uuid_7(self, text: str) -> None:
        assert uuid_from_canonical(text) is None

    @pytest.mark.parametrize("text", ["", "K7MQ2X", UUID_7.hex, f"{UUID_7}\n", "g" * 36])
    def test_other_text_is_no_uuid(self, text: str) -> None:
        assert uuid_from_text(text) is None

    @pytest.mark.parametrize("text", ["", "f" * 23, "f" * 25, "g" * 24, "f" * 24 + "\n"])
    def test_other_text_is_no_object_id(self, text: str) -> None:
        assert object_id_range(text) is None


class TestHumanId:
    def test_alphabet_leaves_out_what_is_misread(self) -> None:
        assert not set("0O1ILU") & set(HUMAN_ID_ALPHABET)
        assert len(set(HUMAN_ID_ALPHABET)) == len(HUMAN_ID_ALPHABET) == 30

    def test_six_characters_are_chosen(self) -> None:
        alphabet = iter("K7MQ2X")
        assert new_human_id(lambda _: next(alphabet)) == "K7MQ2X"
        assert set(new_human_id()) <= set(HUMAN_ID_ALPHABET)

    def test_any_case_is_read(self) -> None:
        assert human_id_from_text("k7mq2x") == "K7MQ2X"

    @pytest.mark.parametrize("text", ["", "K7MQ2", "K7MQ2XX", "K7MQ20", "K7MQ2X\n", "K7MQ2\u017f"])
    def test_other_text_is_none(self, text: str) -> None:
        assert human_id_from_text(text) is None


class TestSlug:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("Espresso Machine", "espresso-machine"),
            ("  Čistička — vzduchu! ", "cisticka-vzduchu"),
            ("ﬁne №5", "fine-no5"),
            ("お茶", ""),
            ("", ""),
        ],
    )
    def test_name_becomes_ascii_words(self, name: str, expected: str) -> None:
        assert slug(name) == expected

    def test_separator_is_the_callers(self) -> None:
        assert slug("Second floor", "_") == "second_floor"

    @given(st.text())
    def test_slug_of_a_slug_is_itself(self, name: str) -> None:
        assert slug(slug(name)) == slug(name)
