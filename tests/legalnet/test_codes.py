"""The registry of codes: whole, worded in two languages, and the only place that has them."""

from __future__ import annotations

import logging

import pytest

from legalnet.codes import level_of, line, registry
from tools import technician_codes


def test_every_code_has_words_and_a_remedy_in_both_languages() -> None:
    for code in registry().values():
        assert all((code.zh, code.en, code.do, code.do_en)), code.name
        assert code.zh != code.en
        assert code.name.isidentifier()
        assert code.name == code.name.lower()


def test_only_what_stops_something_is_loud() -> None:
    assert line("no_answer", "id_reader", failed=3) == (
        logging.ERROR,
        "id_reader: no_answer (No answer) failed=3",
    )
    assert line("paper_low", "receipt_printer")[0] == logging.INFO
    assert level_of("never heard of") == "fail"


def test_no_screen_device_or_check_has_a_code_of_its_own() -> None:
    assert technician_codes.strays() == []


def test_a_code_that_is_not_registered_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(technician_codes, "used", lambda: iter([("made_up", "somewhere"), ("jam", "here")]))
    assert technician_codes.strays() == ["made_up (somewhere)"]
    assert technician_codes.main(["--check"]) == 1


def test_the_page_is_written_from_the_registry() -> None:
    assert technician_codes.PAGE.read_text(encoding="utf-8") == technician_codes.text()
