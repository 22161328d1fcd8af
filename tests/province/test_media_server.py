"""Three and more through Janus, started and spoken to by the gateway: pictures, a caucus, a record, a close-up."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from websockets.sync.client import unix_connect

from kiosk.tour.stage import await_value
from province.gateway.accounts.store import StaffRole
from tests.province.browsers import chromium, command, told, until
from tests.province.catalogue import write_catalogue
from tests.province.gathering import Gathering, gather, growth
from tests.province.process import MAIN
from tests.province.running import Running, running

pytestmark = [pytest.mark.timeout(600), pytest.mark.xdist_group("media")]
STILL = (0, 0, 0, 0)
UNMUTE = "for (const p of window.pcs) for (const s of p.getSenders()) if (s.track) s.track.enabled = true"
"""What somebody does who does not want to be muted."""
WEBM, OGG = b"\x1a\x45\xdf\xa3", b"OggS"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A gateway with a media server and a relay of its own."""
    folder = tmp_path_factory.mktemp("media")
    catalogue = write_catalogue(folder / "catalogue")
    with running(folder / "province", catalogue, with_janus=True, with_turn=True) as started:
        yield started


@pytest.fixture(scope="module")
def mediation(province: Running, browser: Browser) -> Gathering:
    """A mediator and two parties, all by the media server; the second party came while two were talking."""
    room = gather(province, browser, "mediation", StaffRole.MEDIATOR)
    first = room.invite()
    first.sees()
    assert first.room("room.seats.length === 2")["media"] == "peers"
    second = room.invite()
    for person in (room.host, first, second):
        person.room("room.media === 'server' && room.seats.length === 3")
    return room


def came(growth: dict[str, float]) -> tuple[float, float, float, float]:
    """Frames, bytes of pictures, bytes of sound, energy of sound."""
    return growth["frames"], growth["video"], growth["audio"], growth["energy"]


def test_three_see_and_hear_each_other_through_the_media_server(mediation: Gathering) -> None:
    for person in (mediation.host, *mediation.people):
        person.sees(40)
        found = growth(person, 1.0)
        assert found["frames"] > 5
        assert found["audio"] > 500
        assert len(person.counted()["ways"]) == 2  # one up, one down: nothing from peer to peer is left


def test_a_caucus_is_cut_in_media_bytes_and_cannot_be_asked_into(
    mediation: Gathering, province: Running
) -> None:
    host, (first, second) = mediation.host, mediation.people
    host.say("caucus", seats=[host.seat, first.seat])
    second.room("room.caucus.length === 2")
    inside, outside = growth(first, 1.0), growth(second, 3.0)
    assert came(outside) == STILL
    assert inside["frames"] > 5
    assert inside["audio"] > 500
    forced(mediation, province)
    assert came(growth(second, 1.0)) == STILL
    assert growth(host, 1.0)["frames"] > 5
    host.say("caucus", seats=[])
    second.room("room.caucus.length === 0")
    for person in (host, first, second):
        person.sees(20)


def forced(mediation: Gathering, province: Running) -> None:
    """What somebody outside can try: messages of their own making, and the media server itself."""
    second = mediation.people[1]
    for message in (
        {"kind": "subscribe", "feed": 1},
        {"kind": "receive", "offer": 1, "sdp": "", "streams": [{"feed": 1}]},
        {"kind": "publish", "sdp": "v=0", "tracks": {}},
        {"kind": "caucus", "seats": []},
        {"kind": "signal", "to": mediation.host.seat, "data": {}},
    ):
        before = len(refusals(second.page))
        command(second.page, do="say", message=message)
        if (
            message["kind"] != "signal"
        ):  # a late candidate between peers is refused without a word on the screen
            told(
                second.page, "refused", f"window.told.filter((o) => o.event === 'refused').length > {before}"
            )
    assert {"invalid", "sdp", "role"} <= set(refusals(second.page))
    command(second.page, do="say", message={"kind": "restart", "fresh": True})
    assert raw(province.gateway.settings.data / "janus" / "api.sock") == 403
    listening = {line.split()[3] for line in listeners()}
    assert not any(address.endswith((":8088", ":8188", ":7088")) for address in listening)


def refusals(page: Any) -> list[str]:
    """Codes so far."""
    return list(page.evaluate("window.told.filter((one) => one.event === 'refused').map((one) => one.code)"))


def raw(path: Path) -> int:
    """The media server, asked without its secret."""
    with unix_connect(str(path), subprotocols=["janus-protocol"]) as line:  # type: ignore[list-item]
        line.send(json.dumps({"janus": "create", "transaction": "x"}))
        return int(json.loads(line.recv(60))["error"]["code"])


def listeners() -> list[str]:
    """TCP sockets that listen on this machine."""
    found = subprocess.run(["ss", "-Hltn"], capture_output=True, text=True, check=True).stdout
    return found.splitlines()


def test_a_host_takes_a_voice_away_at_the_server(mediation: Gathering) -> None:
    host, (first, second) = mediation.host, mediation.people
    for party in (first, second):
        host.say("mute", seat=party.seat, muted=True)
    host.room("room.seats.filter((one) => one.muted).length === 2")
    first.page.evaluate(
        "window.pcs.forEach((p) => p.getSenders().forEach((s) => { if (s.track) s.track.enabled = true; }))"
    )
    host.page.wait_for_timeout(500)
    assert growth(host, 1.5)["audio"] == 0
    for party in (first, second):
        host.say("mute", seat=party.seat, muted=False)
    host.room("room.seats.every((one) => !one.muted)")


