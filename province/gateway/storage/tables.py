"""The province's tables. Nothing in them is personal: answers and documents stay sealed in files.

Instants are RFC 3339 text in UTC (`clock.stamp`), except nonces, which are compared as numbers.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

terminals = Table(
    "terminals",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("public_key", String(64), nullable=False, unique=True),
    Column("profile", Text, nullable=False),
    Column("enrolled_at", String(40), nullable=False),
    Column("revoked_at", String(40)),
)
"""Enrolled terminals; `public_key` is Base64 of the raw Ed25519 key, `profile` JSON."""

certificates = Table(
    "certificates",
    metadata,
    Column("serial", String(40), primary_key=True),
    Column("terminal_id", String(40), ForeignKey("terminals.id"), nullable=False),
    Column("issued_at", String(40), nullable=False),
)
"""Certificates that terminals sign papers with, by their serial number in hex (20 bytes at most, RFC 5280); those of a
revoked terminal make the revocation list."""

enrol_codes = Table(
    "enrol_codes",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("expires_at", String(40), nullable=False),
    Column("terminal_id", String(40), ForeignKey("terminals.id")),
    Column("used_at", String(40)),
)
"""One-time codes by their SHA-256; a used one names the terminal it made."""

nonces = Table(
    "nonces",
    metadata,
    Column("terminal_id", String(40), primary_key=True),
    Column("nonce", String(64), primary_key=True),
    Column("expires", BigInteger, nullable=False),
    Index("nonces_expires", "expires"),
)
"""Nonces of signatures that are still inside the time window; `expires` in Unix seconds."""

files = Table(
    "files",
    metadata,
    Column("terminal_id", String(40), ForeignKey("terminals.id"), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("created_at", String(40), nullable=False),
    Column("completed_at", String(40)),
)
"""Sealed files as announced; complete when the digest was verified."""

submissions = Table(
    "submissions",
    metadata,
    Column("submission_id", String(64), primary_key=True),
    Column("number", String(32), nullable=False, unique=True),
    Column("terminal_id", String(40), ForeignKey("terminals.id"), nullable=False),
    Column("matter_code", String(32), nullable=False),
    Column("catalogue_version", String(80), nullable=False),
    Column("status", String(32), nullable=False),
    Column("envelope", Text, nullable=False),
    Column("envelope_sha256", String(64), nullable=False),
    Column("acknowledgement", LargeBinary, nullable=False),
    Column("committed_at", String(40), nullable=False),
    Column("received_at", String(40), nullable=False),
    Index("submissions_received", "received_at"),
    Index("submissions_of_terminal", "terminal_id", "envelope_sha256"),
)
"""What was taken in; `acknowledgement` is the answer's exact bytes, given again to every repeat."""

counters = Table(
    "counters",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", BigInteger, nullable=False),
)
"""Running numbers, such as the last 回执号 of a region and day."""

work_orders = Table(
    "work_orders",
    metadata,
    Column("order_no", String(32), primary_key=True),
    Column("submission_id", String(64), ForeignKey("submissions.submission_id"), unique=True),
    Column("channel", String(16), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("service", String(32), nullable=False),
    Column("urgency", String(16), nullable=False),
    Column("region_code", String(12), nullable=False),
    Column("status", String(16), nullable=False),
    Column("created_at", String(40), nullable=False),
    Column("rev", Integer, nullable=False),
    Column("holder", String(32), nullable=False, server_default=""),
    Column("parent", String(32), nullable=False, server_default=""),
    Column("about", String(32), nullable=False, server_default=""),
    Column("unit", String(80), nullable=False, server_default=""),
    Column("terminal_id", String(40), nullable=False, server_default=""),
    Column("urges", Integer, nullable=False, server_default="0"),
    Column("score", Integer),
    Index("work_orders_holder", "holder"),
    Index("work_orders_about", "about"),
)
"""工单 made from request submissions (who asks and what is written stays sealed there), from urging and complaints.

`holder` is the keyed mark of whoever asks; `about` the number it is about, `parent` the order it complains of."""

catalogues = Table(
    "catalogues",
    metadata,
    Column("version", String(80), primary_key=True),
    Column("bundle", LargeBinary, nullable=False),
    Column("published_at", String(40), nullable=False),
)
"""Every catalogue that was published, so that a late filing is judged by the rules it was made with."""

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", String(40), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("action", String(64), nullable=False),
    Column("subject", String(160), nullable=False),
)
"""Who looked at or did what; subjects are numbers and codes, never names."""

