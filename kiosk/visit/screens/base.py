"""What every screen has: a view for the scene, actions from it, and a way back."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from kiosk.visit.flow import Flow

log = logging.getLogger(__name__)

View = dict[str, Any]

FITS: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int, float),
    "float": (int, float),
    "bool": (bool, int),
    "list": (list,),
}
"""What a scene may give for an argument annotated so; anything fits `Any`."""


class Screen:
    """One screen. Actions are its `do_<name>` methods; what is not there cannot be asked."""

    id: ClassVar[str]
    step: ClassVar[str] = ""
    """Which of the matter's named steps this screen belongs to; empty shows no strip."""
    can_end: ClassVar[bool] = True

    def __init__(self, flow: Flow) -> None:
        self.flow = flow

    @classmethod
    def key(cls) -> str:
        """What the flow calls this screen; its id, unless two share one scene."""
        return cls.id

    def enter(self) -> None:
        """The screen is about to be shown."""

    def leave(self) -> None:
        """Another screen takes over: stop what only this one needs."""

    def tick(self) -> None:
        """Called ten times a second while shown."""

    def view(self) -> View:
        """What the scene shows; see docs/screens.md."""
        return {}

    def step_id(self) -> str:
        """The step the strip shows now."""
        return self.step

    def side(self) -> str:
        """The small words right of the step strip."""
        return ""

    def may_end(self) -> bool:
        """Whether the visit may be ended from here."""
        return self.can_end

    @property
    def shown(self) -> bool:
        """Whether this is still the screen: work that ends later must not speak for another."""
        return self.flow.shows(self)

    @property
    def can_back(self) -> bool:
        """Whether 返回 leads anywhere from here."""
        return True

    def back(self) -> None:
        """Where 返回 leads."""
        self.flow.go_back()

    def act(self, name: str, args: dict[str, Any]) -> bool:
        """Do one action; False when this screen has no such action or the arguments do not fit."""
        method = getattr(self, f"do_{name}", None) if name.isidentifier() else None
        if method is None:
            return False
        if not fitting(method, args):
            return False
        method(**whole_text(args))
        return True


def whole_text(value: Any) -> Any:
    """The same JSON value; half a surrogate pair, which no file and no line can carry, becomes a mark."""
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, list):
        return [whole_text(part) for part in value]
    return {key: whole_text(part) for key, part in value.items()} if isinstance(value, dict) else value


def fitting(method: Callable[..., None], args: dict[str, Any]) -> bool:
    """Whether these arguments have the names and kinds that an action takes."""
    signature = inspect.signature(method)
    try:
        signature.bind(**args)
    except TypeError:
        return False
    return all(isinstance(args[name], FITS.get(str(one.annotation), (object,)))
               for name, one in signature.parameters.items() if name in args)  # fmt: skip
