"""The schema holds what the researched matters need beyond the three that come with it."""

from __future__ import annotations

import json
from pathlib import Path

from legalnet.catalogue import load_bundle, load_catalogue
from legalnet.interview import Interview
from tests.legalnet.builders import GROUPS, TODAY

WIDE = (Path(__file__).parent / "wide-matter.yaml").read_text(encoding="utf-8")


def wide(folder: Path) -> Interview:
    (folder / "litigation").mkdir()
    (folder / "groups.yaml").write_text(GROUPS, encoding="utf-8")
    (folder / "litigation" / "SS-X-01.yaml").write_text(WIDE, encoding="utf-8")
    loaded = load_catalogue(folder)
    loaded.check_expressions()
    assert load_bundle(loaded.dump_bundle()) == loaded
    assert json.loads(loaded.dump_bundle())["matters"][0]["fees"]["amount"] == "50"
    return Interview(loaded.matters[0], {}, today=TODAY)


def test_a_whole_section_is_hidden_by_its_rule(tmp_path: Path) -> None:
    one = wide(tmp_path)
    one.answer("means.income", "3000")
    one.answer("means.family", "0")
    assert one.field("means.family").error == "至少一人"
    assert one.value("aid.until") == "3000.00"
    one.answer("aid.kind", "工资")
    assert one.problems() == []
    assert [page.section for page in one.pages()] == ["aid", "aid"]
    assert one.clean_answers() == {"aid": {"kind": "工资"}}
    one.answer("aid.kind", "其他")
    assert one.value("means.income") == "3000.00"
    assert one.required_materials() == ("act-doc",)


def test_pages_left_out_are_made_of_five_fields(tmp_path: Path) -> None:
    pages = wide(tmp_path).pages()
    assert [len(page.fields) for page in pages] == [5, 2, 2]


def test_options_of_a_directory_take_any_text(tmp_path: Path) -> None:
    assert wide(tmp_path).answer("aid.clinic", "江临区法律援助中心").error == ""


def test_a_fixed_fee_needs_no_amount(tmp_path: Path) -> None:
    fee = wide(tmp_path).fee()
    assert fee is not None
    assert (str(fee.total), str(fee.half)) == ("50.00", "25.00")
