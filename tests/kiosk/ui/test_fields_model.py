"""The model behind the questions: what stays the same row, and what is told to the scene."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex

from kiosk.ui.field_model import FIELD_ROLE, FieldModel


def field(path: str, type_: str = "text", **values: Any) -> dict[str, Any]:
    return {"path": path, "type": type_, **values}


def shown(model: FieldModel) -> list[dict[str, Any] | None]:
    return [model.data(model.index(row)) for row in range(model.rowCount())]


class Changes:
    """Counts what the model tells its views."""

    def __init__(self, model: FieldModel) -> None:
        self.told: list[str] = []
        model.rowsInserted.connect(lambda *_: self.told.append("inserted"))
        model.rowsRemoved.connect(lambda *_: self.told.append("removed"))
        model.rowsMoved.connect(lambda *_: self.told.append("moved"))
        model.dataChanged.connect(lambda *_: self.told.append("changed"))
        model.modelReset.connect(lambda *_: self.told.append("reset"))


def model_of(*fields: dict[str, Any]) -> tuple[FieldModel, Changes]:
    model = FieldModel()
    model.setProperty("fields", list(fields))
    return model, Changes(model)


def test_the_same_list_again_tells_nothing() -> None:
    model, changes = model_of(field("a"), field("b"))
    model.setProperty("fields", [field("a"), field("b")])
    assert changes.told == []


def test_a_new_value_changes_one_row_in_place() -> None:
    model, changes = model_of(field("a"), field("b"))
    model.setProperty("fields", [field("a"), field("b", value="x")])
    assert changes.told == ["changed"]


def test_a_new_type_is_a_new_row() -> None:
    model, changes = model_of(field("a"))
    model.setProperty("fields", [field("a", "money")])
    assert changes.told == ["removed", "inserted"]


def test_a_question_between_two_is_inserted() -> None:
    model, changes = model_of(field("a"), field("c"))
    model.setProperty("fields", [field("a"), field("b"), field("c")])
    assert changes.told == ["inserted"]


def test_no_fields_at_all() -> None:
    model, _ = model_of(field("a"))
    model.setProperty("fields", [])
    assert model.rowCount() == 0
    assert model.data(model.index(0)) is None
    assert model.data(QModelIndex(), FIELD_ROLE) is None


PATHS = st.lists(st.sampled_from("abcdefg"), max_size=9)


@given(PATHS, PATHS)
def test_any_list_becomes_any_other(before: list[str], after: list[str]) -> None:
    model, changes = model_of(*(field(path) for path in before))
    wanted = [field(path, value=at) for at, path in enumerate(after)]
    model.setProperty("fields", wanted)
    assert shown(model) == wanted
    assert "reset" not in changes.told
