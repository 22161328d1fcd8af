"""Whatever the network, the resident and the power do, in any order: each filing arrives exactly once,
whole."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from offline_cache.cache import Cache
from offline_cache.pace import LONGEST_DELAY
from offline_cache.states import ItemState, Lane
from offline_cache.sync import SyncEngine
from offline_cache.uplink import Companion, Offline, Refused, Reply, Unsure
from tests.offline_cache.rig import HandClock, source_file

WEATHER = st.lists(st.sampled_from(["ok", "offline", "vanish", "lost", "refuse"]), max_size=3)
"""What becomes of the next calls of one kind; when it ends, all is well."""


class Model:
    """The other end as the promise sees it: takes an item only after its files, counts each arrival."""

    def __init__(self) -> None:
        self.carries = 0
        self.weather: dict[str, list[str]] = {}
        self.broken: list[str] = []
        """Promises that the terminal broke; kept, because the engine survives whatever an uplink raises."""
        self.blobs: set[str] = set()
        self.needs: dict[str, set[str]] = {}
        self.arrivals: Counter[str] = Counter()
        self.asked_since_doubt: dict[str, bool] = {}

    def _word(self, call: str) -> str:
        words = self.weather.get(call)
        return words.pop(0) if words else "ok"

    def _expect(self, held: bool, promise: str) -> None:
        if not held:
            self.broken.append(promise)

    def upload_blob(self, digest: str, size: int, path: Path) -> None:
        word = self._word("upload")
        if word == "offline":
            raise Offline
        if word == "vanish":
            raise Unsure
        self.blobs.add(digest)
        if word == "lost":
            raise Unsure

    def submit(self, key: str, header: bytes, along: Sequence[Companion] = ()) -> Reply:
        brought = {hashlib.sha256(file.path.read_bytes()).hexdigest() for file in along}
        self._expect(sum(file.size for file in along) <= self.carries, "more along than may be")
        self._expect(self.asked_since_doubt.get(key, True), "sent again without asking")
        self._expect(self.needs[key] <= self.blobs | brought, "handed in before its files")
        self._expect(header == b"header " + key.encode(), "handed in something else")
        word = self._word("submit")
        if word == "offline":
            raise Offline
        if word == "refuse":
            raise Refused("no", "words")
        self.asked_since_doubt[key] = word not in ("vanish", "lost")
        if word == "vanish":
            raise Unsure
        self.arrivals[key] += 1
        self.blobs |= brought
        if word == "lost":
            raise Unsure
        return Reply(b"number " + key.encode())

    def query(self, key: str) -> Reply | None:
        word = self._word("query")
        if word == "offline":
            raise Offline
        if word in ("vanish", "lost"):
            raise Unsure
        self.asked_since_doubt[key] = True
        return Reply(b"number " + key.encode()) if self.arrivals[key] else None


class ExactlyOnce(RuleBasedStateMachine):
    """Residents hand in, the weather changes, time passes, the terminal restarts, a technician releases."""

    @initialize(seed=st.integers(0, 2**16))
    def begin(self, seed: int) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="exactly-once-"))
        self.clock = HandClock()
        self.rng = Random(seed)
        self.province = Model()
        self.promised: list[str] = []
        self.open()

    def open(self) -> None:
        self.cache = Cache.open(self.folder / "cache", self.clock)
        self.engine = SyncEngine(
            self.cache.outbox, self.cache.blobs, self.province, self.clock, self.rng, lambda event: None
        )

    @rule(lane=st.sampled_from(Lane), count=st.integers(0, 2))
    def hand_in(self, lane: Lane, count: int) -> None:
        key = f"k{len(self.promised)}"
        files = [source_file(self.folder / "visit", f"{key}-{n}".encode()) for n in range(count)]
        refs = self.cache.blobs.ingest_all(files)
        self.province.needs[key] = {ref.digest for ref in refs}
        self.cache.outbox.enqueue(key, lane, b"header " + key.encode(), refs, {f"receipt/{key}": b"saved"})
        self.promised.append(key)

    @rule(which=st.integers(0, 100))
    def hand_in_again(self, which: int) -> None:
        if self.promised:
            self.cache.outbox.enqueue(self.promised[which % len(self.promised)], Lane.JSON, b"changed")

    @rule(carries=st.sampled_from([0, 5, 1000]))
    def carry(self, carries: int) -> None:
        """From now on so many bytes of files may go along with an item."""
        self.province.carries = carries

    @rule(upload=WEATHER, submit=WEATHER, query=WEATHER, seconds=st.sampled_from([LONGEST_DELAY, 1.0, 0.0]))
    def pass_time(self, upload: list[str], submit: list[str], query: list[str], seconds: float) -> None:
        self.clock.sleep(seconds)
        self.province.weather = {"upload": list(upload), "submit": list(submit), "query": list(query)}
        self.engine.run_once()

    @rule()
    def wake(self) -> None:
        self.engine.wake()

    @rule()
    def restart(self) -> None:
        self.cache.close()
        self.open()

    @rule()
    def release_the_dead(self) -> None:
        for item in self.cache.outbox.dead():
            self.cache.outbox.release(item.key)

    @invariant()
    def nothing_is_doubled_and_nothing_claimed_too_early(self) -> None:
        assert self.province.broken == []
        assert all(count <= 1 for count in self.province.arrivals.values())
        for key in self.promised:
            item = self.cache.outbox.expect(key)
            assert item.state is not ItemState.DELIVERED or self.province.arrivals[key] == 1

    def teardown(self) -> None:
        """In good weather everything promised arrives, and the terminal is clean."""
        if not hasattr(self, "cache"):
            return
        self.province.weather = {}
        self.release_the_dead()
        self.engine.wake()
        assert self.engine.run_once() == 0
        assert self.province.broken == []
        assert dict(self.province.arrivals) == dict.fromkeys(self.promised, 1)
        for key in self.promised:
            assert self.cache.outbox.expect(key).reply == b"number " + key.encode()
        assert list((self.folder / "cache" / "blobs").iterdir()) == []
        self.cache.close()
        shutil.rmtree(self.folder)


TestExactlyOnce = ExactlyOnce.TestCase
TestExactlyOnce.settings = settings(
    max_examples=40,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
