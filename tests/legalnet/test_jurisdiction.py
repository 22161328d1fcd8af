"""Jurisdiction: the order of the rules, the Internet Courts by day of filing, clauses, and people who moved."""

from __future__ import annotations

from datetime import date

import pytest

from legalnet.jurisdiction import Clause, Dispute, Place, Venue, rules, venue
from legalnet.reckoning import InputError

NOW = date(2026, 11, 23)
TIANHE, BAIYUN = Place("广州", "天河"), Place("广州", "白云")
SHENZHEN, FOSHAN = Place("深圳"), Place("佛山")


def names(found: Venue) -> list[str]:
    return [court.place.name if court.place else "" for court in found.courts]


def test_a_purchase_online_goes_to_the_internet_court_of_a_city_that_has_one() -> None:
    found = venue(Dispute("online_purchase", NOW, site=TIANHE, defendant=SHENZHEN))
    assert found.code == "internet_court"
    assert [court.name for court in found.courts] == ["广州互联网法院", "深圳基层人民法院（被告住所地）"]
    assert "法释〔2025〕14号" in found.basis
    elsewhere = venue(Dispute("online_purchase", NOW, site=FOSHAN, defendant=SHENZHEN))
    assert elsewhere.code == "contract"
    assert names(elsewhere) == ["佛山", "深圳"]
    assert "不属于互联网法院" in elsewhere.notes[0].zh


def test_what_is_delivered_by_network_is_performed_at_the_buyers_home() -> None:
    found = venue(Dispute("online_service", NOW, plaintiff=TIANHE, defendant=SHENZHEN))
    assert found.code == "internet_court"
    assert found.courts[0].name == "广州互联网法院"


def test_small_loans_left_the_internet_courts_on_2025_11_01() -> None:
    before = Dispute("online_loan", date(2025, 10, 31), plaintiff=TIANHE, defendant=BAIYUN)
    after = Dispute("online_loan", date(2025, 11, 1), plaintiff=TIANHE, defendant=BAIYUN)
    assert venue(before).code == "internet_court"
    assert venue(after).code == "money"
    assert names(venue(after)) == ["白云", "天河"]
    assert venue(Dispute("online_loan", date(2018, 9, 6), plaintiff=TIANHE)).code == "money"


def test_a_tort_by_network_also_lies_where_the_injured_person_lives() -> None:
    found = venue(Dispute("personal_info", NOW, plaintiff=TIANHE, defendant=SHENZHEN))
    assert found.code == "internet_court"
    assert names(venue(Dispute("online_tort", NOW, plaintiff=FOSHAN, site=SHENZHEN))) == ["深圳", "", "佛山"]


def test_exclusive_jurisdiction_cannot_be_agreed_away() -> None:
    found = venue(Dispute("real_estate", NOW, site=TIANHE, defendant=FOSHAN, clause=Clause(FOSHAN)))
    assert (found.code, names(found)) == ("exclusive", ["天河"])
    assert "不能另行约定" in found.notes[0].zh


@pytest.mark.parametrize("clause", [Clause(FOSHAN, linked=False), Clause(FOSHAN, written=False)])
def test_a_clause_without_a_link_or_in_words_only_is_void(clause: Clause) -> None:
    found = venue(Dispute("contract", NOW, site=TIANHE, defendant=SHENZHEN, clause=clause))
    assert (found.code, names(found)) == ("clause_invalid", ["天河", "深圳"])
    assert "法释〔2025〕15号" in found.basis


def test_a_valid_clause_decides() -> None:
    found = venue(Dispute("contract", NOW, defendant=SHENZHEN, clause=Clause(FOSHAN)))
    assert (found.code, names(found)) == ("agreed", ["佛山"])
    online = Dispute("online_purchase", NOW, site=TIANHE, clause=Clause(TIANHE))
    assert venue(online).code == "internet_court"
    assert venue(Dispute("divorce", NOW, defendant=FOSHAN, clause=Clause(TIANHE))).code == "defendant"


def test_an_arbitration_clause_comes_first_where_it_can() -> None:
    assert venue(Dispute("contract", NOW, arbitration=True)).code == "arbitration_clause"
    for kind in ("divorce", "support", "inheritance"):
        assert venue(Dispute(kind, NOW, arbitration=True)).code != "arbitration_clause"


def test_divorce_follows_who_left() -> None:
    homes = {"plaintiff": TIANHE, "defendant": FOSHAN}
    assert names(venue(Dispute("divorce", NOW, **homes))) == ["佛山"]
    assert names(venue(Dispute("divorce", NOW, **homes, left_home="one"))) == ["天河", "佛山"]
    assert names(venue(Dispute("divorce", NOW, **homes, left_home="both"))) == ["佛山"]
    assert venue(Dispute("divorce", NOW, **homes, defendant_away=True)).code == "plaintiff_home"


def test_support_from_several_places() -> None:
    assert venue(Dispute("support", NOW, defendant=FOSHAN)).code == "defendant"
    assert venue(Dispute("support", NOW, several_homes=True)).code == "plaintiff_home"
    assert venue(Dispute("support", NOW, defendant_away=True)).code == "plaintiff_home"


def test_labour_goes_to_arbitration_unless_wages_are_acknowledged() -> None:
    assert venue(Dispute("labour", NOW)).code == "labour_arbitration_first"
    assert venue(Dispute("wage_iou", NOW)).code == "court_directly"


def test_places_that_are_the_same_are_named_once() -> None:
    assert names(venue(Dispute("traffic", NOW, site=FOSHAN, defendant=FOSHAN))) == ["佛山"]
    unknown = venue(Dispute("traffic", NOW))
    assert [court.name for court in unknown.courts][1] == "被告住所地基层人民法院"


@pytest.mark.parametrize("kind", sorted(rules().kinds))
def test_every_kind_has_an_answer_with_its_articles(kind: str) -> None:
    found = venue(Dispute(kind, NOW, plaintiff=FOSHAN, defendant=FOSHAN, site=FOSHAN))
    assert found.courts
    assert found.basis


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(InputError):
        venue(Dispute("tea", NOW))
