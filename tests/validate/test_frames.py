"""The frames that are held against the suites."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from flows.tables import table
from flows.tables.arrow import arrow_schema
from flows.validate.frames import audited_frame

from .hand_made_batch import TEXT, citation, h, quote

TEXTS = {h("document", "one"): TEXT}


def frame(name: str, *rows: dict[str, Any], first_row: int = 0) -> Any:
    schema = pa.schema([field.with_nullable(True) for field in arrow_schema(name)])
    return audited_frame(table(name), pa.Table.from_pylist(list(rows), schema=schema), TEXTS, first_row)


def test_an_integer_with_nulls_stays_an_integer() -> None:
    found = frame("quotes", quote(), quote(cue_start=None, cue_end=None, cue=None, paragraph=2**31 - 1))
    assert str(found["cue_start"].dtype) == "Int64"
    assert found["cue_start"].isna().tolist() == [False, True]
    assert found["paragraph"].tolist() == [1, 2**31 - 1]


def test_a_missing_text_or_day_is_none_and_a_day_is_a_day() -> None:
    found = frame("quotes", quote(speaker=None, said_earliest=date(1, 1, 1), said_latest=date(9999, 12, 31)), quote())
    assert found["speaker"].tolist() == [None, "Ilse Brandt"]
    assert found["said_earliest"].tolist() == [date(1, 1, 1), None]
    assert found["said_latest"].tolist() == [date(9999, 12, 31), None]


def test_a_number_that_is_none_counts_as_missing() -> None:
    assert frame("quotes", quote(confidence=float("nan")))["confidence"].isna().all()


def test_a_flag_keeps_its_three_values() -> None:
    found = frame("quotes", quote(is_anonymous=True), quote(is_anonymous=False), quote(is_anonymous=None))
    assert str(found["is_anonymous"].dtype) == "boolean"
    assert found["is_anonymous"].fillna(False).tolist() == [True, False, False]
    assert found["is_anonymous"].isna().tolist() == [False, False, True]


def test_rows_are_numbered_by_their_place_in_the_file() -> None:
    assert frame("quotes", quote(), quote(), first_row=70)["row_number"].tolist() == [70, 71]


def test_a_list_is_seen_as_its_length_its_json_and_whether_it_is_sound() -> None:
    found = frame("citations", citation(), citation(dates=None), citation(dates=[]))
    assert "dates" not in found.columns
    assert found["dates_count"].fillna(-1).tolist() == [1, -1, 0]
    assert found["dates_json"].tolist() == ['[{"earliest": "2026-03-03", "latest": "2026-03-03"}]', None, "[]"]
    assert found["dates_well_formed"].fillna(False).tolist() == [True, False, True]


@pytest.mark.parametrize(
    ("spans", "sound"),
    [
        ([(0, 5), (5, len(TEXT))], True),
        ([(0, len(TEXT) + 1)], False),
        ([(5, 5)], False),
        ([(6, 5)], False),
        ([(-1, 5)], False),
        ([(None, 5)], False),
        ([(0, None)], False),
        ([None], False),
    ],
)
def test_spans_are_sound_inside_the_text(spans: list[Any], sound: bool) -> None:
    pieces = [span and {"start": span[0], "stop": span[1]} for span in spans]
    assert frame("quotes", quote(spans=pieces))["spans_well_formed"].tolist() == [sound]


@pytest.mark.parametrize(
    ("days", "sound"),
    [((1, 1), True), ((1, 2), True), ((2, 1), False), ((None, 1), False), ((1, None), False)],
)
def test_ranges_are_sound_in_order(days: tuple[int | None, int | None], sound: bool) -> None:
    earliest, latest = (day and date(2026, 3, day) for day in days)
    found = frame("citations", citation(dates=[{"earliest": earliest, "latest": latest}]))
    assert found["dates_well_formed"].tolist() == [sound]


@pytest.mark.parametrize(("flags", "sound"), [(["year_unknown"], True), ([None], False), ([""], False)])
def test_texts_are_sound_if_none_is_empty(flags: list[str | None], sound: bool) -> None:
    assert frame("citations", citation(flags=flags))["flags_well_formed"].tolist() == [sound]


@pytest.mark.parametrize(
    ("changes", "reads_back"),
    [
        ({}, True),
        ({"cue": "Said"}, False),
        ({"cue_start": None}, False),
        ({"cue": None}, False),
        ({"cue_start": 0, "cue_end": 2, "cue": "🚢 "}, True),  # offsets count characters, not bytes
        ({"cue_start": 0, "cue_end": 10**6, "cue": TEXT}, False),
        ({"cue_start": -6, "cue_end": len(TEXT), "cue": TEXT[-6:]}, False),
        ({"document_id": h("elsewhere")}, False),
    ],
)
def test_words_read_back_where_the_text_has_them(changes: dict[str, Any], reads_back: bool) -> None:
    assert frame("quotes", quote(**changes))["cue_reads_back"].tolist() == [reads_back]


def test_words_that_are_not_there_need_not_read_back() -> None:
    assert frame("quotes", quote(cue_start=None, cue_end=None, cue=None))["cue_reads_back"].isna().all()
