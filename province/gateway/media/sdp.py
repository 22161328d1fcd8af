"""As much of a session description (RFC 8866, RFC 8829) as must be checked before the media server reads it."""

from __future__ import annotations

from collections.abc import Mapping

from legalnet.roommedia import TRACKS, Track
from legalnet.rooms import Refused, RoomRole

SENDS = ("sendonly", "sendrecv")


def check(sdp: str, tracks: Mapping[str, str], role: RoomRole) -> None:
    """Each line that sends is a named track that this role may send, of its kind; nothing but sound and pictures.

    Raises `Refused`: `sdp` for what is no offer of ours, `role` for a track that is not this role's.
    """
    lines = [_attributes(one) for one in sdp.replace("\r\n", "\n").split("\nm=")[1:]]
    if not 0 < len(lines) <= 4:
        raise Refused("sdp")
    sending = set()
    for kind, mid, direction in lines:
        if kind not in ("audio", "video"):
            raise Refused("sdp")
        if direction in SENDS:
            track = tracks.get(mid)
            if track is None or (kind == "audio") is not (track == Track.MIC):
                raise Refused("sdp")
            if Track(track) not in TRACKS[role]:
                raise Refused("role")
            sending.add(track)
    if len(sending) != len([one for one in lines if one[2] in SENDS]):
        raise Refused("sdp")


def _attributes(text: str) -> tuple[str, str, str]:
    """Kind, mid and direction of one media description."""
    rows = text.split("\n")
    mid, direction = "", "sendrecv"
    for row in rows:
        if row.startswith("a=mid:"):
            mid = row.removeprefix("a=mid:").strip()
        elif row.strip() in ("a=sendonly", "a=sendrecv", "a=recvonly", "a=inactive"):
            direction = row.strip().removeprefix("a=")
    return rows[0].split(" ", 1)[0], mid, direction
