"""Signing in with an identity provider, against a small one that really signs: the right way, and every wrong one."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from joserfc import jwk, jwt

from province.gateway.accounts.store import StaffRole
from tests.province.catalogue import write_catalogue
from tests.province.running import Running, running
from tests.province.staffing import browser


class Provider:
    """An identity provider on a free port: one person, one key, codes that count once."""

    def __init__(self) -> None:
        self.key = jwk.ECKey.generate_key("P-256", {"kid": "k1"}, private=True)
        self.codes: dict[str, dict[str, str]] = {}
        self.claims: dict[str, Any] = {}
        """What is told differently from the truth, for a test."""
        self.asked: dict[str, str] = {}
        """What the last sign-in came with."""
        self.signer = self.key
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            """Four addresses."""

            def do_GET(self) -> None:
                """Discovery, keys, and a person who is signed in already."""
                path, query = (
                    urlsplit(self.path).path,
                    {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()},
                )
                if path == "/authorize":
                    provider.codes["c1"] = query
                    back = urlencode({"code": "c1", "state": query["state"], "iss": provider.url})
                    self.send_response(303)
                    self.send_header("Location", f"{query['redirect_uri']}?{back}")
                    self.end_headers()
                elif path == "/keys":
                    self._say({"keys": [provider.key.as_dict(private=False)]})
                else:
                    self._say(provider.about())

            def do_POST(self) -> None:
                """A code for an ID token."""
                raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self._say(provider.token({name: values[0] for name, values in parse_qs(raw).items()}))

            def _say(self, body: dict[str, Any]) -> None:
                self.send_response(200 if body else 400)
                self.end_headers()
                self.wfile.write(json.dumps(body).encode())

            def log_message(self, *_: Any) -> None:
                """Quiet."""

        return Handler

    def about(self) -> dict[str, str]:
        """Discovery."""
        ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        return {"issuer": self.url, **{name: f"{self.url}/{path}" for name, path in ends.items()}}

    def token(self, form: dict[str, str]) -> dict[str, Any]:
        """For a code that is known, with the verifier of its challenge; once."""
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or form.get("client_secret") != "shared":
            return {}
        hashed = hashlib.sha256(form["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(hashed).rstrip(b"=").decode() != asked["code_challenge"]:
            return {}
        self.asked = asked
        claims = {
            "iss": self.url,
            "aud": asked["client_id"],
            "sub": "shen@firm",
            "nonce": asked["nonce"],
            "exp": 4e9,
        }
        return {"id_token": jwt.encode({"alg": "ES256", "kid": "k1"}, {**claims, **self.claims}, self.signer)}


@pytest.fixture
def provider() -> Iterator[Provider]:
    """Gone afterwards."""
    started = Provider()
    yield started
    started.server.shutdown()
    started.server.server_close()


@pytest.fixture
def province(tmp_path: Path, provider: Provider) -> Iterator[Running]:
    """A gateway that knows the provider, with an account that is tied to its person."""
    more = {"oidc_issuer": provider.url, "oidc_client": "lawbooth", "oidc_secret": "shared"}
    with running(tmp_path / "province", write_catalogue(tmp_path / "catalogue"), **more) as started:
        roles = frozenset({StaffRole.LAWYER})
        started.call(started.gateway.sessions.add("shen", "沈知衡", roles, oidc_subject="shen@firm"))
        yield started


def signed_in(province: Running, session: requests.Session) -> bool:
    """Whether the desk knows this browser."""
    return session.get(f"{province.url}/pln/v1/staff/me", timeout=60).ok


def go(province: Running, session: requests.Session) -> requests.Response:
    """To the provider and back, as a browser does."""
    return session.get(f"{province.url}/pln/v1/staff/oidc", timeout=60)


def test_no_proxy_of_the_environment_stands_between(
    province: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")  # nobody listens there
    session = browser()
    session.trust_env = False
    go(province, session)
    assert signed_in(province, session)


def test_whom_the_provider_vouches_for_is_signed_in(province: Running) -> None:
    session = browser()
    assert session.get(f"{province.url}/pln/v1/staff/oidc/offer", timeout=60).json() == {"offered": True}
    page = go(province, session)
    assert "url=/desk/" in page.text
    assert signed_in(province, session)
    assert session.get(f"{province.url}/pln/v1/staff/me", timeout=60).json()["account"] == "shen"


@pytest.mark.parametrize(
    "claims",
    [{"sub": "nobody@firm"}, {"aud": "another"}, {"nonce": "other"}, {"exp": 1}, {"iss": "https://elsewhere"},
     {"sub": ""}, {"aud": ["lawbooth", "another"]}],
)  # fmt: skip
def test_claims_that_do_not_hold_open_nothing(
    province: Running, provider: Provider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    session = browser()
    assert "#oidc" in go(province, session).text
    assert not signed_in(province, session)


def test_another_key_or_another_browser_opens_nothing(province: Running, provider: Provider) -> None:
    provider.signer = jwk.ECKey.generate_key("P-256", {"kid": "k1"}, private=True)
    session = browser()
    go(province, session)
    assert not signed_in(province, session)
    provider.signer = provider.key
    first = browser().get(f"{province.url}/pln/v1/staff/oidc", timeout=60, allow_redirects=False)
    back = requests.get(first.headers["Location"], timeout=60, allow_redirects=False).headers["Location"]
    thief = browser()
    assert "#oidc" in thief.get(back, timeout=60).text
    assert not signed_in(province, thief)


def test_without_a_provider_nothing_is_offered(tmp_path: Path) -> None:
    with running(tmp_path / "province", write_catalogue(tmp_path / "catalogue")) as plain:
        at = f"{plain.url}/pln/v1/staff/oidc"
        assert requests.get(f"{at}/offer", timeout=60).json() == {"offered": False}
        assert requests.get(at, timeout=60).json()["code"] == "not_found"


# ------------------------------------------------------------------ how strongly the provider looked


@pytest.fixture
def strict(tmp_path: Path, provider: Provider) -> Iterator[Running]:
    """A gateway that asks for a class, means and a recent sign-in."""
    more: dict[str, Any] = {
        "oidc_issuer": provider.url, "oidc_client": "lawbooth", "oidc_secret": "shared",
        "oidc_acr": ("aal2", "aal3"), "oidc_amr": ("mfa",), "oidc_max_age_s": 600,
    }  # fmt: skip
    with running(tmp_path / "strict", write_catalogue(tmp_path / "catalogue"), **more) as started:
        roles = frozenset({StaffRole.LAWYER})
        started.call(started.gateway.sessions.add("shen", "沈知衡", roles, oidc_subject="shen@firm"))
        yield started


def test_a_strong_and_recent_sign_in_is_asked_for_and_taken(strict: Running, provider: Provider) -> None:
    at = strict.gateway.clock.now().timestamp()
    provider.claims = {"acr": "aal2", "amr": ["pwd", "mfa"], "auth_time": at - 30}
    session = browser()
    go(strict, session)
    assert signed_in(strict, session)
    assert (provider.asked["acr_values"], provider.asked["max_age"]) == ("aal2 aal3", "600")
    me = session.get(f"{strict.url}/pln/v1/staff/me", timeout=60).json()
    assert me["must_change"] is False, "no password of ours was used"


@pytest.mark.parametrize(
    "claims",
    [{}, {"acr": "aal1"}, {"acr": ["aal2"]}, {"amr": ["pwd"]}, {"amr": "mfa"}, {"amr": [{"mfa": 1}]}, {"auth_time": 1},
     {"auth_time": "now"}],
)  # fmt: skip
def test_a_weak_old_or_silent_one_opens_nothing(
    strict: Running, provider: Provider, claims: dict[str, Any]
) -> None:
    at = strict.gateway.clock.now().timestamp()
    good = {"acr": "aal3", "amr": ["mfa"], "auth_time": at} if claims else {}
    provider.claims = good | claims
    session = browser()
    assert "#oidc" in go(strict, session).text
    assert not signed_in(strict, session)
