"""Time stamps (RFC 3161) for pyHanko over whatever way there is: the terminal's keeper, or the province's own line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asn1crypto import tsp
    from pyhanko.sign.timestamps import TimeStamper


def stamper(ask: Callable[[bytes], bytes]) -> TimeStamper:
    """A time authority behind `ask`, which takes a query and returns the answer, both DER, in the thread that signs.

    What `ask` raises passes through. An answer that cannot be read, holds no stamp, or is about another digest than was
    asked for (RFC 3161 section 2.4.2) is a `TimestampRequestError`; pyHanko reads the status and compares the nonce.
    """
    from asn1crypto import tsp
    from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError

    class Line(TimeStamper):
        async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
            """Called by pyHanko."""
            try:
                answer = tsp.TimeStampResp.load(ask(req.dump()))
                if _digest_of(answer) != _asked(req):
                    raise TimestampRequestError("a time stamp of something else")
            except (ValueError, TypeError, KeyError, AttributeError):
                raise TimestampRequestError("no time stamp") from None
            return answer

    return Line()  # type: ignore[no-untyped-call]


def _digest_of(answer: tsp.TimeStampResp) -> bytes:
    content = answer["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
    return bytes(content["message_imprint"].native["hashed_message"])


def _asked(query: tsp.TimeStampReq) -> bytes:
    return bytes(query["message_imprint"].native["hashed_message"])
