"""A4 pages by IPP: followed to their end, cancelled when they hang, never sent twice; and the folder."""

from __future__ import annotations

import ssl
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from devices.clock import SystemClock
from devices.life import Device, DeviceError, Health, Outcome, PrintResult, State, Unplugged
from devices.page_printer import driver as module
from devices.page_printer.driver import IppPrinter, page_printer
from devices.page_printer.file_printer import FilePrinter
from devices.page_printer.ipp import Attribute, Endpoint, Group, IppError, Operation, Tag, decode, encode
from devices.page_printer.jobs import JobBook
from devices.page_printer.reasons import CODE_OF, TROUBLES, WORDS, judge
from devices.simulators.ipp_printer import IppSimulator

PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "POLL_S", 0.02)


@pytest.fixture
def fake() -> Iterator[IppSimulator]:
    fake = IppSimulator()
    fake.start()
    yield fake
    fake.stop()


@pytest.fixture
def pages(fake: IppSimulator, clock: SystemClock) -> IppPrinter:
    printer = IppPrinter(fake.uri, clock, patience_s=20.0)
    printer.open()
    return printer


@pytest.fixture
def hasty(fake: IppSimulator, clock: SystemClock) -> IppPrinter:
    """One that soon gives a job up; for jobs that never end."""
    printer = IppPrinter(fake.uri, clock, patience_s=1.0)
    printer.open()
    return printer


def test_request_bytes_are_as_rfc_8010_has_them() -> None:
    head = [Attribute(Tag.CHARSET, "attributes-charset", "utf-8")]
    data = encode(Operation.PRINT_JOB, 1, head, [Attribute(Tag.INTEGER, "copies", 20)])
    assert data == (
        bytes.fromhex("0101 0002 00000001 01 47 0012") + b"attributes-charset"
        + bytes.fromhex("0005") + b"utf-8"
        + bytes.fromhex("02 21 0006") + b"copies" + bytes.fromhex("0004 00000014 03")
    )  # fmt: skip


@given(st.binary(max_size=200))
def test_any_answer_is_read_or_refused(junk: bytes) -> None:
    try:
        decode(junk)
    except IppError as error:
        assert error.code == "bad_reply"


@given(
    st.lists(st.tuples(st.text("abc-", min_size=1, max_size=9), st.integers(-(2**31), 2**31 - 1)), max_size=6)
)
def test_attributes_survive_the_way(pairs: list[tuple[str, int]]) -> None:
    data = encode(Operation.PRINT_JOB, 7, [Attribute(Tag.INTEGER, name, value) for name, value in pairs], [])
    expected: dict[str, list[int]] = {}
    for name, value in pairs:
        expected.setdefault(name, []).append(value)
    assert decode(data).get(Group.OPERATION) == expected


def test_pages_are_printed_as_a4(fake: IppSimulator, pages: IppPrinter) -> None:
    result = pages.print_pdf("copies-1", PDF, "民事起诉状")
    assert (result.outcome, result.acked) == (Outcome.DONE, True)
    assert fake.documents == [PDF]
    assert fake.sent[0]["media"] == ["iso_a4_210x297mm"]
    assert fake.sent[0]["job-name"] == ["民事起诉状 [copies-1]"]
    assert fake.sent[0]["document-format"] == ["application/pdf"]


def test_the_same_job_is_not_sent_twice(fake: IppSimulator, pages: IppPrinter) -> None:
    first = pages.print_pdf("copies-1", PDF, "t")
    assert pages.print_pdf("copies-1", PDF, "t") == first
    assert len(fake.documents) == 1
    assert pages.print_pdf("copies-2", PDF, "t").outcome is Outcome.DONE
    assert len(fake.documents) == 2


