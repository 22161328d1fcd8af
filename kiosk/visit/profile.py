"""What a visit process is told at its start; tuples, as dataclasses of that size take 4 ms to make at each start."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from kiosk.voice.addresses import VoiceAddresses


class Devices(NamedTuple):
    """Addresses of the devices, empty where there is none; `sim:` marks a simulated one."""

    id_reader: str = ""
    receipt_printer: str = ""
    page_printer: str = ""
    face_camera: str = ""
    document_camera: str = ""
    ptz_camera: str = ""
    qr_scanner: str = ""
    relays: str = ""
    ups: str = ""

    @property
    def simulated(self) -> bool:
        """Whether any of them is simulated: the screen then says 演示."""
        return any(value.startswith("sim:") for value in self)


class VisitProfile(NamedTuple):
    """The terminal as one visit needs to know it; nothing secret but the hashes of PINs."""

    terminal_id: str
    place: str
    region: str
    court: str
    network: str
    """Name of the provincial legal network, for what does not go to a court."""
    province_key: str
    """Base64 of the province's public sealing key."""
    key_id: str
    catalogue_file: str = ""
    """A verified bundle, or empty for the catalogue that came with the software."""
    reference_folder: str = ""
    """Where the published notices, directory and calendar lie; a file of each, or none yet."""
    laws_file: str = ""
    """The index of the statutes that the site took in; there may be none."""
    position: str = ""
    """Longitude and latitude of the terminal, `120.1512,30.2871`; empty: the place of that name in the directory."""
    journal_folder: str = ""
    """Where the printers' journals are kept."""
    folder: str = ""
    """The visit's own folder on tmpfs."""
    boot_id: str = ""
    clock_uncertainty_s: float = 5.0
    featured: str = "owed"
    language: str = "zh"
    help_number: str = "12348"
    staff_pin_hash: str = ""
    """`scrypt$<salt hex>$<hash hex>`; empty when the site has no attendant."""
    technician_pin_hash: str = ""
    """The same for who repairs the terminal; empty closes the technician's screen."""
    service_cards: tuple[str, ...] = ()
    """Enrolled service cards (`kiosk.visit.service_card.KEPT`); each opens the page that asks for that PIN."""
    idle_s: float = 90.0
    ending_s: float = 60.0
    help_s: float = 90.0
    """After 找人帮忙: how long until the other ways are offered and a work order is left."""
    width: int = 1080
    height: int = 1920
    fullscreen: bool = True
    driver_socket: str = ""
    """Only in demonstrations: where the tour may touch the screen."""
    suite: str = "aes256gcm-sha256"
    """How filings are sealed, see `legalnet.sealing.Suite`."""
    clock_file: str = ""
    """Only in demonstrations: by how many seconds the clock is off."""
    photo_library: str = ""
    """The card vendor's decoder of photos, empty where there is none; the next three say how it is called."""
    photo_symbol: str = "unpack"
    photo_flag: int = 0
    photo_order: Literal["bgr", "rgb"] = "bgr"
    rooms: bool = False
    """Whether people can be called from here: the page of a call was built, and a province is known."""
    closed: bool = False
    """Whether the province took the terminal out of service."""
    ticket: bool = False
    """Whether a technician needs the province's ticket beside the PIN."""
    devices: Devices = Devices()
    voice: VoiceAddresses = VoiceAddresses()

    setup: str = ""
    """Where the first start stands: `enrol`, `devices`; empty where the terminal may serve."""

    @property
    def first_screen(self) -> str:
        """What a visit begins with."""
        return "setup" if self.setup else "idle" if self.serves else "out_of_service"

    @property
    def serves(self) -> bool:
        """Whether residents can be served: enrolled, and not closed."""
        return bool(self.province_key) and not self.closed

    def to_json(self) -> dict[str, Any]:
        """For the line to the visit."""
        return {**self._asdict(), "devices": self.devices._asdict(), "voice": self.voice._asdict()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> VisitProfile:
        """Back from the line; unknown keys are dropped, so that keeper and visit may differ by a version."""
        values = {key: value for key, value in data.items() if key in cls._fields}
        values["devices"] = Devices(**_known(values.get("devices", {}), Devices._fields))
        values["voice"] = VoiceAddresses(**_known(values.get("voice", {}), VoiceAddresses._fields))
        values["service_cards"] = tuple(values.get("service_cards", ()))
        return cls(**values)


def _known(given: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {key: value for key, value in given.items() if key in names}
