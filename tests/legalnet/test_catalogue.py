"""The catalogue loads, travels as a bundle, and refuses what does not fit with file and place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalnet.catalogue import CatalogueError, load_bundle, load_catalogue
from legalnet.matter import MAX_FIELDS_ON_PAGE, Field, Matter, Text
from tests.legalnet.builders import catalogue, matter, write_catalogue

LABEL = "label: {zh: 甲, en: A}"
PLAIN = f"      - {{key: a, type: text, {LABEL}}}"
CODES = [one.code for one in catalogue().matters]
HARSH = ("非法", "失败", "错误", "无效输入")


def test_the_first_matters_and_nine_groups_are_there() -> None:
    found = catalogue()
    assert {"SS-LA-01", "TJ-01", "SQ-01"} <= {one.code for one in found.matters}
    assert [len(group.matters) for group in found.groups] == [16, 5, 4, 4, 5, 2, 3, 4, 8]
    assert found.get("SS-LA-99") is None


def test_every_rule_of_every_matter_compiles_and_gives_a_condition() -> None:
    catalogue().check_expressions()


def test_a_bundle_brings_the_same_catalogue() -> None:
    data = catalogue().dump_bundle()
    again = load_bundle(data)
    assert again == catalogue()
    assert again.version == catalogue().version
    assert again.dump_bundle() == data


def test_the_version_changes_with_the_content() -> None:
    body = json.loads(catalogue().dump_bundle())
    body["matters"][0]["intro"]["minutes"] += 1
    changed = load_bundle(json.dumps(body).encode())
    assert changed.version != catalogue().version
    assert changed.version.split("+")[0] == catalogue().version.split("+")[0]


def _texts(node: object) -> Iterator[Text]:
    if isinstance(node, Text):
        yield node
    elif isinstance(node, list | tuple):
        for item in node:
            yield from _texts(item)
    elif hasattr(node, "model_fields_set"):
        for name in type(node).model_fields:
            yield from _texts(getattr(node, name))


@pytest.mark.parametrize("code", CODES)
def test_texts_are_chinese_and_english_and_polite(code: str) -> None:
    texts = list(_texts(matter(code)))
    assert len(texts) > 20
    for text in texts:
        assert not any(word in text.zh for word in HARSH), text.zh
        assert not any("\u4e00" <= char <= "\u9fff" for char in text.en), text.en


@pytest.mark.parametrize("code", CODES)
def test_every_page_is_small_and_every_field_has_a_home(code: str) -> None:
    for section in matter(code).sections:
        for _, fields, pages in section.shapes():
            assert all(len(page.keys) <= MAX_FIELDS_ON_PAGE for page in pages)
            assert {key for page in pages for key in page.keys} == {field.key for field in fields}


def _keys(code: str, section: str) -> set[str]:
    found = matter(code).section(section)
    assert found is not None
    return {field.key for field in found.all_fields()}


def test_no_researched_question_was_lost() -> None:
    claims = (
        "full_text principal principal_asof currency interest interest_asof interest_calc to_actual accel"
    )
    tail = "cost_claim enforce_cost enforce_detail other total g_claim"
    assert set(f"{claims} {tail}".split()) <= _keys("SS-LA-01", "claims")
    facts = (
        "facts_full contract form lender borrower spouse lent_agreed lent_actual pay_mode lent_on due term"
        " rate_agreed rate rate_unit rate_clause overdue_rate repay_mode repaid_principal repaid_interest"
        " interest_paid_to overdue overdue_from demand g_real g_real_date g_who g_max g_max_detail g_reg"
        " g_person g_person_detail g_mode g_other basis_contract basis_law facts_other evidence"
    )
    assert set(facts.split()) <= _keys("SS-LA-01", "facts")
    person = "name gender birth ethnic employer job phone domicile residence id_type id_no guardian"
    company = "name domicile registered rep rep_job phone uscc org_type ownership"
    assert set(f"{person} {company}".split()) <= _keys("SS-LA-01", "plaintiff")
    dispute = "type court_stage case_no happened story ask amount risk mode invitee slots org mediator open"
    assert {"access", *dispute.split()} <= _keys("TJ-01", "dispute")
    request = "kind service text place urgent reply_by secret from_matter"
    assert set(request.split()) <= _keys("SQ-01", "w")


def test_the_loan_is_asked_before_the_claims() -> None:
    groups = [group.label.zh for group in matter("SS-LA-01").groups]
    assert groups == ["身份", "双方", "借款", "请求", "证据", "签名", "提交"]


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        (f"      - {{key: a, type: poem, {LABEL}}}", "fields.0.type"),
        ("      - {key: a, type: text}", "fields.0.label"),
        ("      - {key: a, type: text, label: {zh: 甲}}", "label.en"),
        (f"      - {{key: A b, type: text, {LABEL}}}", "fields.0.key"),
        (f"      - {{key: a, type: text, colour: red, {LABEL}}}", "fields.0.colour"),
        (f"      - {{key: a, type: enum, {LABEL}}}", "fields.0"),
        (f"{PLAIN}\n{PLAIN}", "sections.0"),
        (f"      - {{key: a, type: text, {LABEL}, checks: [{{rule: horoscope}}]}}", "s.a"),
        (f"      - {{key: a, type: calc, {LABEL}, calc: {{name: alchemy}}}}", "s.a"),
        (f"      - {{key: a, type: text, {LABEL}, checks: [{{rule: past, expr: 'true'}}]}}", "checks.0"),
        (f"      - {{key: a, type: text, {LABEL}, prefill: [s.b]}}", "s.a"),
        (f"      - {{key: a, type: text, {LABEL}, prefill: [s.x.a]}}", "s.a"),
        (f"      - {{key: a, type: calc, {LABEL}, calc: {{name: sum, args: {{of: [b]}}}}}}", "s.a"),
        (f"      - {{key: party, type: text, {LABEL}}}", "sections.s"),
        ("      - {use: nowhere}", "sections.s"),
        ("      - [not, a, field]", "SS-X-01.yaml"),
        (f"{PLAIN}\n      - {{key: [}}", "line"),
        (f"      - {{key: a, key: b, type: text, {LABEL}}}", "line"),
    ],
)
def test_a_definition_that_does_not_fit_names_file_and_place(tmp_path: Path, fields: str, place: str) -> None:
    folder = write_catalogue(tmp_path / "c", fields)
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)
    assert "SS-X-01.yaml" in caught.value.where
    assert place in caught.value.where


@pytest.mark.parametrize(
    "rule",
    ["b > 1", "a >", "a + 1 == 2", "a", "nothing.at.all", "age(a)", "a.exists(x, x == 'y')"],
)
def test_a_broken_rule_is_found_at_load(tmp_path: Path, rule: str) -> None:
    fields = f'{PLAIN}\n      - {{key: c, type: text, {LABEL}, show_if: "{rule}"}}'
    loaded = load_catalogue(write_catalogue(tmp_path / "c", fields))
    with pytest.raises(CatalogueError) as caught:
        loaded.check_expressions()
    assert caught.value.where == "SS-X-01: s.c.show_if"


def test_pages_must_name_each_field_once(tmp_path: Path) -> None:
    tail = "    pages: [{id: p, title: {zh: 页, en: P}, keys: [a, b]}]"
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(write_catalogue(tmp_path / "c", PLAIN, tail=tail))
    assert "look at b" in caught.value.message


def test_an_order_must_be_whole(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(write_catalogue(tmp_path / "c", PLAIN, tail="order: [s, t]"))
    assert "look at t" in caught.value.message


def test_a_file_must_be_named_like_its_matter(tmp_path: Path) -> None:
    folder = write_catalogue(tmp_path / "c", PLAIN)
    (folder / "litigation" / "SS-X-01.yaml").rename(folder / "litigation" / "SS-X-02.yaml")
    with pytest.raises(CatalogueError, match="named like"):
        load_catalogue(folder)


def test_fragments_are_filtered_and_paged(tmp_path: Path) -> None:
    fragment = f"fields:\n  - {{key: x, type: text, {LABEL}}}\n  - {{key: y, type: text, {LABEL}}}\n"
    fields = f"{PLAIN}\n      - {{use: block, except: [y]}}"
    (only,) = load_catalogue(write_catalogue(tmp_path / "c", fields, fragments={"block": fragment})).matters
    assert [field.key for field in only.sections[0].fields] == ["a", "x"]
    assert [page.keys for page in only.sections[0].pages] == [("a", "x")]


def test_a_fragment_is_filled_with_words_and_lists(tmp_path: Path) -> None:
    fragment = (
        f'fields:\n  - {{key: x, type: text, show_if: "$(when)", {LABEL}}}\n'
        f'  - {{key: y, type: calc, {LABEL}, calc: {{name: sum, args: {{of: "$(parts)"}}}}}}\n'
    )
    fields = f"{PLAIN}\n      - {{use: block, with: {{when: \"a == '1'\", parts: [a, x]}}}}"
    (only,) = load_catalogue(write_catalogue(tmp_path / "c", fields, fragments={"block": fragment})).matters
    _, x, y = only.sections[0].fields
    assert x.show_if == "a == '1'"
    assert y.calc is not None
    assert y.calc.args == {"of": ("a", "x")}


def test_what_a_fragment_leaves_open_must_be_filled(tmp_path: Path) -> None:
    fragment = (
        f'fields:\n  - {{key: y, type: calc, {LABEL}, calc: {{name: sum, args: {{of: "$(parts)"}}}}}}\n'
    )
    with pytest.raises(CatalogueError, match="no such answer"):
        load_catalogue(write_catalogue(tmp_path / "c", "      - {use: block}", fragments={"block": fragment}))


def test_whole_sections_and_their_order_come_from_a_fragment(tmp_path: Path) -> None:
    section = (
        f"{{id: $(name), group: a, title: {{zh: 乙, en: B}}, fields: [{{key: x, type: text, {LABEL}}}]}}"
    )
    fragment = (
        f"sections: [{section}, {{id: u, group: a, use: block}}]\ntitle: {{zh: 丙, en: C}}\norder: [u, t]\n"
        f"fields: [{{key: y, type: text, {LABEL}}}]\n"
    )
    tail = "  - {use: block, with: {name: t}}\norder: [{use: block, only: [u]}, s, t]"
    folder = write_catalogue(tmp_path / "c", PLAIN, tail=tail, fragments={"block": fragment})
    (only,) = load_catalogue(folder).matters
    assert [one.id for one in only.sections] == ["s", "t", "u"]
    assert only.order == ("u", "s", "t")
    assert [field.key for field in only.sections[2].fields] == ["y"]


def test_a_folder_without_groups_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"groups\.yaml"):
        load_catalogue(tmp_path)


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"format": 2, "matters": []}', b'{"format": 1}', b"\xff"]
)
def test_other_bytes_are_no_bundle(data: bytes) -> None:
    with pytest.raises(CatalogueError):
        load_bundle(data)


def test_a_bundle_with_an_unlisted_or_double_matter_is_refused() -> None:
    body = json.loads(catalogue().dump_bundle())
    twice = {**body, "matters": [*body["matters"], body["matters"][0]]}
    with pytest.raises(CatalogueError, match="defined twice"):
        load_bundle(json.dumps(twice).encode())
    with pytest.raises(CatalogueError, match="not listed"):
        load_bundle(json.dumps({**body, "groups": []}).encode())


@lru_cache(maxsize=1)
def one_matter() -> str:
    """A bundle of one matter."""
    body = json.loads(catalogue().dump_bundle())
    body["matters"] = [one for one in body["matters"] if one["code"] == "SQ-01"]
    return json.dumps(body)


@given(st.data())
def test_a_damaged_bundle_is_refused_or_whole_never_a_crash(data: st.DataObject) -> None:
    body = json.loads(one_matter())
    [target] = body["matters"]
    key = data.draw(st.sampled_from(sorted(target)))
    target[key] = data.draw(
        st.one_of(st.none(), st.text(), st.integers(), st.lists(st.text()), st.booleans())
    )
    try:
        loaded = load_bundle(json.dumps(body).encode())
    except CatalogueError as error:
        assert error.where
    else:
        assert len(loaded.matters) == 1


def test_the_schema_knows_every_kind_of_field() -> None:
    for kind in ("bank_card", "region", "court", "file", "signature", "code", "note", "decimal", "int"):
        field = Field.model_validate({"key": "a", "type": kind, "label": {"zh": "甲", "en": "A"}})
        assert field.type == kind


def test_models_are_frozen() -> None:
    one: Matter = matter("SQ-01")
    with pytest.raises(ValueError, match="frozen"):
        one.code = "X"  # type: ignore[misc]
