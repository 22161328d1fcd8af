"""The `gateway` command line, light enough to be mounted beside all others."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_commands(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Mount `gateway` on the main command line."""
    parser = subparsers.add_parser(
        "gateway",
        help="run the province's gateway",
        description="Run the reference gateway of the provincial legal network on this machine.",
    )
    _serving(parser)
    _media(parser)
    _at_once(parser)
    parser.set_defaults(run=run)
    _audit(
        subparsers.add_parser(
            "audit",
            help="follow the chain of the province's audit",
            description="Whether any row of who did what was changed, taken out or put in afterwards.",
        )
    )
    _recording(
        subparsers.add_parser(
            "recording",
            help="sealed records of rooms: verify or open them",
            description="Tell whether the sealed records of rooms are intact, or open one.",
        )
    )
    _staff(
        subparsers.add_parser(
            "staff",
            help="accounts of lawyers, mediators, clerks and others at the province",
            description="Make, list, close and renew the accounts of those who work at the staff desk.",
        )
    )


def _audit(parser: argparse.ArgumentParser) -> None:
    """Where it lies."""
    parser.set_defaults(run=run_audit)
    parser.add_argument("--data", type=Path, required=True, help="the gateway's data folder")
    parser.add_argument("--database", help="as the gateway was told")


def _recording(parser: argparse.ArgumentParser) -> None:
    """Its two actions."""
    parser.set_defaults(run=run_recording)
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    verify = actions.add_parser(
        "verify", help="is every file there and unchanged, the chain whole? 0 yes, 1 no"
    )
    opened = actions.add_parser("open", help="open a room's record with the province's key")
    for action in (verify, opened):
        action.add_argument("--data", type=Path, required=True, help="the gateway's data folder")
        action.add_argument("--database", help="as the gateway was told")
    verify.add_argument("--room", help="one room (default: all)")
    opened.add_argument("--room", required=True, help="which room")
    opened.add_argument("--out", type=Path, required=True, help="folder for the opened files")


def _staff(parser: argparse.ArgumentParser) -> None:
    """Its four actions."""
    parser.set_defaults(run=run_staff)
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="make an account; prints its password and TOTP address once")
    listing = actions.add_parser("list", help="name, state, roles and display name of every account")
    disable = actions.add_parser("disable", help="close an account and end its sessions at once")
    reset = actions.add_parser("reset", help="give an account a new password and TOTP secret")
    for action in (add, listing, disable, reset):
        action.add_argument("--data", type=Path, required=True, help="the gateway's data folder")
        action.add_argument("--database", help="as the gateway was told")
    for action in (add, disable, reset):
        action.add_argument("name", help="name of the account")
    roles = ("lawyer", "mediator", "judge", "clerk", "notary", "interpreter", "staff", "admin")
    add.add_argument("--role", action="append", required=True, choices=roles, help="may be given repeatedly")
    add.add_argument("--display", help="the name that residents and colleagues read")
    add.add_argument("--firm", default="", help="law firm or office, as residents read it")
    add.add_argument("--licence", default="", help="licence number, as residents read it")
    add.add_argument(
        "--oidc-subject", help="subject at the identity provider that may sign in as this account"
    )


def _serving(parser: argparse.ArgumentParser) -> None:
    """What it listens on, and where everything lies."""
    parser.add_argument("--data", type=Path, required=True, help="folder of database, keys and sealed files")
    parser.add_argument("--host", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, help="port to listen on (default: a free one)")
    parser.add_argument(
        "--database", help="sqlite:///path or postgresql://... (default: SQLite in the data folder)"
    )
    parser.add_argument("--blobs", help="s3://bucket?endpoint=... (default: a folder in the data folder)")
    parser.add_argument("--nats", help="nats://host:4222, where several gateways tell each other what is new")
    parser.add_argument(
        "--catalogue", type=Path, help="folder of matter definitions (default: the built-in ones)"
    )
    parser.add_argument(
        "--ready-file",
        type=Path,
        help="written when listening: JSON with url, enrol_code, staff_password_file",
    )
    parser.add_argument(
        "--reference", type=Path, help="folder of directory, laws, notices (default: small built-in ones)"
    )
    parser.add_argument(
        "--demo-data",
        action="store_true",
        default=None,
        help="fill in made-up places, people, cases and papers, once",
    )
    parser.add_argument(
        "--fault",
        action="append",
        metavar="NAME[:COUNT]",
        help="act out trouble for tests: slow, 500, twice-ack, drop-after-commit",
    )


def _media(parser: argparse.ArgumentParser) -> None:
    """Programs of other makers that it runs beside itself."""
    parser.add_argument(
        "--with-janus",
        action="store_true",
        default=None,
        help="run Debian's Janus as media server for rooms of three and more, and for records",
    )
    parser.add_argument(
        "--with-turn", action="store_true", default=None, help="run Debian's coturn as media relay"
    )


def _at_once(parser: argparse.ArgumentParser) -> None:
    """What is done at once, without serving."""
    parser.add_argument(
        "--commits",
        metavar="TERMINAL",
        help="print the order of a terminal's commits as JSON lines and stop",
    )
    parser.add_argument(
        "--publish", action="store_true", help="publish what changed in catalogue and reference, and stop"
    )
    parser.add_argument(
        "--tell",
        metavar="TERMINAL",
        help="enter events for a terminal, one JSON object a line on standard input",
    )
    parser.add_argument(
        "--new-sealing-key",
        action="store_true",
        help="make a fresh key for terminals to seal to, keep the earlier one, and stop; then start again",
    )
    parser.add_argument("--new-code", action="store_true", help="print a one-time enrolment code and stop")


def run(arguments: argparse.Namespace) -> int:
    """The command; returns the exit code: 0 done, 2 wrong use or settings."""
    from province.gateway.command import gateway

    return gateway(arguments)


def run_audit(arguments: argparse.Namespace) -> int:
    """The command; returns the exit code: 0 all fits, 1 something does not, 2 it could not be read."""
    from province.gateway.ledger.command import audit

    return audit(arguments)


def run_recording(arguments: argparse.Namespace) -> int:
    """The command; returns the exit code: 0 intact or opened, 1 not, 2 wrong use or settings."""
    from province.gateway.media.command import recording

    return recording(arguments)


def run_staff(arguments: argparse.Namespace) -> int:
    """The command; returns the exit code: 0 done, 1 not done, 2 wrong use or settings."""
    from province.gateway.accounts.command import staff

    return staff(arguments)
