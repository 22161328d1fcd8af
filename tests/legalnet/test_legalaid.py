"""Legal aid: matters with and without a check of means, urgency, and never a refusal."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalnet.legalaid import legal_aid, national
from legalnet.reckoning import InputError

ITEMS = sorted(national().items)


@pytest.mark.parametrize("item", ["hero", "good_deed", "acquitted", "violence"])
def test_means_never_count_for_some(item: str) -> None:
    found = legal_aid(item, income=Decimal(10**6), line=Decimal(1))
    assert found.code == "no_means_check"
    assert "第32条" in found.basis


def test_who_is_not_checked() -> None:
    assert legal_aid("labour", exemption="migrant").code == "no_means_check"
    assert "第42条第3项" in legal_aid("labour", exemption="migrant").basis
    assert legal_aid("support", exemption="migrant").code == "means_check"  # for wages and injury only
    assert legal_aid("support", exemption="relief").code == "no_means_check"


def test_means_against_the_line() -> None:
    line = Decimal(2000)
    assert legal_aid("support").code == "means_check"
    assert legal_aid("support", income=line).code == "means_check"
    assert legal_aid("support", income=line, line=line).code == "likely"
    above = legal_aid("support", income=line + 1, line=line)
    assert above.code == "means_check"
    assert "机构决定" in above.notes[0].zh


def test_outside_the_national_list_the_province_counts() -> None:
    assert legal_aid(None).code == "ask_province"
    assert legal_aid("noise").code == "ask_province"
    assert legal_aid("noise", extension=["noise"]).code == "means_check"
    assert legal_aid("noise", extension=["other"]).code == "consult"
    assert legal_aid(None, extension=[]).code == "consult"
    assert legal_aid("noise", extension=["noise"], exemption="relief").code == "no_means_check"


def test_fewer_than_seven_days_make_it_urgent() -> None:
    assert legal_aid("support", days_left=6).code == "urgent"
    assert legal_aid("support", days_left=7).code == "means_check"
    assert legal_aid(None, days_left=0).basis.endswith("第44条第1项")
    order = legal_aid("support", order_needed=True)
    assert (order.code, order.basis) == ("urgent", "《法律援助法》第44条第2项")
    assert order.notes[0].zh == "事项符合，还要核查经济状况"


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(InputError):
        legal_aid("support", exemption="tea")
    with pytest.raises(InputError):
        legal_aid("support", days_left=-1)
    with pytest.raises(InputError):
        legal_aid("support", income=Decimal(-1), line=Decimal(1))


@given(
    st.one_of(st.none(), st.sampled_from(ITEMS)),
    st.one_of(st.none(), st.sampled_from(sorted(national().exemptions))),
    st.integers(0, 100000),
    st.integers(1, 100000),
)
def test_nobody_is_turned_away(item: str | None, exemption: str | None, income: int, line: int) -> None:
    found = legal_aid(item, exemption=exemption, income=Decimal(income), line=Decimal(line))
    assert found.code in {"no_means_check", "likely", "means_check", "ask_province"}
    assert found.basis.startswith("《法律援助法》")
