"""What a fault is: a name, the verbs that cause and undo it, how to tell that it stands, what the resident sees."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

State = Mapping[str, Any]
"""What the rig answers to `state`, with the network line's mode under `line`."""
Shows = Callable[[State], bool]


@dataclass(frozen=True)
class Words:
    """The same words in both languages."""

    zh: str
    en: str

    def of(self, language: str) -> str:
        """In that language; Chinese where there is no other."""
        return self.en if language == "en" else self.zh


@dataclass(frozen=True)
class Step:
    """One verb for the rig, or for the network line when it begins with `line.`."""

    verb: str
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Seen:
    """What the resident sees of it: the screen and its code as in `docs/screens.md`, and in words."""

    words: Words
    screen: str = ""
    """Empty when no screen of a visit tells of it."""
    code: str = ""


@dataclass(frozen=True)
class Fault:
    """One button of the dock. A hand (`hand`) is what a person does and stays as it is when faults are cleared."""

    name: str
    """Its name for tests and the shell, `<device>.<what>`."""
    label: Words
    seen: Seen
    steps: tuple[Step, ...]
    undo: tuple[Step, ...] = ()
    shows: Shows | None = None
    """Whether it stands now; None where the rig cannot tell."""
    hand: bool = False

    @property
    def group(self) -> str:
        """The device it strikes."""
        return self.name.partition(".")[0]

    @property
    def what(self) -> str:
        """Its name without the device."""
        return self.name.partition(".")[2]


@dataclass(frozen=True)
class Group:
    """One device with its troubles."""

    id: str
    label: Words
    fine: Words
    """What its mark says when nothing is wrong."""
    icon: str
    faults: tuple[Fault, ...]


def step(verb: str, **args: Any) -> Step:
    """A verb with its arguments."""
    return Step(verb, args)


def seen(screen: str, code: str, zh: str, en: str) -> Seen:
    """A screen with its code, and what it says."""
    return Seen(Words(zh, en), screen, code)


def found(state: State, path: str) -> Any:
    """The value at a dotted path of the state; None when the rig has no such device."""
    value: Any = state
    for key in path.split("."):
        match value:
            case list():
                value = value[int(key)]
            case Mapping():
                value = value.get(key)
            case _:
                return None
    return value


def at(path: str, value: Any) -> Shows:
    """Stands while that value is there."""
    return lambda state: bool(found(state, path) == value)


def within(path: str, value: Any) -> Shows:
    """Stands while that list holds the value."""
    return lambda state: value in (found(state, path) or ())


def some(path: str) -> Shows:
    """Stands while there is anything."""
    return lambda state: found(state, path) is not None


@dataclass(frozen=True)
class Dial:
    """One verb whose argument sets a device's trouble, and where the rig shows it."""

    group: str
    verb: str
    argument: str
    good: Any
    """The argument when all is well."""
    shown: str
    """The dotted path of the state where the argument can be read back."""

    def to(
        self, name: str, zh: str, en: str, sees: Seen, *, bad: Any = None, stands: Shows | None = None
    ) -> Fault:
        """The trouble of that name; `bad` if the argument is another word, `stands` if another value shows it."""
        value = name if bad is None else bad
        causes, undoes = Step(self.verb, {self.argument: value}), Step(self.verb, {self.argument: self.good})
        label = Words(zh, en)
        return Fault(
            f"{self.group}.{name}", label, sees, (causes,), (undoes,), stands or at(self.shown, value)
        )


def unplug(kind: str, sees: Seen, stands: Shows | None = None) -> Fault:
    """The cable of a device pulled out."""
    return Fault(
        f"{kind}.unplug", Words("拔线", "Unplug"), sees, (step("device.unplug", kind=kind),),
        (step("device.replug", kind=kind),), stands or at(f"{kind}.plugged", False),
    )  # fmt: skip