audit_links = Table(
    "audit_links",
    metadata,
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    Column("audit_id", BigInteger, nullable=False, unique=True),
    Column("at", String(40), nullable=False),
    Column("link", String(64), nullable=False),
)
"""The audit's chain of hashes (`ledger.chain`); `place` is its own order."""

event_logs = Table(
    "event_logs",
    metadata,
    Column("terminal_id", String(40), ForeignKey("terminals.id"), primary_key=True),
    Column("log", String(32), nullable=False),
    Column("last", BigInteger, nullable=False),
)
"""The log of each terminal: its random id and the number of its last event; the row is locked to append."""

events = Table(
    "events",
    metadata,
    Column("terminal_id", String(40), ForeignKey("terminals.id"), primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("key", String(64), nullable=False),
    Column("at", String(40), nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("terminal_id", "key", name="events_key"),
)
"""What a terminal is told, as JSON of `legalnet.events`: codes and marks only."""

bundles = Table(
    "bundles",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("serial", BigInteger, primary_key=True),
    Column("items", LargeBinary, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("published_at", String(40), nullable=False),
)
"""Published collections as canonical JSON of their items; the latest serials, to make differences from."""

evidence_heads = Table(
    "evidence_heads",
    metadata,
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("root", LargeBinary, nullable=False),
    Column("note", Text, nullable=False),
    Column("checkpoint", Text, nullable=False),
    Column("published", Boolean, nullable=False),
)
"""One signed head a size, for ever; `checkpoint` has the cosignatures too."""

evidence_tiles = Table(
    "evidence_tiles",
    metadata,
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
)
"""Tiles of hashes as wide as they are now; a narrower one is how it begins."""

evidence_deposits = Table(
    "evidence_deposits",
    metadata,
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    Column("code", String(20), nullable=False, unique=True),
    Column("key", String(128), nullable=False, unique=True),
    Column("terminal_id", String(40), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("salt", LargeBinary),
    Column("entry", LargeBinary, nullable=False),
)
"""Deposits by their place in the log; `salt` becomes null when its owner has it destroyed."""
staff_accounts = Table(
    "staff_accounts",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("display", String(40), nullable=False),
    Column("roles", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("totp", LargeBinary, nullable=False),
    Column("last_counter", BigInteger, nullable=False),
    Column("card", Text, nullable=False),
    Column("oidc_subject", String(256), unique=True),
    Column("created_at", String(40), nullable=False),
    Column("disabled_at", String(40)),
    Column("given_out", Integer, nullable=False, server_default="0"),
)
"""Who works at the desk; `totp` is sealed, `card` JSON of what residents may see, `roles` a JSON list; `given_out` is 1
while the password is the one that was made for them, which they must change first."""

staff_sessions = Table(
    "staff_sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("account", String(40), ForeignKey("staff_accounts.name"), nullable=False),
    Column("csrf", String(32), nullable=False),
    Column("opened_at", String(40), nullable=False),
    Column("seen_at", String(40), nullable=False),
    Column("place", LargeBinary),
    Column("vouched", Integer, nullable=False, server_default="0"),
    Index("staff_sessions_seen", "seen_at"),
)
"""Signed-in browsers by the SHA-256 of their token; `place` is sealed: the address and program they signed in with;
`vouched` is 1 where an identity provider said who it is."""

staff_tries = Table(
    "staff_tries",
    metadata,
    Column("account", String(64), primary_key=True),
    Column("failed", Integer, nullable=False),
    Column("until", String(40), nullable=False),
)
"""Failed sign-ins by the SHA-256 of the name given, whether such an account exists or not."""

staff_presence = Table(
    "staff_presence",
    metadata,
    Column("account", String(40), ForeignKey("staff_accounts.name"), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("services", Text, nullable=False),
    Column("at", String(40), nullable=False),
)
"""Who takes calls now; `services` a JSON list."""

rooms = Table(
    "rooms",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("state", Text, nullable=False),
    Column("created_at", String(40), nullable=False),
    Column("closed_at", String(40)),
)
"""Video rooms; `state` is JSON of `legalnet.rooms.RoomState`: seats, roles and stages, no names, no words said."""

room_tokens = Table(
    "room_tokens",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("room_id", String(32), ForeignKey("rooms.id"), nullable=False),
    Column("person", String(64), nullable=False),
    Column("role", String(16), nullable=False),
    Column("expires_at", String(40), nullable=False),
    Column("used_at", String(40)),
    Index("room_tokens_expire", "expires_at"),
)
"""Single-use ways into a room by their SHA-256; `person` is an account or a ticket, never a name."""

room_log = Table(
    "room_log",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("room_id", String(32), ForeignKey("rooms.id"), nullable=False),
    Column("at", String(40), nullable=False),
    Column("seat", String(16), nullable=False),
    Column("action", String(32), nullable=False),
    Column("subject", String(160), nullable=False),
    Index("room_log_of_room", "room_id", "id"),
)
"""What happened in a room: who came, went, was let in, when the record stood or paused. Codes only."""

tickets = Table(
    "tickets",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("service", String(32), nullable=False),
    Column("number", Integer, nullable=False),
    Column("terminal_id", String(40), ForeignKey("terminals.id"), nullable=False),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("state", String(16), nullable=False),
    Column("topic", LargeBinary, nullable=False),
    Column("level", String(4), nullable=False),
    Column("marks", Text, nullable=False),
    Column("returned", Integer, nullable=False),
    Column("joined_at", String(40), nullable=False),
    Column("seen_at", String(40), nullable=False),
    Column("offered_to", String(40)),
    Column("offer_until", String(40)),
    Column("passed", Text, nullable=False),
    Column("checked", Text, nullable=False),
    Column("room_id", String(32), ForeignKey("rooms.id")),
    Column("accepted_at", String(40)),
    Column("ended_at", String(40)),
    Column("outcome", String(32)),
    Column("score", Integer),
    Index("tickets_waiting", "service", "state", "joined_at"),
)
"""Who waits for a person at the other end; `topic` is sealed, `marks` keyed hashes of names and numbers."""

conflicts = Table(
    "conflicts",
    metadata,
    Column("account", String(40), ForeignKey("staff_accounts.name"), primary_key=True),
    Column("mark", String(64), primary_key=True),
    Column("register", String(16), primary_key=True),
)
"""Whom an account advised, acts for or recuses itself from, as keyed hashes."""

bookings = Table(
    "bookings",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("service", String(32), nullable=False),
    Column("terminal_id", String(40), ForeignKey("terminals.id"), nullable=False),
    Column("way", String(16), nullable=False),
    Column("starts", String(40), nullable=False),
    Column("contact", LargeBinary),
    Column("topic", LargeBinary, nullable=False),
    Column("state", String(16), nullable=False),
    Column("created_at", String(40), nullable=False),
    Index("bookings_starts", "service", "starts"),
)
"""Times agreed for a call or a visit; the number to call and the topic are sealed."""

opinions = Table(
    "opinions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("room_id", String(32), ForeignKey("rooms.id"), nullable=False),
    Column("account", String(40), ForeignKey("staff_accounts.name"), nullable=False),
    Column("rev", Integer, nullable=False),
    Column("draft", LargeBinary, nullable=False),
    Column("pdf", LargeBinary),
    Column("sha256", String(64)),
    Column("signed_at", String(40)),
    Column("printed", String(16)),
)
"""Written legal opinions of a room; draft and PDF are sealed."""
