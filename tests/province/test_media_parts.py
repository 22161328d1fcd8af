"""The media side without a call: descriptions, stills, the chain of a record, programs that run beside the gateway."""

from __future__ import annotations

import asyncio
import base64
import io
from pathlib import Path

import pytest
from PIL import Image

from legalnet import sealing
from legalnet.roommedia import Still
from legalnet.rooms import Refused, RoomKind, RoomRole, RoomState, SeatState
from province.gateway.media import chain
from province.gateway.media.config import JanusSetup, TurnSetup
from province.gateway.media.recording import Recorder
from province.gateway.media.sdp import check
from province.gateway.media.service import NoService, Service
from province.gateway.media.services import check_programs
from province.gateway.media.stills import Stills, readable
from province.gateway.rooms import store
from province.gateway.settings import Settings, SettingsError
from tests.province.running import Running

HEAD = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"


def line(kind: str, mid: str, direction: str = "sendonly") -> str:
    """One media description."""
    return f"m={kind} 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:{mid}\r\na={direction}\r\n"


@pytest.mark.parametrize(
    ("sdp", "tracks", "role", "code"),
    [
        (HEAD + line("audio", "0") + line("video", "1"), {"0": "mic", "1": "camera"}, RoomRole.PARTY, ""),
        (
            HEAD + line("video", "1") + line("video", "2"),
            {"1": "camera", "2": "document"},
            RoomRole.JUDGE,
            "",
        ),
        (HEAD + line("video", "1", "inactive"), {}, RoomRole.PARTY, ""),
        (HEAD, {}, RoomRole.PARTY, "sdp"),
        (HEAD + line("application", "0"), {"0": "mic"}, RoomRole.PARTY, "sdp"),
        (HEAD + line("video", "0"), {"0": "mic"}, RoomRole.PARTY, "sdp"),
        (HEAD + line("audio", "0"), {"1": "mic"}, RoomRole.PARTY, "sdp"),
        (
            HEAD + line("video", "0") + line("video", "1"),
            {"0": "camera", "1": "camera"},
            RoomRole.PARTY,
            "sdp",
        ),
        (HEAD + line("video", "0") * 5, {"0": "camera"}, RoomRole.PARTY, "sdp"),
        (HEAD + line("video", "0"), {"0": "document"}, RoomRole.INTERPRETER, "role"),
        (HEAD + line("audio", "0"), {"0": "mic"}, RoomRole.STAFF, "role"),
    ],
)
def test_a_description_sends_only_named_tracks_of_the_role(
    sdp: str, tracks: dict[str, str], role: RoomRole, code: str
) -> None:
    if not code:
        check(sdp, tracks, role)
        return
    with pytest.raises(Refused, match=code):
        check(sdp, tracks, role)


def picture(width: int = 640) -> bytes:
    """A JPEG."""
    out = io.BytesIO()
    Image.effect_noise((width, width), 80).convert("RGB").save(out, "JPEG", quality=95)
    return out.getvalue()


def parts(data: bytes, size: int = 45_000) -> list[Still]:
    """A picture as it is said."""
    text = base64.b64encode(data).decode()
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    return [
        Still(kind="still", id="p0123456789ab", part=number, parts=len(pieces), data=one)
        for number, one in enumerate(pieces)
    ]


def test_a_still_comes_in_parts_and_is_whole_or_refused() -> None:
    data, stills = picture(), Stills()
    said = parts(data)
    assert len(said) > 2
    assert [stills.take("s00000001", one) for one in said] == [*[None] * (len(said) - 1), data]
    stills.take("s00000001", said[0])
    with pytest.raises(Refused, match="out_of_order"):
        stills.take("s00000001", said[2])
    with pytest.raises(Refused, match="media_type"):
        stills.take("s00000001", parts(b"GIF89a and more")[0])
    assert readable(data) == data
    large = picture(2600)
    assert len(large) > 2 << 20 > len(readable(large))
    with pytest.raises(Refused, match="media_type"):
        readable(data[:200])


def chained(folder: Path) -> str:
    """Three files with their lines; the hash of the last."""
    import hashlib

    folder.mkdir()
    last = chain.first(folder.name)
    for number in (1, 2, 3):
        content = b"sealed %d" % number
        (folder / f"{number:04d}.lbx").write_bytes(content)
        said = {"seq": number, "file": f"{number:04d}.lbx", "sha256": hashlib.sha256(content).hexdigest()}
        last = chain.append(folder, said, last).hash
    return last


