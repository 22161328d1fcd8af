"""Random weather over the real thing against a model: whatever happens in whatever order, each filing arrives once.

`make network` (LAWBOOTH_NETWORK=full) tries many more sequences than `make test`.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kiosk.dock.weather import Trouble, Weather
from offline_cache.pace import LONGEST_ASKED
from offline_cache.states import ItemState
from tests.network.house import SCAN, House, World

EXAMPLES = 150 if os.environ.get("LAWBOOTH_NETWORK") == "full" else 5
WEATHERS = st.builds(
    Weather,
    st.sampled_from(Trouble),
    share=st.sampled_from((0.0, 0.3, 0.9, 1.0)),
    status=st.sampled_from((413, 429, 500, 502, 503, 504, 511)),
    retry_after=st.sampled_from((None, 0, 60)),
    pause_s=st.just(0.02),
)


class AnyWeather(RuleBasedStateMachine):
    """Residents hand in, the weather changes, clocks go wrong, the terminal restarts. The model: a set of promises."""

    world: ClassVar[World]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="any-weather-"))
        self.house = House(self.world, self.folder)

    @rule(size=st.sampled_from((0, 0, SCAN)))
    def hand_in(self, size: int) -> None:
        self.house.hand_in(size)

    @rule(coming=st.lists(WEATHERS, min_size=1, max_size=5))
    def change(self, coming: list[Weather]) -> None:
        self.house.due.extend(coming)

    @rule(seconds=st.sampled_from((0.0, 1.0, LONGEST_ASKED)))
    def pass_time(self, seconds: float) -> None:
        self.house.pass_time(seconds)

    @rule()
    def wake(self) -> None:
        self.house.engine.wake()
        self.house.engine.run_once()

    @rule()
    def restart(self) -> None:
        self.house.restart()

    @rule(hours=st.sampled_from((-2, 0, 0, 2)))
    def turn_the_clock(self, hours: int) -> None:
        self.house.wall.shift = self.house.wall.shift.resolution * 3_600_000_000 * hours

    @rule()
    def hang_up(self) -> None:
        self.house.proxy.hang_up()

    @invariant()
    def nothing_is_claimed_too_early_doubled_or_given_up(self) -> None:
        house = self.house
        arrived = [row[0] for row in house.world.arrived([promise.key for promise in house.promises])]
        assert len(arrived) == len(set(arrived))
        for promise in house.promises:
            state = house.cache.outbox.expect(promise.key).state
            assert state is not ItemState.DEAD, house.met
            assert state is not ItemState.DELIVERED or promise.key in arrived, house.met
        house.check_order()

    def teardown(self) -> None:
        """In fine weather everything promised arrives."""
        self.house.clear_up()
        self.house.restart()
        self.house.until_done()
        self.house.check_promises()
        self.house.close()
        shutil.rmtree(self.folder)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_whatever_the_weather_each_filing_arrives_once(world: World) -> None:
    AnyWeather.world = world
    case = AnyWeather.TestCase
    case.settings = settings(
        max_examples=EXAMPLES, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
    )
    case().runTest()
