"""Rows of resources: what each may hold."""

import pytest

from app.formats.resource_rows import SECRET_LIMIT, read_resource, render_resource
from tests.made_records import ARMORED, made_record
from tests.made_resources import RETAIL

KEYS = (
    "id human_id method name description username uri type wrapper scope external_id reference_id"
    " image_url status tags product sub_products retail_price currency vat start_period end_period"
    " fields favourite created created_by updated deleted secret"
).split()


def test_keys_stand_in_the_order_of_the_design_with_additions_at_the_end() -> None:
    keys = list(render_resource(made_record()))
    assert keys == [*KEYS, "secret_created", "secret_updated", "deleted_at"]


def test_values_are_plain_json() -> None:
    row = render_resource(made_record(**RETAIL))
    assert row["id"] == "resource_0190a1b2-c3d4-7e5f-8a9b-000000000001"
    assert (type(row["method"]), row["method"]) == (str, "retail")
    assert (row["retail_price"], row["currency"], row["vat"]) == (4990, "EUR", 0.19)
    assert (row["created"], row["start_period"]) == ("2026-01-15T10:30:00.000Z", None)
    assert (row["tags"], row["sub_products"]) == (["home", "work"], ["product_bulb"])
    assert (row["secret"], row["secret_updated"]) == (ARMORED, "2026-02-01T08:00:00.999Z")


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("id", "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b", "not_canonical"),
        ("id", "resource_0190a1b2-c3d4-4e5f-8a9b-0c1d2e3f4a5b", "not_canonical"),
        ("id", 5, "wrong_value"),
        ("human_id", "OOOOOO", "wrong_value"),
        ("method", "rent", "wrong_value"),
        ("name", None, "wrong_value"),
        ("name", "  ", "required"),
        ("name", "n" * 65, "too_long"),
        ("name", "two\nlines", "bad_characters"),
        ("description", "d" * 10_001, "too_long"),
        ("description", "line\u2028separator", "bad_characters"),
        ("description", "carriage\r\nreturn", "bad_characters"),
        ("username", "\0", "bad_characters"),
        ("type", "", "required"),
        ("status", "LOST", "wrong_value"),
        ("tags", ["t" * 129], "tag_too_long"),
        ("tags", "tag", "wrong_value"),
        ("tags", None, "wrong_value"),
        ("sub_products", ["product_lamp"], "retail_only"),
        ("retail_price", 100, "retail_only"),
        ("retail_price", "100", "wrong_value"),
        ("retail_price", -1, "wrong_value"),
        ("currency", "XXX", "wrong_value"),
        ("vat", 19, "wrong_value"),
        ("start_period", 1_700_000_000, "wrong_value"),
        ("start_period", "2026-02-30T00:00:00Z", "wrong_value"),
        ("fields", {"list": []}, "wrong_value"),
        ("fields", {"": 1}, "bad_field_name"),
        ("fields", [], "wrong_value"),
        ("favourite", 1, "wrong_value"),
        ("created", "now", "wrong_value"),
        ("created_by", "n" * 65, "wrong_value"),
        ("deleted", "no", "wrong_value"),
        ("deleted_at", "2026-01-01T00:00:00Z", "wrong_value"),
        ("secret", {"data": ARMORED}, "wrong_value"),
        ("secret", "x" * (SECRET_LIMIT + 1), "wrong_value"),
        ("secret_created", False, "wrong_value"),
    ],
)
def test_a_wrong_value_is_a_problem_of_its_field(field: str, value: object, code: str) -> None:
    record, problems = read_resource({"name": "Printer", field: value})
    assert record is None
    assert [(problem.field, problem.code) for problem in problems] == [(field, code)]


def test_problems_do_not_say_what_the_file_says() -> None:
    row = {
        "name": "canary\0",
        "status": "canary",
        "canary": 1,
        "human_id": "canary-1",
        "vat": "canary",
    }
    _, problems = read_resource(row)
    assert len(problems) == 5
    assert "canary" not in repr(problems)


def test_times_of_a_secret_without_a_secret_are_left_out() -> None:
    record, _ = read_resource(
        {"name": "a", "secret": None, "secret_created": "2026-01-01T00:00:00Z"}
    )
    assert record is not None
    assert record.secret_created is None
