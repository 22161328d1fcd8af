"""Deposits over HTTP: a terminal deposits digests, anybody with a code and the file compares, everybody reads the log.

The log's files are public and hold nothing about a person; what joins a leaf to a file, the salt, is given
to the depositor, and later only to whoever shows the file's digests.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from fastapi import Path as InPath
from pydantic import Field
from starlette.responses import Response

from legalnet.evidence.codes import parse_code
from legalnet.evidence.leaves import Digests, Kind
from legalnet.evidence.proofs import Extra, Proof, parse_proof
from legalnet.evidence.tiles import BadTile, parse_name
from legalnet.submission import Digest
from province.evidence.deposits import Asked
from province.evidence.interface import KeyReused
from province.evidence.log import Closed, EvidenceLog, Receipt
from province.gateway.context import of
from province.gateway.problems import Problem
from province.gateway.signatures import Signed
from province.gateway.wire import Wire

router = APIRouter(prefix="/evidence", tags=["evidence"])

CodeInPath = Annotated[str, InPath(pattern=r"^[0-9]{20}$")]
FOREVER = "public, max-age=31536000, immutable"
BYTES: dict[int | str, dict[str, Any]] = {200: {"content": {"application/octet-stream": {}}}}
JSON_TEXT: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/json": {"schema": {"type": "object"}}}}
}
TEXT: dict[int | str, dict[str, Any]] = {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}


class Deposit(Wire):
    """What is to be deposited: digests, never the file."""

    sha256: Digest
    sm3: Digest
    kind: Kind = "file"


class Compared(Wire):
    """The digests of a file that somebody has at hand."""

    sha256: Digest
    sm3: Digest


class DepositReply(Wire):
    """A deposit that is in the log, with its proof."""

    code: str
    """20 digits: 18 and two check digits."""
    at: datetime
    terminal_id: str
    kind: Kind
    index: int
    """Its place in the log."""
    size: int
    """Of the log in the proof."""
    proof: str
    """A file of `c2sp.org/tlog-proof@v1`; the leaf stands in its extra line, for the depositor with the salt."""


class Comparison(Wire):
    """Whether a file is the one that was deposited."""

    verdict: Annotated[str, Field(pattern="^(match|mismatch|cannot_tell)$")]
    deposit: DepositReply
    """With the salt where it is a match: whoever shows the digests learns nothing new from it."""


ALREADY: dict[int | str, dict[str, Any]] = {200: {"model": DepositReply, "description": "Deposited earlier."}}


def running(request: Request) -> EvidenceLog:
    """The log. Raises `Problem` where it is closed."""
    found = of(request).evidence
    if not found.running:
        raise Problem("evidence_closed")
    return found


@router.post("/deposits", status_code=201, response_model=DepositReply, responses=ALREADY)
async def deposit(
    request: Request,
    body: Deposit,
    caller: Signed,
    idempotency_key: Annotated[str, Header(min_length=8, max_length=80, pattern=r"^[A-Za-z0-9._-]+$")],
) -> Response:
    """Put digests into the log; the answer comes when a published head includes them.

    Asking again under the same `Idempotency-Key` gives the same deposit with 200.
    """
    found = Digests(bytes.fromhex(body.sha256), bytes.fromhex(body.sm3))
    asked = Asked(f"{caller.id}/{idempotency_key}", caller.id, body.kind, found)
    try:
        receipt = await running(request).deposit(asked)
    except Closed:
        raise Problem("evidence_closed") from None
    except KeyReused:
        raise Problem("key_reused") from None
    return _answer(reply(receipt, salted=True), 201 if receipt.fresh else 200)


@router.get("/{code}", response_model=DepositReply)
async def look_up(request: Request, code: CodeInPath, _caller: Signed) -> Response:
    """What stands under a code, with a proof by the newest head, without the salt."""
    return _answer(reply(await _found(request, code), salted=False), 200)


@router.post("/{code}/verify", response_model=Comparison)
async def verify(request: Request, code: CodeInPath, body: Compared, _caller: Signed) -> Response:
    """Compare a file's digests with the deposit of that code."""
    receipt = await _found(request, code)
    same = receipt.deposit.is_of(Digests(bytes.fromhex(body.sha256), bytes.fromhex(body.sm3)))
    verdict = "match" if same else "mismatch" if receipt.deposit.salt else "cannot_tell"
    return _answer(Comparison(verdict=verdict, deposit=reply(receipt, salted=same)), 200)


async def _found(request: Request, code: str) -> Receipt:
    """The deposit of a code. Raises `Problem`: a wrong digit is told apart from a code that nobody has."""
    if parse_code(code) is None:
        raise Problem("code_mistyped")
    try:
        receipt = await running(request).find(code)
    except Closed:
        raise Problem("evidence_closed") from None
    if receipt is None:
        raise Problem("deposit_unknown")
    return receipt


def reply(receipt: Receipt, *, salted: bool) -> DepositReply:
    """As it is answered."""
    one, proof = receipt.deposit, parse_proof(receipt.proof)
    if not salted:
        bare = Extra(one.entry, b"").pack()
        proof = Proof(proof.index, proof.path, proof.checkpoint, bare)
    return DepositReply(
        code=one.code, at=one.at, terminal_id=one.terminal, kind=one.kind, index=one.index, size=proof.head.size,
        proof=str(proof),
    )  # fmt: skip


def _answer(found: Wire, status: int) -> Response:
    return Response(found.model_dump_json(), status, {"Cache-Control": "no-store"}, "application/json")


# ------------------------------------------------------------------ the log as files (C2SP tlog-tiles)


@router.get("/log/checkpoint", response_class=Response, responses=TEXT)
async def checkpoint(request: Request) -> Response:
    """The newest published head: the only file of the log that changes."""
    text = await of(request).evidence.checkpoint()
    if not text:
        raise Problem("not_found")
    return Response(text, 200, {"Cache-Control": "no-cache"}, "text/plain; charset=utf-8")


@router.get("/log/trust", response_class=Response, responses=JSON_TEXT)
async def trust(request: Request) -> Response:
    """The keys of log and witnesses. Whoever verifies should have got them another way: paper, a court, a notary."""
    return Response(
        of(request).evidence.trust.to_json(), 200, {"Cache-Control": "no-cache"}, "application/json"
    )


@router.get("/log/tile/{name:path}", response_class=Response, responses=BYTES)
async def tile(request: Request, name: Annotated[str, InPath(max_length=80)]) -> Response:
    """256 hashes or entries, for ever the same; a store or CDN may keep them."""
    try:
        data = await of(request).evidence.tile(parse_name(f"tile/{name}"))
    except BadTile:
        data = None
    if data is None:
        raise Problem("not_found")
    return Response(data, 200, {"Cache-Control": FOREVER}, "application/octet-stream")