@pytest.mark.parametrize(
    ("reason", "code"),
    [("media-empty-error", "paper_end"), ("media-jam", "jam"), ("cover-open-report", "cover_open"),
     ("toner-empty-error", "toner_empty")],
)  # fmt: skip
def test_trouble_before_printing_sends_nothing(
    fake: IppSimulator, pages: IppPrinter, reason: str, code: str
) -> None:
    fake.reasons = [reason]
    assert pages.probe().state is State.FAULTED
    result = pages.print_pdf("copies-1", PDF, "t")
    assert (result.outcome, result.reason) == (Outcome.NOT_DONE, code)
    assert fake.documents == []


def test_paper_that_ends_during_printing_is_cancelled(fake: IppSimulator, hasty: IppPrinter) -> None:
    fake.stuck = True
    fake.reasons_at_work = ["media-empty-warning"]
    result = hasty.print_pdf("copies-1", PDF, "t")
    assert (result.outcome, result.reason) == (Outcome.NOT_DONE, "paper_end")
    assert fake.jobs == {1: 7}


def test_a_cancelled_job_may_be_tried_again(fake: IppSimulator, pages: IppPrinter, hasty: IppPrinter) -> None:
    fake.stuck = True
    assert hasty.print_pdf("copies-1", PDF, "t").reason == "timeout"
    fake.stuck = False
    assert pages.print_pdf("copies-1", PDF, "t").outcome is Outcome.DONE
    assert fake.jobs == {1: 7, 2: 9}


def test_a_busy_printer_is_waited_for(fake: IppSimulator, pages: IppPrinter, hasty: IppPrinter) -> None:
    fake.busy = 3
    assert pages.print_pdf("copies-1", PDF, "t").outcome is Outcome.DONE
    fake.busy = 10_000
    result = hasty.print_pdf("copies-2", PDF, "t")
    assert (result.outcome, result.reason) == (Outcome.NOT_DONE, "busy")


def test_aborted_by_the_printer(fake: IppSimulator, pages: IppPrinter) -> None:
    fake.aborts = True
    result = pages.print_pdf("copies-1", PDF, "t")
    assert (result.outcome, result.reason) == (Outcome.NOT_DONE, "aborted")


def test_hanging_up_after_the_document_is_unknown(fake: IppSimulator, pages: IppPrinter) -> None:
    fake.hang_up_on = Operation.PRINT_JOB
    result = pages.print_pdf("copies-1", PDF, "t")
    assert (result.outcome, result.reason) == (Outcome.UNKNOWN, "no_answer")


def test_a_printer_lost_while_it_prints_is_unknown(fake: IppSimulator, hasty: IppPrinter) -> None:
    fake.hang_up_on = Operation.GET_JOB_ATTRIBUTES
    result = hasty.print_pdf("copies-1", PDF, "t")
    assert (result.outcome, result.reason) == (Outcome.UNKNOWN, "no_answer")


@pytest.mark.parametrize("reply", [b"", b"nonsense", struct.pack(">HHI", 0x0101, 0, 1) + b"\x01\x47\xff\xff"])
def test_answers_that_are_no_ipp(fake: IppSimulator, pages: IppPrinter, reply: bytes) -> None:
    fake.reply = reply
    assert pages.probe().reason == "bad_reply"
    assert pages.print_pdf("copies-1", PDF, "t").outcome is Outcome.NOT_DONE


def test_http_errors_and_paused_queues(fake: IppSimulator, pages: IppPrinter) -> None:
    fake.http = 401
    assert pages.probe().reason == "refused"
    fake.http, fake.accepting = 200, False
    assert pages.print_pdf("copies-1", PDF, "t").reason == "paused"


def test_nobody_listens(clock: SystemClock) -> None:
    printer = IppPrinter("ipp://127.0.0.1:9/ipp/print", clock)
    with pytest.raises(Unplugged):
        printer.open()
    assert (printer.probe().state, printer.probe().reason) == (State.GONE, "unplugged")
    result = printer.print_pdf("copies-1", PDF, "t")
    assert (result.outcome, result.reason) == (Outcome.NOT_DONE, "unplugged")


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A self-signed certificate for localhost with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (tmp_path / "printer.pem").write_bytes(made.public_bytes(pem) + secret)
    return tmp_path / "printer.pem"