def states(folder: Path, head: str) -> set[str]:
    """What is found, without what is fine."""
    return {one.state for one in chain.verify(folder, head)} - {chain.INTACT}


def test_every_change_of_a_record_shows(tmp_path: Path) -> None:
    folder = tmp_path / "r1"
    head = chained(folder)
    assert states(folder, head) == set()
    lines = (folder / chain.CHAIN).read_bytes().splitlines(keepends=True)
    second = folder / "0002.lbx"
    second.write_bytes(b"sealed X")
    assert states(folder, head) == {"changed"}
    second.unlink()
    assert states(folder, head) == {"missing"}
    second.write_bytes(b"sealed 2")
    (folder / "0004.lbx").write_bytes(b"added")
    assert states(folder, head) == {"not in the chain"}
    (folder / "0004.lbx").unlink()
    (folder / chain.CHAIN).write_bytes(b"".join(lines[:2]))
    assert "ends elsewhere than the room's log says" in states(folder, head)
    for wrong in (lines[:1] + lines[2:], [lines[1], lines[0], lines[2]], [b"{}\n", *lines[1:]]):
        (folder / chain.CHAIN).write_bytes(b"".join(wrong))
        assert any("line" in state for state in states(folder, head))


def test_a_chain_is_known_to_the_rooms_log_and_deposited_at_the_end(
    province: Running, tmp_path: Path
) -> None:
    seat = SeatState(id="s00000001", role=RoomRole.JUDGE, person="staff:x", resume_hash="", admitted=True)
    state = RoomState(kind=RoomKind.HEARING, seats={seat.id: seat})
    gateway = province.gateway
    room = province.call(gateway.database.write(lambda c: store.make(c, state, gateway.clock.now())))
    recorder = Recorder(gateway, tmp_path)
    for _ in range(2):
        entry = province.call(recorder.still(room, state, seat.id, b"\xff\xd8\xff a picture"))
    province.call(recorder.finish(room))
    assert (tmp_path / room / chain.PROOF).read_text().startswith("c2sp.org/tlog-proof")
    said = [row["subject"] for row in province.rows("room_log") if row["action"] == "recorded"]
    assert said[-1] == f"seq=2,chain={entry.hash}"
    assert states(tmp_path / room, entry.hash) == set()
    line = entry.line
    key = gateway.keys.sealing_keys[line["key_id"]]
    clear = sealing.open_file(tmp_path / room / entry.name, line["wrapped_key"], key, entry.context(room))
    assert clear.endswith(b"a picture")


def test_a_relay_leads_nobody_into_the_house(tmp_path: Path) -> None:
    public = TurnSetup(tmp_path, "secret", "203.0.113.7", 3478, "20000-20100").files()["turnserver.conf"]
    assert "denied-peer-ip=10.0.0.0-10.255.255.255" in public
    assert "denied-peer-ip=127.0.0.0-127.255.255.255" in public
    assert "allow-loopback-peers" not in public
    assert {"use-auth-secret", "no-cli", "no-tcp-relay", "no-multicast-peers"} <= set(public.split())
    assert "hush" not in repr(JanusSetup(tmp_path, "hush", "1-2")) + repr(
        TurnSetup(tmp_path, "hush", "::1", 1, "1-2")
    )


def test_what_cannot_run_is_named_before_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = tmp_path / ("x" * 90)
    with pytest.raises(SettingsError, match="path"):
        check_programs(Settings(data=deep, with_janus=True))
    check_programs(Settings(data=deep, with_turn=True))
    monkeypatch.setenv("PATH", str(tmp_path))
    check_programs(Settings(data=tmp_path, with_janus=True, janus="ws://elsewhere:8188"))
    with pytest.raises(SettingsError, match="janus"):
        check_programs(Settings(data=tmp_path, with_janus=True))
    with pytest.raises(SettingsError, match="turnserver"):
        check_programs(Settings(data=tmp_path, with_turn=True))


def test_a_program_is_found_again_and_ended(tmp_path: Path) -> None:
    folder = tmp_path / "service"
    service = Service("sleeper", folder)
    secret = service.remember()["secret"]
    service.start({"words": "hello"}, ["sh", "-c", f"sleep 600; : {folder}"])
    again = Service("sleeper", folder)
    assert again.remember()["secret"] == secret
    assert again.adopt()
    assert again.alive()
    asyncio.run(again.stop())
    assert service.child is not None
    assert service.child.wait(10) != 0
    assert not Service("sleeper", folder).adopt()
    with pytest.raises(NoService, match="no-such-program"):
        service.start({}, ["no-such-program"])
