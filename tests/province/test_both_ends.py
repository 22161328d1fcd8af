"""Whatever satisfies a definition is composed and taken in; whatever breaks one rule is refused in the same words.

`make test` tries a few matters of each group; `make properties` all of them, many times.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kiosk.documents.compose import ComposedDocument, compose
from legalnet.interview import Interview, validate
from legalnet.lint import Chance, specimen
from legalnet.matter import Matter
from legalnet.submission import Role
from offline_cache.uplink import Refused
from tests.kiosk.documents.samples import context
from tests.legalnet.breaking import break_one, errors
from tests.legalnet.builders import TODAY, catalogue, matter
from tests.province.running import Filing, Part, Running, Terminal, running

EXAMPLES = int(os.environ.get("LAWBOOTH_PROPERTY_EXAMPLES", "0"))
"""Tries for each matter; 0 is the small sample of every test run."""
SAMPLE = ("SQ-01", "TJ-02", "ZX-03", "SD-02", "ZJ-DZ", "JD-01", "SS-LA-10")
CODES = [one.code for one in catalogue().matters if EXAMPLES or one.code in SAMPLE]
ACTED = datetime(TODAY.year, TODAY.month, TODAY.day, 2, tzinfo=UTC)
TRIES = settings(
    max_examples=EXAMPLES or 2,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=not EXAMPLES,
    phases=[Phase.generate],  # a seed cannot be made simpler
)
SEED = st.integers(0, 2**32)


@pytest.fixture(scope="module")
def side(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, Terminal]]:
    """One gateway with the real catalogue, and a terminal that is enrolled with it."""
    folder = tmp_path_factory.mktemp("ends")
    with running(folder / "province", None) as started:
        yield started, started.terminal(folder)


def handed_in(terminal: Terminal, code: str, answers: dict[str, Any], parts: list[Part]) -> dict[str, Any]:
    """The province's answer. Raises Refused."""
    sealed = terminal.seal(Filing(code, answers, parts=parts, wall=ACTED), catalogue().version)
    terminal.upload(sealed)
    answer: dict[str, Any] = json.loads(terminal.uplink.submit(sealed.key, sealed.header).body)
    return answer


def paper(interview: Interview, made: ComposedDocument) -> Part:
    """A composed document, signed in the way that these answers ask for."""
    signing = interview.signing(made.id)
    kind = "handwritten" if signing is None or signing.on_pad else "paper"
    return Part(f"{made.id}.pdf", Role.DOCUMENT, "application/pdf", made.pdf, made.id, kind)


@pytest.mark.parametrize("code", CODES)
@TRIES
@given(seed=SEED)
def test_what_satisfies_a_definition_is_composed_and_taken_in(
    side: tuple[Running, Terminal], code: str, seed: int
) -> None:
    found: Matter = matter(code)
    answers = specimen(found, Chance(Random(seed)), TODAY)
    made = compose(found, answers, context())
    assert made
    assert all(document.pages >= 1 for document in made)
    papers = [paper(Interview(found, answers, today=TODAY, prefill=False), one) for one in made]
    assert handed_in(side[1], code, answers, papers)["status"] == "received"


@pytest.mark.parametrize("code", CODES)
@TRIES
@given(seed=SEED)
def test_what_breaks_one_rule_is_refused_at_both_ends_in_the_same_words(
    side: tuple[Running, Terminal], code: str, seed: int
) -> None:
    found: Matter = matter(code)
    random = Random(seed)
    fine = specimen(found, Chance(random), TODAY)
    slips = (break_one(found, fine, TODAY, random) for _ in range(50))
    broken = next(slip for slip in slips if slip is not None)
    here = errors(Interview(found, broken, today=TODAY, prefill=False).problems())
    assert here == errors(validate(found, broken, TODAY))
    with pytest.raises(Refused) as refused:
        handed_in(side[1], code, broken, [])
    assert refused.value.code == "answers_refused"
    assert refused.value.message.startswith(here[0][1])
