"""The staff desk's pages, when they were built: files only, with a policy that lets nothing in from elsewhere."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

BUILT = Path(__file__).parents[2] / "web" / "dist" / "desk"
"""Where `make web` puts them."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self' ws: wss:; media-src 'self' blob: mediastream:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(self), microphone=(self), geolocation=()",
}


class Pages(StaticFiles):
    """The built files; names with a digest in them may be kept for ever, the page itself never."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Called for each file."""
        answer = await super().get_response(path, scope)
        answer.headers.update(HEADERS)
        kept = "public, max-age=31536000, immutable" if path.startswith("assets/") else "no-cache"
        answer.headers["Cache-Control"] = kept
        return answer


def routes(built: Path = BUILT) -> list[Route | Mount]:
    """What serves the desk under /desk/; nothing where it was not built."""
    if not (built / "index.html").exists():
        return []

    async def to_desk(_request: Request) -> Response:
        """The folder's own address."""
        return RedirectResponse("/desk/", 308)

    return [Route("/desk", to_desk), Mount("/desk", Pages(directory=built, html=True))]
