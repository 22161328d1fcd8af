"""Drivers and simulators in any order of events: what the driver says is what happened."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from devices.id_card import errors
from devices.id_card.reader import CardRead, IdCardReader
from devices.life import DeviceError, Outcome, State
from devices.ptz import commands as cmd
from devices.ptz.commands import EVI_D70
from devices.ptz.driver import PtzCamera, Ticket
from devices.relays.driver import Inputs, RelayBoard, Wiring
from devices.simulators.id_reader import ReaderSimulator
from devices.simulators.personas import load_personas
from devices.simulators.relays import RelaySimulator
from devices.simulators.visca import ViscaSimulator
from fuzz.line import JumpingClock
from tests.devices.memory_line import DriverEnd, portless

PERSONAS = load_personas()
BAD = ("torn", "bad_xor", "oversize")


class Reader(RuleBasedStateMachine):
    """Cards come and go, answers are damaged, the cable is pulled."""

    @initialize()
    def begin(self) -> None:
        self.clock = JumpingClock()
        self.simulator = portless(lambda link: ReaderSimulator(link, self.clock, PERSONAS))
        self.line = DriverEnd(self.simulator, self.clock)
        self.reader = IdCardReader("sim:/memory", self.clock)
        self.reader._port = self.line
        self.card: str | None = None
        self.fault = "none"
        self.reader.open()

    @rule(persona=st.sampled_from(sorted(PERSONAS)))
    def put(self, persona: str) -> None:
        self.simulator.put(persona)
        self.card = persona

    @rule()
    def take(self) -> None:
        self.simulator.remove()
        self.card = None

    @rule(name=st.sampled_from(["none", "none", *BAD, "merged", "pulled"]))
    def damage(self, name: str) -> None:
        self.simulator.set_fault(name)  # type: ignore[arg-type]
        self.fault = name

    @rule()
    def pull_the_cable_and_put_it_back(self) -> None:
        self.line.wire.unplug()
        assert self.reader.probe().reason == "unplugged"
        self.line.wire.replug()
        self.reader.open()

    @rule()
    def reset(self) -> None:
        self.reader.reset()
        assert self.reader.find() == (self.card is not None)

    @rule(prints=st.booleans())
    def read(self, prints: bool) -> None:
        expected = self.expected()
        try:
            said: CardRead | str = self.reader.read(prints)
        except DeviceError as error:
            said = error.code
        if isinstance(said, CardRead):
            assert expected == "" and self.card is not None
            assert said.card.number == PERSONAS[self.card].number
            assert len(said.prints) == (1024 if prints else 0)
        else:
            assert said == expected
        if self.fault == "pulled":
            self.card = None

    def expected(self) -> str:
        """The code of what must go wrong, or nothing."""
        if self.card is None:
            return errors.CardAbsent().code
        return {"pulled": "pulled"}.get(self.fault, "bad_frame" if self.fault in BAD else "")

    @invariant()
    def it_is_well(self) -> None:
        assert self.reader.probe().state is State.READY


class Camera(RuleBasedStateMachine):
    """Commands are begun, awaited and cancelled in any order while the network changes."""

    @initialize()
    def begin(self) -> None:
        self.clock = JumpingClock()
        self.simulator = portless(lambda link: ViscaSimulator(link, self.clock))
        self.simulator.set_pace(400)
        self.camera = PtzCamera("sim:/memory", self.clock)
        self.camera._port = DriverEnd(self.simulator, self.clock)
        self.tickets: list[tuple[Ticket, int]] = []
        self.camera.open()

    @rule(zoom=st.integers(0, 0x4000))
    def start(self, zoom: int) -> None:
        self.tickets.append((self.camera.start(cmd.zoom_to(EVI_D70, zoom)), zoom))

    @precondition(lambda self: self.tickets)
    @rule(data=st.data())
    def wait(self, data: st.DataObject) -> None:
        ticket, _ = data.draw(st.sampled_from(self.tickets))
        before = ticket.result
        result = self.camera.wait(ticket)
        assert before in (None, result)
        if before is None and result.outcome is Outcome.DONE and self.camera.under_way == 0:
            done = [zoom for ticket, zoom in self.tickets if ticket.result == result]
            assert self.camera.zoom() in done

    @precondition(lambda self: self.tickets)
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        ticket, _ = data.draw(st.sampled_from(self.tickets))
        result = self.camera.cancel(ticket)
        assert result.outcome in (Outcome.DONE, Outcome.NOT_DONE) or result.reason == "network_change"

    @rule()
    def change_network(self) -> None:
        self.simulator.change_network()
        assert self.camera.powered()
        assert all(ticket.result is not None for ticket, _ in self.tickets)

    @rule(name=st.sampled_from(["not_executable", "syntax"]))
    def refuse(self, name: str) -> None:
        self.simulator.set_fault(name)  # type: ignore[arg-type]
        assert self.camera.do(cmd.HOME).reason == name
        self.simulator.set_fault("none")

    @rule(seconds=st.floats(0, 1))
    def pass_time(self, seconds: float) -> None:
        self.clock.sleep(seconds)

    @invariant()
    def never_more_than_two(self) -> None:
        assert self.simulator.seen()["most"] <= 2
        assert self.camera.under_way <= 2


class Board(RuleBasedStateMachine):
    """The lock opens, time passes, answers are lost: it is never open longer than asked, once polled."""

    @initialize()
    def begin(self) -> None:
        self.clock = JumpingClock()
        self.simulator = portless(lambda link: RelaySimulator(link, self.clock))
        self.line = DriverEnd(self.simulator, self.clock)
        self.board = RelayBoard("sim:/memory", self.clock, Wiring(presence_hold_s=0.0, door_hold_s=0.0))
        self.board._port = self.line
        self.open_until = 0.0
        self.board.open()

    @rule(seconds=st.floats(0.5, 30))
    def unlock(self, seconds: float) -> None:
        self.open_until = self.clock.seconds + seconds
        assert self.board.unlock(seconds).outcome is Outcome.DONE

    @rule(name=st.sampled_from(["bad_crc", "silent", "busy"]), times=st.integers(1, 2))
    def lose_answers(self, name: str, times: int) -> None:
        self.simulator.set_fault(name, times)  # type: ignore[arg-type]

    @rule(on=st.booleans())
    def lamp(self, on: bool) -> None:
        assert self.board.lamp(on).outcome is Outcome.DONE
        assert self.simulator.state()["lamp"] is on

    @rule(present=st.booleans(), opened=st.booleans())
    def look(self, present: bool, opened: bool) -> None:
        self.simulator.set_presence(present)
        self.simulator.set_door(opened)
        self.board.poll()
        self.board.poll()
        assert self.board.poll() == Inputs(present, opened)

    @rule(seconds=st.floats(0, 40))
    def pass_time(self, seconds: float) -> None:
        self.clock.sleep(seconds)

    @rule()
    def crash_and_start_again(self) -> None:
        self.board.open()
        self.open_until = 0.0

    @invariant()
    def never_open_for_too_long(self) -> None:
        over = self.clock.seconds > self.open_until
        self.board.poll()
        assert not (over and self.simulator.state()["unlocked"])


SETTINGS = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestReader = Reader.TestCase
TestCamera = Camera.TestCase
TestBoard = Board.TestCase
TestReader.settings = TestCamera.settings = TestBoard.settings = SETTINGS