def test_a_record_is_by_track_sealed_chained_and_shows_every_change(
    mediation: Gathering, province: Running, tmp_path: Path
) -> None:
    host, (first, second) = mediation.host, mediation.people
    host.say("record", on=True)
    told(host.page, "refused", "one.code === 'consent_missing'")
    for party in (first, second):
        party.say("consent", purpose="recording", given=True)
    host.room("room.seats.filter((one) => one.consents.recording).length === 2")
    host.say("record", on=True)
    second.room("room.on_record")
    host.page.wait_for_timeout(2000)
    close_up(host, first)
    second.say("consent", purpose="recording", given=False)  # withdrawn: the record ends at once
    second.room("!room.on_record")
    folder = province.gateway.settings.data / "recordings" / mediation.room
    lines = settled(folder, 8)
    assert {(one["seat"], one["track"]) for one in lines} >= {
        (person.seat, track) for person in (host, first, second) for track in ("mic", "camera")
    }
    assert {one["track"] for one in lines if one["seat"] == first.seat} >= {"document", "still"}
    assert not any(folder.joinpath("raw").iterdir())
    assert verified(province, mediation.room) == 0
    opened(province, mediation.room, tmp_path / "opened")
    sealed = folder / lines[2]["file"]
    whole = sealed.read_bytes()
    sealed.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert verified(province, mediation.room) == 1
    sealed.write_bytes(whole)
    assert verified(province, mediation.room) == 0


def close_up(host: Any, party: Any) -> None:
    """A second camera as a track of its own, and a still of it."""
    command(
        party.page, do="document", on=True, label="fake_device_2"
    )  # the second sends depth, which nobody encodes
    assert told(party.page, "closeup")["on"]
    assert told(host.page, "document", "one.on")["seat"] == party.seat
    until(host.page, "window.counted().then((one) => one.width > 640)")  # faces are 320 wide
    host.sees(20)
    command(party.page, do="still")
    assert len(told(party.page, "still")["sha256"]) == 64
    host.room("room.documents.length === 1")
    command(party.page, do="document", on=False)
    told(host.page, "document", "!one.on")


def settled(folder: Path, least: int) -> list[dict[str, Any]]:
    """The lines of the chain, once nothing is left to seal."""

    def done() -> bool:
        """Whether all of it is sealed."""
        return (
            not any((folder / "raw").iterdir())
            and len((folder / "chain.jsonl").read_bytes().splitlines()) >= least
        )

    await_value(done, 60, "the sealed record")
    return [json.loads(line) for line in (folder / "chain.jsonl").read_bytes().splitlines()]


def verified(province: Running, room: str) -> int:
    """What the command says."""
    return recording(province, "verify", "--room", room).returncode


def recording(province: Running, *more: str) -> subprocess.CompletedProcess[str]:
    """`main.py recording`."""
    line = [
        sys.executable,
        str(MAIN),
        "recording",
        more[0],
        "--data",
        str(province.gateway.settings.data),
        *more[1:],
    ]
    return subprocess.run(line, capture_output=True, text=True, check=False, timeout=300)


def opened(province: Running, room: str, out: Path) -> None:
    """With the province's key the tracks are films and sound that any player plays."""
    done = recording(province, "open", "--room", room, "--out", str(out))
    assert done.returncode == 0, done.stderr
    for path in out.iterdir():
        head = path.read_bytes()[:4]
        kinds = {".webm": WEBM, ".opus": OGG, ".jpg": b"\xff\xd8\xff\xe0"}
        assert head == kinds[path.suffix], path.name
        assert path.stat().st_size > 1000


@pytest.mark.expect_log("janus ended by itself")
@pytest.mark.expect_log("the media server")
@pytest.mark.expect_log("media work")
def test_a_media_server_that_dies_is_begun_anew(mediation: Gathering, province: Running) -> None:
    everybody = (mediation.host, *mediation.people)
    before = [person.page.evaluate("window.pcs.length") for person in everybody]
    note = json.loads((province.gateway.settings.data / "janus" / "service.json").read_text())
    os.kill(note["pid"], signal.SIGKILL)
    for person, had in zip(everybody, before, strict=True):
        until(person.page, f"window.pcs.length >= {had + 2}")  # one up, one down
        person.sees(20)


def test_a_witness_put_apart_hears_and_is_heard_by_nobody(province: Running, browser: Browser) -> None:
    room = gather(province, browser, "hearing", StaffRole.JUDGE)
    party, witness = room.invite("party"), room.invite("witness")
    for person in (room.host, party, witness):
        person.sees(10)
    room.host.say("isolate", seat=witness.seat, on=True)
    witness.room(f"room.seats.some((one) => one.id === '{witness.seat}' && one.isolated)")
    assert came(growth(witness, 2.0)) == STILL
    room.host.say("record", on=True)
    party.room("room.on_record")
    party.sees(20)
    room.host.say("isolate", seat=witness.seat, on=False)
    witness.sees(20)
    room.host.page.wait_for_timeout(1000)
    room.host.say("close", outcome="advised")
    told(party.page, "over")
    folder = province.gateway.settings.data / "recordings" / room.room
    lines = settled(folder, 6)
    begun = {one["seat"]: one["begun"] for one in lines}
    assert begun[witness.seat] > begun[party.seat]  # apart, nothing of a witness is recorded
    await_value((folder / "chain.tlog-proof").exists, 60, "the deposit of the chain")
    assert verified(province, room.room) == 0
