"""Text records of the four card layouts, and the tables that explain them."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.id_card.record import (
    FIELDS,
    TEXT_SIZE,
    BadRecord,
    IdCard,
    Layout,
    layout_of,
    parse_new_address,
    parse_record,
    split_base,
)
from devices.id_card.tables import NATIONS, STATUSES, Act, nation, status
from devices.simulators.personas import load_personas

PERSONAS = load_personas()
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def card(persona: str) -> IdCard:
    return parse_record(PERSONAS[persona].text_record())


def test_resident_record_is_read_whole() -> None:
    read = card("wang")
    assert (read.name, read.sex, read.nation) == ("王建国", "男", "汉")
    assert (read.birth, read.number) == (date(1978, 8, 19), "330105197808190018")
    assert (read.valid_from, read.valid_to) == (date(2018, 6, 1), date(2038, 6, 1))
    assert read.authority == "江临市公安局江临分局"
    assert read.address == "浙江省江临市江临区钟楼路18号2单元301室"


def test_long_term_is_stored_as_published_and_never_expires() -> None:
    record = PERSONAS["zhang"].text_record()
    assert record[204:220] == bytes.fromhex("7F951F67" + "2000" * 6)
    read = parse_record(record)
    assert read.long_term
    assert not read.expired(date(2999, 1, 1))


def test_expiry_is_the_day_after_the_last() -> None:
    assert not card("wang").expired(date(2038, 6, 1))
    assert card("wang").expired(date(2038, 6, 2))


@pytest.mark.parametrize(
    ("persona", "layout", "mark"),
    [
        ("zhang", Layout.RESIDENT, "2000"),
        ("chan", Layout.HK_MACAU_TAIWAN, "4A00"),
        ("carter", Layout.FOREIGN_2017, "4900"),
        ("mueller", Layout.FOREIGN_2023, "5900"),
    ],
)
def test_layout_is_told_by_the_character_at_248(persona: str, layout: Layout, mark: str) -> None:
    record = PERSONAS[persona].text_record()
    assert record[248:250] == bytes.fromhex(mark)
    assert layout_of(record) is layout
    assert parse_record(record).layout is layout


def test_permit_and_foreign_cards_keep_their_own_fields() -> None:
    assert (card("chan").pass_number, card("chan").issue_count) == ("H12345678", "01")
    assert (card("carter").nationality, card("carter").authority) == ("USA", "1500")
    assert card("mueller").english_name == "VON MUELLER-HOHENZOLLERN, MAXIMILIAN ALEX"
    assert card("mueller").nationality == "DEU"


def test_fields_of_a_layout_never_overlap_and_fit() -> None:
    for fields in FIELDS.values():
        spans = sorted(fields.values())
        assert all(a[0] + a[1] <= b[0] for a, b in pairwise(spans))
        assert spans[-1][0] + spans[-1][1] <= TEXT_SIZE


def test_personas_have_right_check_digits_and_match_their_sex() -> None:
    for person in PERSONAS.values():
        if len(person.number) != 18:
            continue
        total = sum(int(digit) * weight for digit, weight in zip(person.number, WEIGHTS, strict=False))
        assert person.number[-1] == "10X98765432"[total % 11]
        assert person.number[6:14] == person.birth
        assert (int(person.number[16]) % 2 == 1) == (person.sex == "1")


def test_nothing_personal_in_repr_or_errors() -> None:
    read = card("zhang")
    assert read.name not in repr(read)
    assert read.number not in repr(read)
    record = bytearray(PERSONAS["zhang"].text_record())
    record[36:52] = "19561345".encode("utf-16-le")
    with pytest.raises(BadRecord) as caught:
        parse_record(bytes(record))
    assert str(caught.value) == "bad_record: birth"
    assert caught.value.__cause__ is None


def test_masking_shows_what_the_screen_may_show() -> None:
    assert card("zhang").masked() == {
        "name": "张秀英",
        "number": "3301**********0025",
        "birth": "1956年**月**日",
        "address": "浙江省江临市江临区****",
    }
    assert card("zhang").masked_name == "张**"


@given(st.binary(min_size=TEXT_SIZE, max_size=TEXT_SIZE))
def test_any_record_is_read_or_refused_by_name_of_field(record: bytes) -> None:
    try:
        parse_record(record)
    except BadRecord as error:
        assert error.code == "bad_record"


@pytest.mark.parametrize("size", [0, 255, 257])
def test_records_of_another_size_are_refused(size: int) -> None:
    with pytest.raises(BadRecord):
        parse_record(bytes(size))


def test_lengths_in_the_answer_are_data() -> None:
    assert split_base(b"\x00\x02\x00\x03ABCDE") == (b"AB", b"CDE")
    with pytest.raises(BadRecord):
        split_base(b"\x01\x00\x04\x00" + bytes(1279))


def test_newest_address() -> None:
    assert parse_new_address(PERSONAS["yang"].address_data()) == "浙江省江临市湖东区新河路66号1幢1101室"
    assert parse_new_address(b"") == ""


def test_nations() -> None:
    assert len([code for code in NATIONS if int(code) <= 56]) == 56
    assert (nation("01"), nation("05"), nation("56"), nation("97")) == ("汉", "维吾尔", "基诺", "其他")
    assert nation("58") == "其他(58)"


def test_every_status_has_a_meaning_and_unknown_ones_mean_place_again() -> None:
    assert status(0x32).act is Act.REFUSED
    assert status(0x60).act is Act.OUT_OF_ORDER
    assert status(0xEE).act is Act.PLACE_AGAIN
    assert all(entry.meaning for entry in STATUSES.values())
