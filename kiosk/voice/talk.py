"""The conversation: what is listened for, what words mean, and what follows. A total table; no sound, no Qt, no clock.

States: `off`; `command` (controls by label or number); `dictate` (words for one field); `confirm` (they were read back).
Events: `open`, `close`, `screen` (other controls), `speech` (somebody begins or ends), `partial`, `paused`, `final`
(words), `lost` (nobody can listen).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from kiosk.voice.commands import ALWAYS, CONFIRM, STORY, Command, Target, commands, longer, numeral_phrases
from kiosk.voice.values import NUMERALS, Value, value_of

STABLE_S = 0.35
"""A partial result that stands still for so long is acted on although the speaker goes on; the first are often wrong."""
PAUSED_S = 0.0
"""The same once the speaker is silent."""
PAUSED_LONGER_S = 0.16
"""The same where a longer command begins with it."""
READ_S = 0.5
"""Nobody reads a number and says it within this time: one that went to another control since then was read before."""
STATES = ("off", "command", "dictate", "confirm")
EVENTS = ("open", "close", "screen", "speech", "partial", "paused", "final", "lost")


class Effect(NamedTuple):
    """What is to be done. `kind`: press, word, write, say, listen, anything or silent."""

    kind: str
    target: Target | None = None
    value: Any = None


class Field(NamedTuple):
    """Where dictated words go; `story` takes sentence after sentence."""

    target: Target
    kind: str
    before: str = ""
    story: bool = False


class Talk:
    """One conversation. Each event gives effects to be done in order; `heard` and `told` are what the panel shows."""

    def __init__(self, field_of: Callable[[Target], Field], today: Callable[[], date]) -> None:
        """`field_of` tells of a control that takes words; `today` is the civil date that 昨天 is reckoned from."""
        self._field_of = field_of
        self._today = today
        self._targets: Sequence[Target] = ()
        self._table: dict[str, Command] = {}
        self._field: Field | None = None
        self._value: Value | None = None
        self._binding: Target | None = None
        self._candidate = ""
        self._since = 0.0
        self._paused = False
        self._acted = False
        self._began: float | None = None
        """When what is being said began; None when nobody speaks, and when it was acted on."""
        self._moved: dict[int, float] = {}
        """When a number last went from one control to another."""
        self.state = "off"
        self.heard = ""
        """The words as they are understood; shown, never kept."""
        self.told = ""
        """What came of them: empty, pressed, undone, unclear, renumbered, more, read_back, written, cancelled."""
        self.told_of = ""
        """The label or value that `told` speaks of."""
        self.acts = 0
        """How many commands were understood."""
        self._handlers = {
            (state, event): getattr(self, f"_{state}_{event}", self._nothing)
            for state in STATES
            for event in EVENTS
        }

    # ------------------------------------------------------------------ events

    def happen(self, event: str, given: Any = None, now: float = 0.0) -> list[Effect]:
        """One event. `given`: the controls for `open` and `screen`, whether it begins for `speech`, else the words."""
        return list(self._handlers[self.state, event](given, now))

    def settle(self, now: float) -> list[Effect]:
        """Time passed: whether the words understood so far have stood still long enough to act on."""
        if not self._candidate or self._acted:
            return []
        quiet = PAUSED_LONGER_S if longer(self._candidate, self._phrases()) else PAUSED_S
        wait = quiet if self._paused else STABLE_S
        return self._act(self._candidate, now) if now - self._since >= wait else []

    def _phrases(self) -> Sequence[str]:
        return list(self._table) if self.state == "command" else list(CONFIRM)

    def _nothing(self, _given: Any, _now: float) -> list[Effect]:
        """This event means nothing in this state."""
        return []

    # ------------------------------------------------------------------ off

    def _off_open(self, targets: Sequence[Target], _now: float) -> list[Effect]:
        self.heard = self.told = self.told_of = ""
        return self._to_command(targets)

    def _close(self, _given: Any, _now: float) -> list[Effect]:
        self.state = "off"
        self.heard = self.told = self.told_of = ""
        self._field = self._value = self._binding = None
        self._targets, self._table = (), {}
        self._began, self._moved = None, {}
        return [Effect("silent")]

    _command_close = _dictate_close = _confirm_close = _close
    _command_lost = _dictate_lost = _confirm_lost = _close

    # ------------------------------------------------------------------ commands

    def _to_command(self, targets: Sequence[Target]) -> list[Effect]:
        self.state = "command"
        self._field = self._value = self._binding = None
        self._targets, self._table = targets, commands(targets)
        return [self._listen(list(self._table))]

    def _listen(self, phrases: list[str] | None) -> Effect:
        self._candidate, self._acted, self._began = (
            "",
            False,
            None,
        )  # the rest of what is being said is not heard
        return Effect("anything") if phrases is None else Effect("listen", value=phrases)

    def _command_screen(self, targets: Sequence[Target], now: float) -> list[Effect]:
        self._renumber(targets, now)
        before, self._targets = self._table, targets
        self._table = commands(targets)
        if list(before) == list(self._table):
            return []
        if self._began is not None:  # what was said so far was said to the old screen
            self.told, self.told_of = "renumbered", ""
        return [self._listen(list(self._table))]

    def _renumber(self, targets: Sequence[Target], now: float) -> None:
        """Remember which numbers go to other controls; a control that is only drawn anew keeps its label and number."""
        here = {target.key for target in targets}
        for number, (old, new) in enumerate(zip(self._targets, targets, strict=False), start=1):
            if old.key != new.key and (old.label != new.label or old.key in here):
                self._moved[number] = now

    def _speech(self, begins: bool, now: float) -> list[Effect]:
        self._began = now if begins else None
        return []

    _command_speech = _dictate_speech = _confirm_speech = _speech

    def _command_open(self, targets: Sequence[Target], now: float) -> list[Effect]:
        return self._command_screen(targets, now)

    def _command_paused(self, text: str, now: float) -> list[Effect]:
        self._note(text, now, paused=True)
        return self.settle(now)

    def _command_partial(self, text: str, now: float) -> list[Effect]:
        self._note(text, now, paused=False)
        return []

    def _note(self, text: str, now: float, paused: bool) -> None:
        if self._acted:
            return
        self._paused = paused
        self.heard = text
        self._began = now if self._began is None else self._began
        known = text in (self._table if self.state == "command" else CONFIRM)
        if not known:
            self._candidate = ""
        elif text != self._candidate:
            self._candidate, self._since = text, now

    def _command_final(self, text: str, now: float) -> list[Effect]:
        acted, self._acted = self._acted, False
        self._candidate = ""
        if acted:
            return []
        self.heard = text
        effects = self._act(text, now)
        self._acted, self._began = False, None
        return effects

    def _act(self, text: str, now: float) -> list[Effect]:
        """Do what a phrase means; what means nothing is said to be unclear."""
        began = now if self._began is None else self._began
        self._acted, self._candidate = True, ""
        if self.state == "confirm":
            return self._answer(CONFIRM.get(text, ""))
        command = self._table.get(text)
        if command is None or self._moved.get(command.number, began - READ_S) > began - READ_S:
            self._acted = False
            self.told, self.told_of = "unclear" if command is None else "renumbered", ""
            return []
        self.acts, self._began = self.acts + 1, None
        if command.target is None:
            return [Effect("word", value=command.word)]
        if command.sort == "field":
            return self._to_dictate(self._field_of(command.target))
        if command.target.binding:
            return self._to_ask(command.target)
        self.told, self.told_of = "pressed", command.target.label
        return [Effect("press", command.target)]

    def _to_ask(self, target: Target) -> list[Effect]:
        """What binds is said back and done at 对 only: 同意 and 不同意 are one syllable apart."""
        self.state, self._binding = "confirm", target
        self.told, self.told_of = "read_back", target.label
        return [self._listen(list(CONFIRM)), Effect("say", value=f"您说的是{target.label}，对吗？")]

    # ------------------------------------------------------------------ dictation

    def _to_dictate(self, field: Field) -> list[Effect]:
        self.state, self._field, self._value = "dictate", field, None
        self.told, self.told_of = ("more" if field.before else "dictate"), field.target.label
        if field.kind in NUMERALS:
            return [self._listen([*numeral_phrases(field.kind), *STORY])]
        return [self._listen(None)]

    def _dictate_partial(self, text: str, _now: float) -> list[Effect]:
        self.heard = text
        return []

    _dictate_paused = _dictate_partial

    def _dictate_final(self, text: str, _now: float) -> list[Effect]:
        field = self._field
        self.heard = text
        if field is None:
            return self._to_command(self._targets)
        match STORY.get(text.removesuffix("。")):
            case "cancel" | "done":
                return self._done("cancelled" if STORY[text] == "cancel" and not field.story else "written")
            case "again":
                return []
        self._value = value_of(field.kind, text, field.before, self._today())
        if self._value is None:
            self.told, self.told_of = "unclear", ""
            return [Effect("say", value="没听清，请再说一遍")]
        self.state = "confirm"
        self.told, self.told_of = "read_back", self._value.shown
        return [self._listen(list(CONFIRM)), Effect("say", value=f"{self._value.said}，对吗？")]

    def _done(self, told: str) -> list[Effect]:
        self.told, self.told_of = told, self._field.target.label if self._field else ""
        return [*self._to_command(self._targets), Effect("word", value="look")]

    def _keep_targets(self, targets: Sequence[Target], now: float) -> list[Effect]:
        """The screen changed while words are taken: another screen takes them no more, the same goes on."""
        self._renumber(targets, now)
        keys = [target.label for target in targets]
        about = self._binding or (self._field.target if self._field else None)
        if about is not None and about.label in keys:
            self._targets = targets
            return []
        return self._to_command(targets)

    _dictate_screen = _confirm_screen = _dictate_open = _confirm_open = _keep_targets

    # ------------------------------------------------------------------ read-back

    _confirm_partial = _command_partial
    _confirm_paused = _command_paused
    _confirm_final = _command_final

    def _answer(self, word: str) -> list[Effect]:
        field, value, binding = self._field, self._value, self._binding
        if binding is not None and word:
            self.told, self.told_of = ("pressed", binding.label) if word == "yes" else ("cancelled", "")
            return [*([Effect("press", binding)] if word == "yes" else []), *self._to_command(self._targets)]
        if binding is None and (field is None or value is None):
            return self._to_command(self._targets)
        if field is not None and value is not None and word == "yes":
            return self._take(field, value)
        if field is not None and word == "again":
            return self._to_dictate(field)
        if word == "cancel":
            return self._done("cancelled")
        self._acted = False
        self.told, self.told_of = "read_back", binding.label if binding else value.shown if value else ""
        return []

    def _take(self, field: Field, value: Value) -> list[Effect]:
        """Confirmed: into the field with it, or on to the next part of it."""
        if not value.whole:
            return self._to_dictate(field._replace(before=str(value.value)))
        write = Effect("write", field.target, value.value)
        if field.story:
            return [write, *self._to_dictate(field._replace(before=f"{value.value}。".replace("。。", "。")))]
        return [write, *self._done("written")]


def always_words() -> list[str]:
    """What can be said on any screen, for the panel's help."""
    return list(ALWAYS)
