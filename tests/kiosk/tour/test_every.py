"""Many tours in one table: a run that was cut short is gone on with, and nothing that failed counts as seen."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from kiosk.tour.every import REPORT, Every, Row, codes_of, delivered, without
from kiosk.tour.tour import Wishes, personal, public_words
from legalnet.catalogue import load_catalogue
from tests.e2e.test_every_group import SMALL


def test_what_was_delivered_is_left_out_and_what_was_not_is_walked_again(tmp_path: Path) -> None:
    every = Every(cast(Any, None), tmp_path, Wishes(), [Row("TJ-01", 3, 1.0, 1, "yes", "n1")])
    every.rows += [Row("TJ-02", 3, 1.0, 1, "yes", "n2"), Row("ZX-01", 2, 1.0, 0, "no: stuck")]
    every.keep([])
    earlier = delivered(tmp_path / REPORT)
    assert [(row.matter, row.number) for row in earlier] == [("TJ-01", "n1"), ("TJ-02", "n2")]
    assert without(["TJ-01", "ZX-01", "TJ-02", "FY-01"], earlier) == ["ZX-01", "FY-01"]


def test_no_report_or_a_torn_one_is_no_earlier_run(tmp_path: Path) -> None:
    assert delivered(tmp_path / REPORT) == []
    for torn in ("", "{", '{"rows": [{"matter": "TJ-01"}]}', '{"rows": [7]}', "[]"):
        (tmp_path / REPORT).write_text(torn, encoding="utf-8")
        assert delivered(tmp_path / REPORT) == []


def test_all_is_every_matter_and_the_suite_walks_one_of_each_group() -> None:
    matters = load_catalogue().matters
    assert {one.code for one in matters} <= set(codes_of("all"))
    assert {one.service for one in matters if one.code in SMALL} == {one.service for one in matters}
    assert len(SMALL) == len({one.service for one in matters})


def test_what_stands_in_every_terminal_is_nobodys_secret() -> None:
    public = public_words()
    assert not personal("江临区人民检察院", public)  # of the directory
    assert personal("江临区桂花里社区8幢1203室", public)
