"""Composition root of a visit process: the only place that builds and wires everything a visit needs."""

from __future__ import annotations

import argparse
import logging
import select
import sys
from collections.abc import Sequence

from kiosk.demo_clock import clock_for
from kiosk.keeper.confine import confine
from kiosk.keeper.link import Link, LinkClosed, Message
from kiosk.visit.flow import Flow
from kiosk.visit.hardware import Hardware
from kiosk.visit.jobs import Jobs
from kiosk.visit.profile import VisitProfile
from legalnet.redaction import set_up

HELLO_S = 20.0


def main(argv: Sequence[str] | None = None) -> int:
    """Run one visit until it is killed; the keeper at the other end of the line starts and ends it."""
    parser = argparse.ArgumentParser(prog="kiosk.app", description=main.__doc__)
    parser.add_argument("--link-fd", type=int, required=True, help="inherited end of the line to the keeper")
    args = parser.parse_args(argv)
    set_up(logging.INFO, "%(levelname)s %(name)s: %(message)s")
    confine()
    link = Link.from_fd(args.link_fd)
    profile, heard = await_profile(link)
    return run(profile, link, heard)


def await_profile(link: Link) -> tuple[VisitProfile, list[Message]]:
    """What the keeper tells first, and what it said right after. Raises `LinkClosed` when it says something else."""
    pending: list[Message] = []
    while not pending:
        if not select.select([link], [], [], HELLO_S)[0]:
            raise LinkClosed("no hello")
        pending = link.receive()
    if pending[0]["kind"] != "hello" or not isinstance(pending[0].get("profile"), dict):
        raise LinkClosed("no hello")
    return VisitProfile.from_json(pending[0]["profile"]), pending[1:]


def run(profile: VisitProfile, link: Link, heard: list[Message]) -> int:
    """Build the flow and its scene, say ready, and show it when told."""
    from kiosk.ui.app_window import build_window
    from kiosk.ui.frames import FrameCounter

    clock = clock_for(profile.clock_file, profile.devices.simulated)
    hardware = Hardware(profile, clock)
    flow = Flow(profile, link, hardware, Jobs(), clock)
    app, engine, window = build_window(flow, (profile.width, profile.height), profile.fullscreen)

    def show() -> None:
        if profile.driver_socket and profile.devices.simulated:
            from kiosk.ui.driver import open_driver

            open_driver(profile.driver_socket, window, flow)
        hardware.start()
        flow.pulse.drawn = FrameCounter(window, engine).drawn
        window.show()

    flow.on_show = show
    flow.hear(heard)
    link.send("ready")
    flow.warm_up()
    return int(app.exec())


if __name__ == "__main__":
    sys.exit(main())
