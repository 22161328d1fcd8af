"""Enrolling the terminal: a one-time code from a person, our own key, and the province's answer kept."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from pathlib import Path

from kiosk.clock import Clock
from kiosk.uplink.identity import KEY_FILE, Enrolment, load_or_create_key, save_enrolment
from kiosk.uplink.wire import Line, Signer, digest_header
from offline_cache.uplink import Offline, Refused

ENROL_KEY_ID = "enrol"
"""Key id of the one request that is signed by a key nobody knows yet."""


def enrol(url: str, code: str, folder: Path, clock: Clock, ca: Path | None = None) -> Enrolment:
    """Exchange `code` for an enrolment and keep it in `folder`, beside the key.

    The key is made and flushed first; asking again with the same code after a lost answer gives the same
    enrolment. Raises `Offline`, or `Refused` with `code_invalid` when the code is wrong, used or too old.
    """
    key = load_or_create_key(folder / KEY_FILE)
    public = b64encode(key.public_key().public_bytes_raw()).decode()
    body = json.dumps({"code": code, "public_key": public}).encode()
    headers = {
        "Content-Type": "application/json",
        "Content-Digest": digest_header(hashlib.sha256(body).digest()),
    }
    line = Line(url, Signer(ENROL_KEY_ID, key, clock), clock, ca=ca)
    answer = line.ask("POST", "/pln/v1/terminals/enrol", headers=headers, body=body)
    if not answer.ok:
        problem = answer.problem
        raise Refused(answer.code, f"{problem.get('title', '')}{problem.get('next_step', '')}")
    found = answer.problem
    try:
        names = ("terminal_id", "sealing_key", "key_id", "catalogue_key", "profile")
        enrolment = Enrolment(url=url, **{name: found[name] for name in names})
    except KeyError:
        raise Offline("captive_portal") from None
    save_enrolment(folder, enrolment)
    return enrolment
