"""Which paper may be signed on the screen, and what ten plaintiffs are asked for besides."""

from __future__ import annotations

import pytest

from legalnet.interview import Interview
from tests.legalnet.builders import FACTS, TODAY, codes, interview, matter


def test_a_divorce_is_not_signed_on_the_screen() -> None:
    divorce = interview("SS-LA-03")
    signing = {name: divorce.signing(name) for name in ("complaint", "addr", "evidence_index")}
    assert signing["complaint"] is not None
    assert signing["addr"] is not None
    assert (signing["complaint"].on_pad, signing["addr"].on_pad) == (False, True)
    assert signing["evidence_index"] is None


@pytest.mark.parametrize(("status", "on_pad"), [(True, False), (False, True)])
def test_a_settlement_about_personal_status_is_signed_on_paper(status: bool, on_pad: bool) -> None:
    settlement = interview("TJ-HJ")
    settlement.answer("s.status", status)
    signing = settlement.signing("settle")
    assert signing is not None
    assert signing.on_pad is on_pad


def test_every_paper_that_is_signed_can_be_signed_somehow() -> None:
    for code in codes():
        for row in matter(code).signatures:
            assert row.on_pad or {"S4", "S5"} & set(row.kinds), (code, row.doc)


def test_ten_plaintiffs_choose_who_acts_for_them() -> None:
    suit = Interview(matter("SS-LA-02"), {}, FACTS, today=TODAY)
    for _ in range(8):
        suit.add_entry("plaintiff")
    assert suit.page("together.chosen") is None
    suit.add_entry("plaintiff")
    page = suit.page("together.chosen")
    assert page is not None
    assert "elect" in suit.required_materials()
    people = [{"name": name, "phone": "13800138000"} for name in ("张秀英", "王建国")]
    suit.answer("together.representatives", people[:1])
    assert suit.field("together.representatives").error
    suit.answer("together.representatives", people)
    assert not suit.field("together.representatives").error
