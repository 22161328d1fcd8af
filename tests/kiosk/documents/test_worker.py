"""Composing runs beside the screen: results come by polling, errors as codes, and a bad job ends nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from kiosk.clock import SystemClock
from kiosk.documents.typesetter import Typesetter, TypesettingError
from kiosk.documents.worker import ComposeJob, Composer, Finished, PreviewJob, ZoomJob
from tests.kiosk.documents.samples import context, loan_answers, matter, signature


@pytest.fixture
def composer() -> Iterator[Composer]:
    """A running composer."""
    made = Composer(SystemClock())
    yield made
    made.close()
    assert not made.alive


def wait(composer: Composer, count: int = 1) -> list[Finished]:
    """Poll until so many jobs are finished."""
    found: list[Finished] = []
    pause = threading.Event()
    for _ in range(2000):
        found += composer.poll()
        if len(found) >= count:
            return found
        pause.wait(0.01)
    raise AssertionError("no result")


def test_preview_then_signed_documents(composer: Composer) -> None:
    loan, answers = matter("SS-LA-01"), loan_answers()
    first = composer.start(PreviewJob(loan, answers, context(), 300))
    second = composer.start(ComposeJob(loan, answers, context(signature())))
    assert composer.busy
    shown, made = wait(composer, 2)
    assert not composer.busy
    assert (shown.ticket, made.ticket) == (first, second)
    assert isinstance(shown.result, list)
    assert isinstance(made.result, list)
    assert [one.pages for one in shown.result] == [one.pages for one in made.result]
    assert shown.seconds > 0


def test_a_refused_job_has_a_code(composer: Composer) -> None:
    loan, answers = matter("SS-LA-01"), loan_answers()
    composer.start(ComposeJob(loan, answers, context()))
    composer.start(ZoomJob(loan, answers, context(), "complaint", 99, 200))
    unsigned, beyond = wait(composer, 2)
    assert (unsigned.error, unsigned.result) == ("signature", None)
    assert (beyond.error, beyond.result) == ("page", None)


@pytest.mark.expect_log("fonts missing")
def test_missing_fonts_are_reported_and_tried_again() -> None:
    attempts: list[int] = []

    def make() -> Typesetter:
        attempts.append(1)
        if len(attempts) == 1:
            raise TypesettingError("fonts missing")
        return Typesetter()

    composer = Composer(SystemClock(), make)
    job = ComposeJob(matter("SQ-01"), {}, context(), signed=False)
    composer.start(job)
    (failed,) = wait(composer)
    composer.start(job)
    (worked,) = wait(composer)
    composer.close()
    assert failed.error == "fonts"
    assert worked.error == ""


@pytest.mark.expect_log("could not be composed: RuntimeError")
def test_an_unexpected_error_names_its_kind_only(
    composer: Composer, caplog: pytest.LogCaptureFixture
) -> None:
    answers = {"w": {"text": Unprintable()}}
    composer.start(ComposeJob(matter("SQ-01"), answers, context(), signed=False))
    (finished,) = wait(composer)
    assert finished.error == "unexpected"
    assert "张秀英" not in caplog.text
    assert composer.alive


class Unprintable:
    """An answer that cannot be turned into words, and says a secret when asked."""

    def __str__(self) -> str:
        raise RuntimeError("张秀英")
