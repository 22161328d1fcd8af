"""The on-screen keyboard, key by key, into real fields."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.ui.gallery import LANDSCAPE, PORTRAIT
from kiosk.ui.keyboard import NOWHERE, prepare_keyboard
from kiosk.ui.legal_words import LegalWord, matching, read_words
from tests.kiosk.ui.inspection import troubles
from tests.kiosk.ui.scene import Scene

CONTRACT = "field-facts.contract"
AMOUNT = "field-facts.lent_actual"


def text_of(scene: Scene, name: str) -> str:
    return str(scene.find(name).property("text"))


def open_contract(scene: Scene) -> None:
    given = scene.fixture("interview")["view"]["fields"]
    given[1]["value"] = None
    scene.show("interview", fields=given)
    scene.tap(CONTRACT)


def test_pinyin_keys_and_a_candidate_write_chinese(scene: Scene) -> None:
    open_contract(scene)
    scene.strike("nihao")
    scene.tap("candidate-0")
    assert text_of(scene, CONTRACT) == "你好"


def test_the_space_key_takes_the_first_candidate(scene: Scene) -> None:
    open_contract(scene)
    scene.strike("fayuan")
    scene.tap("key-space")
    assert text_of(scene, CONTRACT) == "法院"


@pytest.mark.parametrize(
    ("typed", "word"), [("minjianjiedai", "民间借贷"), ("qisuzhuang", "起诉状"), ("fyf", "抚养费")]
)
def test_words_of_the_counter_come_first(scene: Scene, typed: str, word: str) -> None:
    open_contract(scene)
    scene.strike(typed)
    scene.tap("candidate-0")
    assert text_of(scene, CONTRACT) == word


def test_a_word_being_composed_is_finished_by_done_and_handed_in(scene: Scene) -> None:
    open_contract(scene)
    scene.strike("jietiao")
    scene.tap("key-done")
    assert scene.acts("answer") == [{"path": "facts.contract", "value": "借条"}]
    assert scene.seek("key-done") is None


def test_erase_takes_a_letter_then_a_character(scene: Scene) -> None:
    open_contract(scene)
    scene.strike("nihao")
    scene.tap("candidate-0")
    scene.strike("n")
    scene.tap("key-erase")
    scene.tap("key-erase")
    assert text_of(scene, CONTRACT) == "你"


def test_marks_digits_and_latin_letters(scene: Scene) -> None:
    open_contract(scene)
    scene.tap("key-123")
    scene.strike("2024年")
    scene.tap("key-letters")
    scene.tap("key-symbols")
    scene.strike("《》")
    scene.tap("key-letters")
    scene.tap("key-language")
    scene.strike("ab")
    scene.tap("key-shift")
    scene.strike("C")
    assert text_of(scene, CONTRACT) == "2024年《》abC"


def test_more_candidates_are_paged_in_place_of_the_keys(scene: Scene) -> None:
    open_contract(scene)
    scene.strike("shi")
    scene.tap("candidates-more")
    first = scene.find("candidate-page-0").property("text")
    scene.tap("candidates-next")
    later = scene.find("candidate-page-0").property("text")
    assert first != later
    scene.tap("candidate-page-0")
    assert text_of(scene, CONTRACT) == later


def test_the_digit_pad_writes_an_amount_and_says_it_in_capitals(scene: Scene) -> None:
    scene.show("interview")
    scene.tap(AMOUNT)
    scene.tap("key-clear")
    scene.strike("5000")
    scene.tap("key-.")
    scene.strike("5")
    assert text_of(scene, AMOUNT) == "5000.5"
    assert text_of(scene, "capital-facts.lent_actual") == "人民币伍仟元伍角整"
    scene.tap("key-done")
    assert scene.acts("answer") == [{"path": "facts.lent_actual", "value": "5000.5"}]


def test_the_digit_pad_refuses_a_third_decimal(scene: Scene) -> None:
    scene.show("interview")
    scene.tap(AMOUNT)
    scene.tap("key-clear")
    scene.strike("1.234")
    assert text_of(scene, AMOUNT) == "1.23"


def test_an_identity_number_takes_digits_and_x(scene: Scene) -> None:
    field = {**scene.fixture("interview_card")["view"]["fields"][1], "source": "", "value": None}
    scene.show("interview_card", fields=[field])
    scene.tap("field-plaintiff.id_no")
    scene.strike("33010119900307002X")
    scene.tap("key-done")
    assert scene.acts("answer") == [{"path": "plaintiff.id_no", "value": "33010119900307002X"}]


def test_done_leads_to_the_next_empty_field(scene: Scene) -> None:
    fields = scene.fixture("interview")["view"]["fields"]
    fields[1]["value"] = None
    scene.show("interview", fields=fields)
    scene.tap(AMOUNT)
    scene.tap("key-done")
    assert scene.find(CONTRACT).hasActiveFocus()


@pytest.mark.parametrize("size", ["normal", "large"])
@pytest.mark.parametrize("seated", [False, True])
def test_the_panel_never_covers_the_field_its_label_or_its_error(
    scene: Scene, size: str, seated: bool
) -> None:
    scene.mode(size=size, seated=seated)
    for name, field in (
        ("interview", AMOUNT),
        ("interview_card", "field-plaintiff.phone"),
        ("interview", CONTRACT),
    ):
        scene.show(name)
        scene.bring(field)
        scene.tap(field)
        scene.wait(80)
        top = scene.find("keyboard").mapToScene(scene.find("keyboard").boundingRect().topLeft()).y()
        box = scene.find(field)
        assert box.mapToScene(box.boundingRect().bottomLeft()).y() <= top
        assert box.mapToScene(box.boundingRect().topLeft()).y() >= 112
        scene.flow.show({"screen": "idle", "view": {"featured": "", "count": 3}})
        scene.wait()


@pytest.mark.parametrize(
    ("size", "modes"),
    [
        (PORTRAIT, {}),
        (PORTRAIT, {"language": "en"}),
        (PORTRAIT, {"size": "large", "contrast": "night"}),
        (LANDSCAPE, {}),
        (LANDSCAPE, {"language": "en"}),
    ],
    ids=["plain", "english", "large-night", "wide", "wide-english"],
)
def test_nothing_is_cut_small_or_covered_while_typing(
    scene: Scene, size: tuple[int, int], modes: dict[str, str]
) -> None:
    scene.mode(**modes)
    scene.turn(size)
    for name, field in (
        ("interview", AMOUNT),
        ("interview", CONTRACT),
        ("interview_card", "field-plaintiff.phone"),
    ):
        scene.show("idle")
        scene.show(name)
        scene.bring(field)
        scene.tap(field)
        scene.wait(80)
        assert troubles(scene) == []
        panel, box = scene.find("keyboard"), scene.find(field)
        assert scene.bottom(box) <= scene.top(panel) or scene.left(box) + box.width() <= scene.left(panel)


def test_half_composed_words_survive_a_view_update(scene: Scene) -> None:
    open_contract(scene)
    scene.strike("jie")
    scene.update(missing="别的")
    scene.strike("tiao")
    scene.tap("candidate-0")
    assert text_of(scene, CONTRACT) == "借条"


def test_nothing_typed_is_written_to_disk(tmp_path: Path, scene: Scene) -> None:
    open_contract(scene)
    scene.strike("nihao")
    scene.tap("candidate-0")
    assert os.environ["XDG_CONFIG_HOME"] == NOWHERE
    assert not Path(NOWHERE).exists()


def test_preparing_chooses_the_engine() -> None:
    environ: dict[str, str] = {}
    prepare_keyboard(environ)
    assert environ["QT_IM_MODULE"] == "qtvirtualkeyboard"
    assert environ["XDG_CONFIG_HOME"] == NOWHERE


def test_every_word_of_the_list_can_be_typed() -> None:
    words = read_words()
    assert len(words) > 100
    for word in words:
        assert word.text in matching(words, word.spelling), word.text


def test_a_word_with_missing_syllables_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("# remark\n起诉状 qi su\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 2: 3 characters, 2 syllables"):
        read_words(path)


def test_one_letter_offers_nothing() -> None:
    assert matching([LegalWord("借条", ("jie", "tiao"))], "j") == []
    assert matching([LegalWord("借条", ("jie", "tiao"))], "jie") == []
    assert matching([LegalWord("借条", ("jie", "tiao"))], "jie t") == ["借条"]
