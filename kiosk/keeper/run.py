"""Composition root of the keeper: reads the settings and wires memory, uplink and visits."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import SystemRandom
from typing import Any

from kiosk.clock import Clock
from kiosk.demo_clock import clock_for
from kiosk.keeper.asking import AskingDesk
from kiosk.keeper.back_door import BackDoor, door_of
from kiosk.keeper.compositor import Compositor, monitor_on, wayland
from kiosk.keeper.confine import adopt_orphans
from kiosk.keeper.deposits import DepositDesk
from kiosk.keeper.drafts import Drafts
from kiosk.keeper.events import EventFollower, EventLog
from kiosk.keeper.keeper import Keeper
from kiosk.keeper.memory import Events, Memory, Parts
from kiosk.keeper.network import NetworkWatch
from kiosk.keeper.province_key import ProvinceKey
from kiosk.keeper.reference import SHELF, ReferenceKeeper, kept_file
from kiosk.keeper.revocations import Places, RevocationLists
from kiosk.keeper.rooms import RoomDesk
from kiosk.keeper.signing import SigningDesk
from kiosk.keeper.vault import Vault
from kiosk.keeper.visits import ForeignFolder, VisitProcess, Visits
from kiosk.keeper.watchdog import Watchdog, notifier
from kiosk.rooms.pages import built
from kiosk.settings import MemorySettings, Province, Settings, Terminal
from kiosk.upkeep.care import Care
from kiosk.upkeep.logring import LogRing
from kiosk.upkeep.setup import SetupDesk, stage_of
from kiosk.uplink.client import ProvinceUplink
from kiosk.uplink.identity import KEY_FILE, Enrolment, NotEnrolled, load_enrolment, load_or_create_key
from kiosk.visit.profile import Devices, VisitProfile
from kiosk.voice.addresses import VoiceAddresses
from offline_cache.cache import Cache
from offline_cache.errors import InUse
from offline_cache.room import MIB, Limits
from offline_cache.sync import SyncEngine
from offline_cache.uplink import Companion, Offline, Reply, Uplink

log = logging.getLogger(__name__)


class NoProvince:
    """The uplink of a terminal that was never enrolled: everything waits."""

    carries = 0

    def upload_blob(self, digest: str, size: int, path: Path) -> None:  # noqa: ARG002
        """Not now."""
        raise Offline("not_enrolled")

    def submit(self, key: str, header: bytes, along: Sequence[Companion] = ()) -> Reply:  # noqa: ARG002
        """Not now."""
        raise Offline("not_enrolled")

    def query(self, key: str) -> Reply | None:  # noqa: ARG002
        """Not now."""
        raise Offline("not_enrolled")

    def probe(self) -> str:
        """Why it is down."""
        return "not_enrolled"


MANAGER = ("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID")

EXPENDABLE = tuple(f"{SHELF}{name}" for name in ("laws", "directory", "notices"))
"""What is let go of when room is short, the least needed first. The catalogue by which filings are judged and the
calendar by which days are reckoned stay; both are small."""


def build(settings: Settings, clock: Clock) -> Keeper:
    """A keeper for these settings, also over a memory that cannot be opened. Raises `InUse`."""
    ring = LogRing()
    logging.getLogger().addHandler(ring)
    folder = settings.terminal.folder
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    enrolment, uplink = connect(folder, settings.province, clock)
    province = uplink if isinstance(uplink, ProvinceUplink) else None
    limits = limits_of(settings.memory)

    def parts(events: Events) -> Parts:
        cache = Cache.open(folder / "cache", clock, limits=limits)
        try:
            return wired(cache, folder, uplink, clock, events)
        except BaseException:
            cache.close()
            raise

    memory = Memory(parts, folder, clock)
    places = Places(folder, settings.signing.timestamp_list, settings.signing.timestamp_roots)
    lists = RevocationLists(places, memory, province, clock)
    signing = SigningDesk(folder, province, settings.signing.timestamp_url, clock, lists)
    visits = Visits(settings.terminal.memory, clock, environment=visit_environment(folder))
    key = ProvinceKey(folder, enrolment, province, clock)

    cared: list[Care] = []

    def profile(visit: VisitProcess) -> VisitProfile:
        told = profile_for(settings, key.enrolment, visit)
        told = told._replace(setup=stage_of(folder) if settings.terminal.wizard else "")
        return told._replace(closed=cared[0].closed, ticket=cared[0].admission.needed) if cared else told

    asking, evidence = AskingDesk(province), DepositDesk(folder, province, memory)
    rooms = RoomDesk(province, enrolment.url if enrolment else "", settings.province.ca)
    watch = NetworkWatch(uplink.probe, clock)
    keeper = Keeper(memory, visits, watch, (key,), profile, signing, asking, clock, evidence, rooms)
    care = attach_care(keeper, settings, enrolment, province, (memory, visits, watch), clock, ring)
    cared.append(care)
    attach_setup(keeper, settings, clock)
    return keeper


def attach_care(  # noqa: PLR0917 - what the keeper was made of
    keeper: Keeper,
    settings: Settings,
    enrolment: Enrolment | None,
    province: ProvinceUplink | None,
    parts: tuple[Memory, Visits, NetworkWatch],
    clock: Clock,
    ring: LogRing,
) -> Care:
    """Heartbeat, remote actions, tickets and bundles, looked after and heard by the keeper."""
    memory, visits, watch = parts

    def letters() -> list[dict[str, Any]]:
        """What waits, in codes; nothing while the memory is closed."""
        return list(keeper.answer({"kind": "letters"}).get("items", ()))

    care = Care(
        settings,
        enrolment,
        province,
        memory,
        visits,
        watch,
        keeper.status,
        letters,
        clock,
        SystemRandom(),
        ring,
    )
    keeper.follow(care)
    keeper.on_upkeep = care.hear
    return care


def attach_setup(keeper: Keeper, settings: Settings, clock: Clock) -> None:
    """The first start, heard before everything else about the machine."""
    setup, others = SetupDesk(settings, clock, keeper.begin_anew), keeper.on_upkeep

    def hear(visit: VisitProcess, message: dict[str, Any]) -> None:
        if str(message["kind"]).startswith("setup_"):
            setup.hear(message, visit.say)
        else:
            others(visit, message)

    keeper.follow(setup)
    keeper.on_upkeep = hear


def limits_of(settings: MemorySettings) -> Limits:
    """The settings in bytes."""
    return Limits(settings.budget_mb * MIB, settings.spare_mb * MIB, EXPENDABLE)


def wired(cache: Cache, folder: Path, uplink: Uplink, clock: Clock, events: Events) -> Parts:
    """All that lives by an open memory."""
    vault = Vault(cache)
    engine = SyncEngine(cache.outbox, cache.blobs, uplink, clock, SystemRandom(), events.put, vault)
    province = uplink if isinstance(uplink, ProvinceUplink) else None
    reference = ReferenceKeeper(folder, cache.records, province, clock, cache.larder.fits_again)
    follower = EventFollower(province, EventLog(cache.records), clock)
    return Parts(cache, vault, Drafts(cache.records, clock), engine, reference, follower)


def visit_environment(folder: Path) -> dict[str, str]:
    """The keeper's own, and where visits keep compiled QML and drawn artwork, the only files that outlive them.

    But for the service manager's socket: only the keeper says that all is well.
    """
    kept = {name: value for name, value in os.environ.items() if name not in MANAGER}
    return kept | {"QML_DISK_CACHE_PATH": str(folder / "scene")}


def connect(
    folder: Path, province: Province, clock: Clock
) -> tuple[Enrolment | None, ProvinceUplink | NoProvince]:
    """The enrolment and the uplink it gives; without one, nothing can be sealed and the screen says so."""
    try:
        enrolment = load_enrolment(folder)
    except NotEnrolled as error:
        log.error("%s", error)
        return None, NoProvince()
    if province.url and province.url != enrolment.url:
        log.info("the settings name another address for the province than the enrolment; the settings win")
        enrolment = Enrolment(**{**vars(enrolment), "url": province.url})
    key = load_or_create_key(folder / KEY_FILE)
    return enrolment, ProvinceUplink(
        enrolment, key, clock, ca=province.ca, boot_id=boot_id(), trusted=folder / "trusted"
    )


def profile_for(settings: Settings, enrolment: Enrolment | None, visit: VisitProcess) -> VisitProfile:
    """What one visit process is told."""
    given = dict(enrolment.profile) if enrolment else {}
    terminal, devices = settings.terminal, settings.devices
    return VisitProfile(
        terminal_id=enrolment.terminal_id if enrolment else "",
        place=terminal.place or str(given.get("place", "")),
        region=str(given.get("region", "")),
        court=str(given.get("court", "")),
        network=str(given.get("network", "省公共法律服务网")),
        province_key=enrolment.sealing_key if enrolment else "",
        key_id=enrolment.key_id if enrolment else "",
        rooms=terminal.video_calls and enrolment is not None and built(),
        catalogue_file=kept_file(terminal.folder, "catalogue"),
        reference_folder=str(terminal.folder.absolute() / "reference"),
        laws_file=str(terminal.laws_file.absolute()),
        position=terminal.position,
        journal_folder=str(terminal.folder / "journals"),
        folder=str(visit.folder),
        boot_id=boot_id(),
        featured=terminal.featured,
        language=terminal.language,
        help_number=terminal.help_number,
        **ways_in(terminal, given),
        idle_s=settings.visit.idle_s,
        ending_s=settings.visit.ending_s,
        help_s=settings.visit.help_s,
        width=settings.screen.width,
        height=settings.screen.height,
        fullscreen=settings.screen.fullscreen,
        driver_socket=settings.demo.driver_socket,
        clock_file=settings.demo.clock_file,
        photo_library=settings.photo.library,
        photo_symbol=settings.photo.symbol,
        photo_flag=settings.photo.flag,
        photo_order=settings.photo.order,
        voice=voice_addresses(settings),
        devices=Devices(**devices.model_dump(include=set(Devices._fields))),
    )


def ways_in(terminal: Terminal, given: Mapping[str, Any]) -> dict[str, Any]:
    """What lets attendants and technicians in: hashes of PINs, the site's before the province's, and cards of both."""
    pins = ("staff_pin_hash", "technician_pin_hash")
    cards = (*terminal.service_cards.split(), *map(str, given.get("service_cards") or ()))
    return {name: getattr(terminal, name) or str(given.get(name) or "") for name in pins} | {
        "service_cards": cards
    }


def voice_addresses(settings: Settings) -> VoiceAddresses:
    """Sound devices, and the model if one was installed."""
    given = settings.voice.model_dump()
    return VoiceAddresses(model=str(settings.voice_model) if settings.voice_model.is_dir() else "", **given)


def boot_id() -> str:
    """This start of the machine, for honest time."""
    path = Path("/proc/sys/kernel/random/boot_id")
    return path.read_text(encoding="ascii").strip() if path.exists() else "unknown"


def open_back_door(keeper: Keeper, path: Path) -> None:
    """Let a technician's commands in; residents are served without it as well."""
    try:
        keeper.follow(BackDoor(path, keeper.answer))
    except OSError as error:
        log.error("the technician's commands cannot reach the running terminal: %s", type(error).__name__)


def watch_over(keeper: Keeper, environment: dict[str, str]) -> None:
    """Tell the service manager how it is, where one wants to hear it."""
    notify = notifier(environment)
    if notify is not None:
        compositor = Compositor(wayland(environment), keeper.clock)
        keeper.follow(Watchdog(notify, keeper.visits, compositor, monitor_on, keeper.clock))


def run(settings: Settings) -> int:
    """`main.py run`: until told to end; 1 when another keeper serves this terminal, or its folders are another's."""
    adopt_orphans()
    try:
        devices = Devices(**settings.devices.model_dump(include=set(Devices._fields)))
        again = True
        while again:
            keeper = build(settings, clock_for(settings.demo.clock_file, devices.simulated))
            open_back_door(keeper, door_of(settings.terminal.memory, settings.terminal.folder))
            watch_over(keeper, dict(os.environ))
            keeper.run()
            again = keeper.again
    except InUse as error:
        log.error("the terminal's memory cannot be used: %s (%s)", error.code, error)
        return 1
    except ForeignFolder as error:
        log.error("%s", error)
        return 1
    return 0
