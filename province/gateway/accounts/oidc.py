"""Signing in with an organisation's identity provider: OpenID Connect, code flow with PKCE, beside our own two factors.

The provider says who somebody is; which account that is, and what it may, was tied beforehand by its subject
(`main.py staff add --oidc-subject`). Who is tied to none is refused like a wrong password.
OpenID Connect Core 1.0 sections 3.1.2 and 3.1.3.7; RFC 7636; RFC 9207.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from province.gateway.accounts.changing import place_of
from province.gateway.accounts.factors import Box
from province.gateway.context import Gateway, note, of
from province.gateway.problems import Problem
from province.gateway.staff import HEADERS, keep_signed_in

log = logging.getLogger(__name__)

router = APIRouter(prefix="/staff/oidc", tags=["staff"])

COOKIE, BOUND = "lawbooth_oidc", "oidc"
LIVES_S = 600
"""A sign-in at the provider may take so long."""
WAIT_S = 10.0
LEEWAY_S = 60
ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
"""Of ID tokens; never `none`, never one with a shared secret."""
BACK = "/pln/v1/staff/oidc/back"
HOME = '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/desk/{}"><title>…</title>'
"""A page of our own between provider and desk: after it the strict cookie counts as ours."""


class NotVouched(Exception):
    """The provider did not answer, or said something that does not hold; the text is a code."""


@dataclass(frozen=True)
class Started:
    """What this browser began, and what must come back with it."""

    state: str
    nonce: str
    verifier: str
    at: float


@router.get("/offer")
async def offer(request: Request) -> Response:
    """Whether this gateway knows an identity provider."""
    return JSONResponse({"offered": bool(of(request).settings.oidc_issuer)})


@router.get(
    "",
    response_class=HTMLResponse,
    responses={
        200: {"description": "The provider cannot be reached: a page that leads back to the desk."},
        303: {"description": "To the provider."},
    },
)
async def begin(request: Request) -> Response:
    """To the provider; what must come back lies sealed in a cookie of this browser. Raises `Problem` `not_found`."""
    gateway = of(request)
    if not gateway.settings.oidc_issuer:
        raise Problem("not_found")
    started = Started(
        secrets.token_urlsafe(24),
        secrets.token_urlsafe(24),
        secrets.token_urlsafe(48),
        gateway.clock.now().timestamp(),
    )
    try:
        provider = await asyncio.to_thread(_discovered, gateway.settings.oidc_issuer)
    except NotVouched:
        return HTMLResponse(HOME.format("#oidc"), 200, HEADERS)
    hashed = hashlib.sha256(started.verifier.encode()).digest()
    challenge = base64.urlsafe_b64encode(hashed).rstrip(b"=").decode()
    query = {
        "response_type": "code", "scope": "openid", "client_id": gateway.settings.oidc_client, "state": started.state,
        "nonce": started.nonce, "redirect_uri": _back(request), "code_challenge": challenge,
        "code_challenge_method": "S256", **_asked(gateway),
    }  # fmt: skip
    answer = RedirectResponse(f"{provider['authorization_endpoint']}?{urlencode(query)}", 303, HEADERS)
    sealed = Box(gateway.keys.staff_key).seal(json.dumps(vars(started)), BOUND)
    # Lax: the way back begins at the provider's page.
    answer.set_cookie(
        COOKIE, base64.urlsafe_b64encode(sealed).decode(), max_age=LIVES_S, httponly=True, samesite="lax",
        secure=request.url.scheme == "https", path=BACK,
    )  # fmt: skip
    return answer


@router.get("/back", response_class=HTMLResponse)
async def back(request: Request, code: str = "", state: str = "", iss: str = "") -> Response:
    """From the provider: what came back is checked, and the account that is tied to its subject signed in."""
    gateway = of(request)
    try:
        started = _started(request, gateway)
        if not code or not secrets.compare_digest(state.encode(errors="replace"), started.state.encode()):
            raise NotVouched("state")
        if iss and iss != gateway.settings.oidc_issuer:
            raise NotVouched("issuer")
        subject = await asyncio.to_thread(
            _subject, gateway, code, started, back=_back(request), now=gateway.clock.now()
        )
    except NotVouched as error:
        log.info("no sign-in by the identity provider: %s", error)
        subject = ""
    token = await gateway.sessions.vouched(subject, place_of(request)) if subject else None
    action = "staff.oidc" if token else "staff.oidc_refused"
    await gateway.database.write(lambda c: note(c, gateway.clock.now(), "staff", action, "-"))
    answer = HTMLResponse(HOME.format("" if token else "#oidc"), 200, HEADERS)
    answer.delete_cookie(COOKIE, path=BACK)
    if token:
        keep_signed_in(request, answer, token)
    return answer


def _back(request: Request) -> str:
    """Where the provider sends people."""
    return of(request).settings.oidc_back or f"{request.url.scheme}://{request.url.netloc}{BACK}"


def _started(request: Request, gateway: Gateway) -> Started:
    """What this browser began a short while ago. Raises `NotVouched`."""
    try:
        sealed = base64.urlsafe_b64decode(request.cookies.get(COOKIE, ""))
        found = Started(**json.loads(Box(gateway.keys.staff_key).open(sealed, BOUND)))
    except (ValueError, TypeError):
        raise NotVouched("cookie") from None
    if not 0 <= gateway.clock.now().timestamp() - found.at <= LIVES_S:
        raise NotVouched("late")
    return found


def _discovered(issuer: str) -> dict[str, Any]:
    """What the provider says of itself; it must be the one that was meant. Raises `NotVouched`."""
    found = _fetched("GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    wanted = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if found.get("issuer") != issuer or not all(isinstance(found.get(name), str) for name in wanted):
        raise NotVouched("discovery")
    return found


def _subject(gateway: Gateway, code: str, started: Started, *, back: str, now: datetime) -> str:
    """Whom the provider vouches for. Raises `NotVouched`."""
    settings = gateway.settings
    provider = _discovered(settings.oidc_issuer)
    form = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": back, "client_id": settings.oidc_client,
        "client_secret": settings.oidc_secret, "code_verifier": started.verifier,
    }  # fmt: skip
    given = _fetched("POST", provider["token_endpoint"], form)
    claims = _claims(str(given.get("id_token", "")), _fetched("GET", provider["jwks_uri"]))
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    fits = (
        claims.get("iss") == settings.oidc_issuer
        and settings.oidc_client in audiences
        and (len(audiences) == 1 or claims.get("azp") == settings.oidc_client)
        and claims.get("nonce") == started.nonce
        and isinstance(claims.get("exp"), int | float)
        and claims["exp"] + LEEWAY_S >= now.timestamp()
    )
    subject = claims.get("sub")
    if not fits or not isinstance(subject, str) or not 0 < len(subject) <= 255:
        raise NotVouched("claims")
    if not _strong(claims, gateway, now):
        raise NotVouched("strength")
    return subject


def _asked(gateway: Gateway) -> dict[str, str]:
    """How strongly and how lately the provider shall look, where the site says so (Core 3.1.2.1)."""
    settings = gateway.settings
    asked = {"acr_values": " ".join(settings.oidc_acr)} if settings.oidc_acr else {}
    return asked | ({"max_age": str(settings.oidc_max_age_s)} if settings.oidc_max_age_s else {})


def _strong(claims: dict[str, Any], gateway: Gateway, now: datetime) -> bool:
    """Whether the provider says that it looked so: one of the classes, all of the means, lately enough. A claim that the
    site asks for and the provider does not make counts as the weakest there is."""
    settings, means, at = gateway.settings, claims.get("amr"), claims.get("auth_time")
    used = set(means) if isinstance(means, list) and all(isinstance(one, str) for one in means) else set()
    if settings.oidc_acr and claims.get("acr") not in settings.oidc_acr:
        return False
    if not used.issuperset(settings.oidc_amr):
        return False
    if not settings.oidc_max_age_s:
        return True
    return isinstance(at, int | float) and now.timestamp() - at <= settings.oidc_max_age_s + LEEWAY_S


def _claims(token: str, keys: dict[str, Any]) -> dict[str, Any]:
    """The claims of an ID token whose signature is by one of the provider's keys. Raises `NotVouched`."""
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    try:
        decoded = jwt.decode(token, KeySet.import_key_set(keys), algorithms=ALGORITHMS)  # type: ignore[arg-type]
    except (JoseError, ValueError, KeyError, TypeError):
        raise NotVouched("token") from None
    return dict(decoded.claims)


def _fetched(method: str, url: str, form: dict[str, str] | None = None) -> dict[str, Any]:
    """JSON of the provider, whatever proxies and roots the environment names. Raises `NotVouched`."""
    import requests

    try:
        with requests.Session() as session:
            session.trust_env = False
            answer = session.request(method, url, data=form, timeout=WAIT_S, allow_redirects=False)
        found = answer.json()
    except (requests.RequestException, ValueError):
        raise NotVouched("unreachable") from None
    if answer.status_code != 200 or not isinstance(found, dict):
        raise NotVouched("provider")
    return found
