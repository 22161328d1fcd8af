"""The interview: the worked example end to end, and each promise about pages, rules and validation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from legalnet.interview import Interview, UnknownPath, validate
from tests.legalnet.builders import FACTS, TODAY, codes, interview, matter, small, tour_answers

CODES = codes()
LABEL = "label: {zh: 甲, en: A}"


@pytest.mark.parametrize("code", CODES)
def test_the_tour_answers_are_complete_at_both_ends(code: str) -> None:
    one = interview(code)
    assert one.problems() == []
    assert validate(matter(code), one.clean_answers(), TODAY) == []


@pytest.mark.parametrize("code", CODES)
def test_pages_follow_the_step_groups_and_hold_at_most_five(code: str) -> None:
    pages = interview(code).pages()
    rank = {group.id: index for index, group in enumerate(matter(code).groups)}
    order = [rank[page.group] for page in pages]
    assert order == sorted(order)
    assert all(1 <= len(page.fields) <= 5 for page in pages)
    assert len({page.id for page in pages}) == len(pages)


def test_the_worked_example() -> None:
    one = interview("SS-LA-01")
    assert one.field("claims.interest").value == "1423.56"
    assert "433" in one.field("claims.interest_calc").value
    total = one.field("claims.total")
    assert (total.value, total.capital) == ("41423.56", "人民币肆万壹仟肆佰贰拾叁元伍角陆分")
    assert (total.source, total.read_only) == ("computed", True)
    fee = one.fee()
    assert fee is not None
    assert (str(fee.total), str(fee.half)) == ("835.59", "417.79")


def test_the_card_fills_in_what_it_says() -> None:
    one = interview("SS-LA-01", {})
    name, ethnic = one.field("plaintiff.0.name"), one.field("plaintiff.0.ethnic")
    assert (name.value, name.source) == ("张秀英", "card")
    assert ethnic.value == "汉族"
    assert one.field("plaintiff.0.id_type").value == "居民身份证"
    assert one.field("plaintiff.0.party").value == "natural"
    with pytest.raises(UnknownPath):
        one.field("defendant.0.name")  # nobody said yet whether the other side is a person


def test_a_prefill_can_be_cleared_and_changed() -> None:
    one = interview("SS-LA-01", {})
    one.answer("plaintiff.0.name", "张秀荣")
    assert (one.field("plaintiff.0.name").value, one.field("plaintiff.0.name").source) == ("张秀荣", "")
    assert (one.field("facts.lender").value, one.field("facts.lender").source) == ("张秀荣", "")
    one.answer("plaintiff.0.name", "")
    assert one.field("plaintiff.0.name").value is None
    assert one.field("plaintiff.0.name").error


def test_the_card_speaks_for_the_first_person_only() -> None:
    one = interview("SS-LA-01", {})
    assert one.add_entry("plaintiff") == 1
    one.answer("plaintiff.1.party", "natural")
    assert one.field("plaintiff.1.name").value is None
    one.answer("plaintiff.1.name", "王某")
    assert one.field("facts.lender").value == "张秀英、王某"


def test_without_a_card_the_resident_chooses() -> None:
    one = Interview(matter("SS-LA-01"), {}, {}, today=TODAY)
    assert [page.id for page in one.pages() if page.section == "plaintiff"] == ["plaintiff.0.kind"]
    one.answer("plaintiff.0.party", "org")
    one.answer("plaintiff.0.uscc", "91350100m000100y43")
    assert one.field("plaintiff.0.uscc").error == ""
    assert "org_papers" in one.required_materials()
    one.answer("plaintiff.0.party", "natural")
    assert one.field("plaintiff.0.id_no").value is None


def test_hidden_answers_stay_in_memory_and_are_not_handed_in() -> None:
    one = interview("SS-LA-01")
    one.answer("facts.rate_agreed", True)
    one.answer("facts.rate", "6")
    one.answer("facts.rate_agreed", False)
    assert "rate" not in one.clean_answers()["facts"]
    one.answer("facts.rate_agreed", True)
    assert one.field("facts.rate").value == "6"


def test_a_chain_of_conditions_is_followed() -> None:
    one = interview("SS-LA-01")
    one.answer("facts.overdue", False)
    assert one.field("claims.interest_auto").error
    assert not one.field("facts.overdue_from").shown
    one.answer("claims.interest_auto", False)
    one.answer("claims.interest", "")
    assert not one.field("claims.interest_asof").shown
    assert not one.field("claims.interest_calc").shown
    assert one.field("claims.total").value == "40000.00"


def test_security_is_asked_only_after_yes() -> None:
    one = interview("SS-LA-01")
    assert one.page("facts.security") is None
    one.answer("claims.g_claim", True)
    one.answer("facts.g_real", True)
    assert one.page("facts.pledge") is not None
    pages = [page.id for page in one.pages()]
    assert pages.index("facts.security") > pages.index("claims.more")


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("facts.lent_actual", "500000", "0"),
        ("facts.lent_actual", "49000", "少"),
        ("claims.principal", "40000.01", "核对"),
        ("facts.form", ["口头"], "转账"),
        ("defendant.0.id_no", "110105194912310021", "身份证"),
        ("facts.overdue_from", "2025-09-15", "期限"),
    ],
)
def test_warnings_are_shown_and_never_block(path: str, value: Any, words: str) -> None:
    one = interview("SS-LA-01")
    state = one.answer(path, value)
    assert words in state.warning
    assert state.error == ""
    assert validate(one.matter, one.clean_answers(), TODAY) == []
    one.keep_warning(path)
    assert one.field(path).kept
    assert one.acknowledged == (path,)
    one.answer(path, value)
    assert not one.field(path).kept


@pytest.mark.parametrize(
    ("rate", "unit", "warned"), [("13.8", "年", False), ("13.9", "年", True), ("2", "月", True)]
)
def test_four_times_the_lpr_warns(rate: str, unit: str, warned: bool) -> None:
    one = interview("SS-LA-01")
    one.answer("facts.rate_agreed", True)
    one.answer("facts.rate_unit", unit)
    assert bool(one.answer("facts.rate", rate).warning) == warned


def test_three_years_without_a_demand_warn() -> None:
    one = interview("SS-LA-01")
    one.answer("facts.term", None)
    one.answer("facts.overdue_from", "2023-11-20")
    assert one.field("facts.demand").warning == ""
    assert "诉讼时效" in one.answer("facts.demand", []).warning


def test_contradictions_are_told() -> None:
    one = interview("SS-LA-01")
    one.answer("facts.due", False)
    assert "是否到期" in one.field("facts.overdue").error
    assert "没有到期" in one.field("claims.accel").warning


def test_a_phone_inside_a_list_is_checked() -> None:
    one = interview("SS-LA-01")
    one.answer("third.has_third", True)
    state = one.answer(
        "third.third", [{"name": "王某", "phone": "13800005678"}, {"name": "李某", "phone": "12"}]
    )
    assert state.error.startswith("2. 联系电话：")


def test_errors_show_when_a_field_is_left_and_missing_ones_when_the_page_is() -> None:
    one = interview("SS-LA-01", {})
    one.answer("defendant.0.party", "natural")
    phone = one.answer("defendant.0.phone", "123")
    assert "11 位" in phone.error
    assert phone.value == "123"
    assert one.field("defendant.0.name").error == ""
    problems = one.check_page("defendant.0.who")
    assert [problem.path for problem in problems] == ["defendant.0.name", "defendant.0.domicile"]
    assert one.field("defendant.0.name").error == "请填写“姓名”"


def test_at_least_one_way_to_find_the_other_side() -> None:
    one = interview("SS-LA-01")
    one.answer("defendant.0.phone", "")
    assert "至少填一样" in one.field("defendant.0.phone").error
    one.answer("defendant.0.unknown", True)
    assert one.field("defendant.0.phone").error == ""


def test_a_minor_needs_a_guardian() -> None:
    one = interview("TJ-01")
    one.answer("applicant.0.birth", "2015-01-01")
    assert [p.path for p in one.problems()] == ["applicant.0.guardian"]
    one.answer("applicant.0.guardian", [{"name": "王某", "phone": "13800005678"}])
    assert "与本人的关系" in one.field("applicant.0.guardian").error
    one.answer("applicant.0.guardian", [{"name": "王某", "relation": "母亲"}])
    assert one.problems() == []


def test_entries_are_added_and_removed_and_keep_their_answers() -> None:
    one = interview("SS-LA-01")
    one.add_entry("defendant")
    one.answer("defendant.1.party", "natural")
    one.answer("defendant.1.phone", "bad")
    one.add_entry("defendant")
    one.answer("defendant.2.party", "org")
    one.answer("defendant.2.name", "某某公司")
    one.remove_entry("defendant", 0)
    assert one.field("defendant.0.phone").value == "bad"
    assert one.field("defendant.0.phone").error
    assert one.field("defendant.1.name").value == "某某公司"
    one.remove_entry("defendant", 0)
    assert one.field("defendant.0.name").value == "某某公司"
    with pytest.raises(UnknownPath):
        one.remove_entry("defendant", 0)
    with pytest.raises(UnknownPath):
        one.add_entry("claims")


def test_entries_have_a_limit() -> None:
    one = interview("SS-LA-01", {})
    for _ in range(9):
        one.add_entry("defendant")
    page = one.page("defendant.9.kind")
    assert page is not None
    assert page.entry is not None
    assert (page.entry.count, page.entry.can_add, page.entry.can_remove) == (10, False, True)
    with pytest.raises(UnknownPath):
        one.add_entry("defendant")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "claims",
        "claims.nothing",
        "nothing.principal",
        "plaintiff.name",
        "plaintiff.7.name",
        "plaintiff.-1.name",
        "plaintiff.0.uscc",
        "claims.0.principal",
        "plaintiff.00.name",
        "plaintiff.0.name.more",
        "plaintiff.².name",
    ],
)
def test_a_path_that_names_nothing_is_refused(path: str) -> None:
    with pytest.raises(UnknownPath):
        interview("SS-LA-01", {}).answer(path, "x")


def test_back_and_forward_in_english() -> None:
    one = interview("SS-LA-01", language="en")
    assert one.field("facts.lent_actual").label == "Amount actually lent"
    assert one.field("facts.rate_agreed").text == "No"
    one.language = "zh"
    assert one.field("facts.rate_agreed").text == "否"


def test_required_materials_follow_the_answers() -> None:
    one = interview("SS-LA-01")
    assert {"iou", "transfer"} <= set(one.required_materials())
    assert "evidence" not in one.required_materials()
    assert [(m.id, need) for m, need in one.materials_to_capture()] == [
        ("iou", True),
        ("transfer", True),
        ("evidence", False),
        ("chat", False),
    ]
    one.answer("facts.pay_mode", ["现金"])
    one.answer("facts.form", ["口头"])
    assert {"iou", "transfer"} & set(one.required_materials()) == set()
    assert "evidence" in one.required_materials()
    camera = [material.id for material, _ in one.materials_to_capture()]
    assert camera == ["evidence", "chat"]
    assert "id_card" not in camera
    assert "address_confirm" not in camera


def test_the_view_of_a_field_is_what_screens_take() -> None:
    view = interview("SS-LA-01").field("facts.evidence").view()
    assert set(view) >= {
        "path",
        "type",
        "label",
        "hint",
        "value",
        "shown",
        "required",
        "options",
        "error",
        "warning",
    }
    assert [column["key"] for column in view["columns"]] == [
        "name",
        "type",
        "source",
        "purpose",
        "pages",
        "original",
    ]


def test_no_answer_is_in_a_repr() -> None:
    one = interview("SS-LA-01")
    assert "11010519491231002X" not in repr(one.field("plaintiff.0.id_no"))
    assert "张秀英" not in repr(one.pages())


# what the province finds


def handed_in(code: str = "SS-LA-01") -> dict[str, Any]:
    return interview(code).clean_answers()


@pytest.mark.parametrize(
    ("change", "path", "kind"),
    [
        (lambda a: a.update(horoscope={}), "horoscope", "unexpected"),
        (lambda a: a["claims"].update(colour="red"), "claims.colour", "unexpected"),
        (lambda a: a.update(plaintiff={"name": "x"}), "plaintiff", "unexpected"),
        (lambda a: a["claims"].pop("principal"), "claims.principal", "missing"),
        (lambda a: a["claims"].update(total="1.00"), "claims.total", "rule"),
        (lambda a: a["claims"].update(interest="9999.00"), "claims.interest", "rule"),
        (lambda a: a["claims"].update(principal="lots"), "claims.principal", "unusable"),
        (lambda a: a["plaintiff"][0].update(id_no="110105194912310021"), "plaintiff.0.id_no", "rule"),
        (lambda a: a["plaintiff"][0].update(uscc="1"), "plaintiff.0.uscc", "unexpected"),
        (lambda a: a["facts"].pop("lender"), "facts.lender", "missing"),
        (lambda a: a["wish"].update(know_benefits=["保密", "都不了解"]), "wish.know_benefits", "rule"),
        (lambda a: a["claims"].update(principal_asof="2026-11-24"), "claims.principal_asof", "rule"),
    ],
)
def test_what_breaks_a_rule_is_found_by_the_province(change: Any, path: str, kind: str) -> None:
    answers = handed_in()
    change(answers)
    found = validate(matter("SS-LA-01"), answers, TODAY)
    assert (path, kind) in [(problem.path, problem.kind) for problem in found]
    assert all(problem.message for problem in found)


def test_both_ends_say_the_same_words() -> None:
    one = interview("SS-LA-01")
    here = one.answer("defendant.0.phone", "1390000").error
    answers = handed_in()
    answers["defendant"][0]["phone"] = "1390000"
    (there,) = validate(matter("SS-LA-01"), answers, TODAY)
    assert there.message == here


@pytest.mark.parametrize(
    "answers", [{"claims": None}, {"claims": [1]}, {"plaintiff": [None]}, {"facts": "x"}, {"w": {}}]
)
def test_answers_of_another_shape_are_told(answers: dict[str, Any]) -> None:
    assert any(p.kind == "unexpected" for p in validate(matter("SS-LA-01"), answers, TODAY))


def test_more_entries_than_fit_are_told() -> None:
    answers = handed_in()
    answers["defendant"] = answers["defendant"] * 11
    assert any(p.kind == "unexpected" for p in validate(matter("SS-LA-01"), answers, TODAY))


def test_the_visit_can_be_taken_up_again_from_its_answers() -> None:
    one = interview("SS-LA-01")
    again = Interview(one.matter, one.clean_answers(), FACTS, today=TODAY)
    assert again.clean_answers() == one.clean_answers()


# small definitions


def test_required_by_rule_and_unanswered_is_typed(tmp_path: Path) -> None:
    one = small(
        tmp_path / "c",
        f"      - {{key: n, type: int, {LABEL}}}\n"
        f'      - {{key: why, type: text, required: "given.n && n == 0", {LABEL}}}\n',
    )
    assert one.problems() == []
    one.answer("s.n", "0")
    assert [p.path for p in one.problems()] == ["s.why"]


def test_conditions_that_turn_in_a_circle_end(tmp_path: Path) -> None:
    one = small(
        tmp_path / "c",
        f"      - {{key: a, type: text, show_if: \"b == ''\", {LABEL}}}\n"
        f"      - {{key: b, type: text, show_if: \"a != ''\", {LABEL}}}\n",
    )
    one.answer("s.a", "x")
    one.answer("s.b", "y")
    assert one.clean_answers() == one.clean_answers()
    assert isinstance(one.pages(), list)


def test_a_tour_file_holds_no_card_facts() -> None:
    for code in CODES:
        for content in tour_answers(code).values():
            rows = content if isinstance(content, list) else [content]
            assert all("id_no" not in row or row.get("party") for row in rows)


def test_an_entry_that_was_taken_away_comes_back_with_everything_noted_of_it() -> None:
    one = interview("SS-LA-01")
    second = one.add_entry("defendant")
    one.answer(f"defendant.{second}.party", "natural")
    one.answer(f"defendant.{second}.name", "王五")
    one.answer(f"defendant.{second}.id_no", "1")
    one.keep_warning(f"defendant.{second}.id_no")
    third = one.add_entry("defendant")
    one.answer(f"defendant.{third}.party", "org")
    before = (one.clean_answers(), one.problems(), one.acknowledged)
    taken = one.remove_entry("defendant", second)
    assert one.value("defendant.1.party") == "org"
    assert "王五" not in repr(taken)
    one.restore_entry(taken)
    assert (one.clean_answers(), one.problems(), one.acknowledged) == before


def test_there_is_no_coming_back_where_the_room_was_taken() -> None:
    one = interview("SS-LA-01")
    one.add_entry("defendant")
    taken = one.remove_entry("defendant", 1)
    for _ in range(9):
        one.add_entry("defendant")
    with pytest.raises(UnknownPath):
        one.restore_entry(taken)


def test_a_list_shows_the_sum_of_its_amounts_and_a_sum_its_working(tmp_path: Path) -> None:
    fields = """
      - key: months
        type: item_list
        label: {zh: 欠薪, en: Arrears}
        columns: [{key: month, label: {zh: 月份, en: Month}}, {key: amount, type: money, label: {zh: 欠付, en: Owed}}]
      - {key: more, type: money, label: {zh: 另外, en: More}}
      - {key: all, type: calc, label: {zh: 一共, en: Total}, calc: {name: sum, args: {of: [months, more]}}}
"""
    one = small(tmp_path, fields)
    assert one.field("s.months").totals == ()
    one.answer(
        "s.months",
        [{"month": "7月", "amount": "6500"}, {"month": "8月", "amount": "3,000.5"}, {"month": "9月"}],
    )
    one.answer("s.more", "100")
    assert one.field("s.months").totals == (("欠付", "9,500.50 元"),)
    state = one.field("s.all")
    assert (state.text, state.working) == ("9,600.50 元", "6,500.00 + 3,000.50 + 100.00 = 9,600.50")
    assert one.workings() == (("一共", state.text, state.working),)
    one.answer("s.months", [{"month": "7月", "amount": "6500"}])
    assert one.field("s.months").totals == (("欠付", "6,500.00 元"),)


def test_interest_says_how_it_was_reckoned_and_by_which_articles() -> None:
    one = interview("SS-LA-01")
    working = one.field("claims.interest").working
    assert working == one.value("claims.interest_calc")
    assert "法释〔2020〕17号" in working