def test_inside_tls_only_a_trusted_printer_gets_the_document(
    certificate: Path, clock: SystemClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    fake = IppSimulator(tls=context)
    fake.start()
    printer = IppPrinter(fake.uri, clock)
    assert printer.probe() == Health(State.GONE, "certificate")
    assert printer.print_pdf("copies-1", PDF, "t").reason == "certificate"
    assert fake.asked == []
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert printer.print_pdf("copies-1", PDF, "t").outcome is Outcome.DONE
    fake.stop()


def test_addresses() -> None:
    assert Endpoint.parse("ipps://printer.local:8631").tls
    assert Endpoint.parse("ipp://printer.local/ipp/print") == Endpoint("printer.local", 631, "/ipp/print")
    with pytest.raises(ValueError, match="ipp"):
        Endpoint.parse("http://printer.local/")


@pytest.mark.parametrize(
    ("keywords", "stopped", "expected"),
    [
        ([], False, ("", "")),
        (["none"], False, ("", "")),
        (["media-low-warning", "toner-low-report"], False, ("", "paper_low")),
        (["media-low-error"], True, ("unknown", "paper_low")),
        (["media-empty-report", "media-jam-error"], False, ("paper_end", "")),
        (["marker-waste-full-report"], False, ("", "service")),
        (["marker-waste-full-error"], False, ("service", "")),
        (["output-area-almost-full-error"], False, ("", "output_full")),
        (["cups-waiting-for-job-completed"], False, ("", "")),
        (["something-new-error"], True, ("unknown", "")),
    ],
)
def test_state_reasons(keywords: list[str], stopped: bool, expected: tuple[str, str]) -> None:
    assert judge(keywords, stopped) == expected


def test_every_code_has_chinese_words() -> None:
    assert set(CODE_OF.values()) | {"unplugged"} == set(WORDS) == set(TROUBLES)
    assert all(trouble.zh and trouble.en.isascii() for trouble in TROUBLES.values())


LISTED = """cover-open developer-empty developer-low door-open fuser-over-temp fuser-under-temp input-tray-missing
interlock-open interpreter-resource-unavailable marker-supply-empty marker-supply-low marker-waste-almost-full
marker-waste-full media-empty media-jam media-low media-needed moving-to-paused opc-life-over opc-near-eol
output-area-almost-full output-area-full output-tray-missing paused shutdown spool-area-full stopped-partly
stopping timed-out toner-empty toner-low connecting-to-device"""


def test_every_registered_reason_has_a_code() -> None:
    assert set(LISTED.split()) <= CODE_OF.keys()


def test_a_held_job_is_cancelled_by_the_next_process(
    fake: IppSimulator, clock: SystemClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.stuck = True
    dying = IppPrinter(fake.uri, clock, patience_s=30, jobs=tmp_path / "jobs")
    dying.open()

    def die(job: int, deadline: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(dying, "_follow", die)
    with pytest.raises(KeyboardInterrupt):
        dying.print_pdf("copies-1", PDF, "t")
    assert fake.jobs == {1: 5}
    heir = IppPrinter(fake.uri, clock, jobs=tmp_path / "jobs")
    heir.open()
    assert fake.jobs == {1: 7}
    assert heir.cancel_leftovers() is Outcome.DONE
    fake.stuck = False
    assert heir.print_pdf("copies-1", PDF, "t").outcome is Outcome.DONE


def test_a_job_whose_number_was_never_heard_is_found_by_its_name(
    fake: IppSimulator, clock: SystemClock, tmp_path: Path
) -> None:
    fake.stuck = True
    printer = IppPrinter(fake.uri, clock, patience_s=0.3, jobs=tmp_path / "jobs")
    printer._book.sending("copies-9")
    printer._client.print_job(PDF, module._job_name("民事起诉状" * 30, "copies-9"), module.MEDIA)
    heir = IppPrinter(fake.uri, clock, jobs=tmp_path / "jobs")
    assert heir.cancel_leftovers() is Outcome.DONE
    assert fake.jobs == {1: 7}


def test_what_cannot_be_asked_stays_to_be_cancelled(
    fake: IppSimulator, clock: SystemClock, tmp_path: Path
) -> None:
    printer = IppPrinter(fake.uri, clock, jobs=tmp_path / "jobs")
    printer._book.sending("copies-1")
    fake.hang_up_on = Operation.GET_JOBS
    assert printer.cancel_leftovers() is Outcome.UNKNOWN
    fake.hang_up_on = 0
    assert printer.cancel_leftovers() is Outcome.DONE
    assert JobBook(tmp_path / "jobs").left() == []


def test_a_done_job_is_not_printed_again_by_a_new_process(
    fake: IppSimulator, clock: SystemClock, tmp_path: Path
) -> None:
    for _ in range(2):
        printer = IppPrinter(fake.uri, clock, jobs=tmp_path / "jobs")
        assert printer.print_pdf("copies-1", PDF, "t") == PrintResult(Outcome.DONE, acked=True)
    assert len(fake.documents) == 1


def test_without_its_book_nothing_is_sent(fake: IppSimulator, clock: SystemClock, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    printer = IppPrinter(fake.uri, clock, jobs=tmp_path / "file" / "jobs")
    assert printer.print_pdf("copies-1", PDF, "t") == PrintResult(Outcome.NOT_DONE, "journal")
    assert fake.documents == []


@pytest.mark.parametrize("junk", [b"", b"[", b"{}", b'[1, {"job": 1}]'])
def test_a_book_that_cannot_be_read_is_empty(tmp_path: Path, junk: bytes) -> None:
    (tmp_path / "jobs").write_bytes(junk)
    assert JobBook(tmp_path / "jobs").left() == []


def test_folder_printer(tmp_path: Path, clock: SystemClock) -> None:
    printer = page_printer(f"file:{tmp_path / 'pages'}", clock)
    assert isinstance(printer, FilePrinter)
    device: Device = printer
    assert device.probe().state is State.GONE
    device.open()
    assert device.probe().state is State.READY
    assert printer.print_pdf("copies-1", PDF, "t").outcome is Outcome.DONE
    assert (tmp_path / "pages" / "copies-1.pdf").read_bytes() == PDF
    assert (tmp_path / "pages" / "copies-1.pdf").stat().st_mode & 0o077 == 0
    assert [path.name for path in (tmp_path / "pages").iterdir()] == ["copies-1.pdf"]


@pytest.mark.parametrize("job_id", ["", "../escape", "a/b", ".hidden", "x" * 81])
def test_folder_printer_refuses_ids_that_are_no_names(tmp_path: Path, job_id: str) -> None:
    with pytest.raises(ValueError, match="file name"):
        FilePrinter(tmp_path).print_pdf(job_id, PDF, "t")


def test_folder_printer_without_its_folder(tmp_path: Path) -> None:
    printer = FilePrinter(tmp_path / "gone")
    assert printer.print_pdf("a", PDF, "t").reason == "unplugged"
    (tmp_path / "file").write_text("")
    with pytest.raises(DeviceError):
        FilePrinter(tmp_path / "file" / "below").open()


def test_folder_printer_on_a_full_disk(tmp_path: Path) -> None:
    (tmp_path / "a.part").symlink_to("/dev/full")
    result = FilePrinter(tmp_path).print_pdf("a", PDF, "t")
    assert (result.outcome, result.reason) == (Outcome.NOT_DONE, "disk_full")
    assert not (tmp_path / "a.pdf").exists()
