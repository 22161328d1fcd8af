"""The affairs of residents and the desk on PostgreSQL: the same tests, on the database that several gateways share.

The tests are those of `test_residents`, `test_parties` and `test_desk_offers`; this module only says on which database.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.province.catalogue import write_catalogue
from tests.province.running import Running, running
from tests.province.servers.postgres import Postgres
from tests.province.test_desk_offers import (
    desk,
    test_a_case_that_the_desk_opens_is_found_by_its_parties,
    test_hours_are_offered_taken_and_withdrawn_only_while_free,
    test_what_is_public_about_a_person_is_renewed,
)
from tests.province.test_parties import (
    case,
    test_a_settlement_over_days,
    test_a_slot_is_taken_once_moved_and_given_up,
    test_evidence_and_opinions_between_the_parties,
    visits,
)
from tests.province.test_residents import (
    test_a_judgment_is_served_opened_and_confirmed,
    test_a_late_question_speaks_for_its_person_and_may_come_again,
    test_a_work_order_from_request_to_revisit,
    test_correction_and_back,
    test_what_is_not_rated_is_filed_away_by_the_clock,
    visit,
)

__all__ = [
    "case",
    "desk",
    "test_a_case_that_the_desk_opens_is_found_by_its_parties",
    "test_a_judgment_is_served_opened_and_confirmed",
    "test_a_late_question_speaks_for_its_person_and_may_come_again",
    "test_a_settlement_over_days",
    "test_a_slot_is_taken_once_moved_and_given_up",
    "test_a_work_order_from_request_to_revisit",
    "test_correction_and_back",
    "test_evidence_and_opinions_between_the_parties",
    "test_hours_are_offered_taken_and_withdrawn_only_while_free",
    "test_what_is_not_rated_is_filed_away_by_the_clock",
    "test_what_is_public_about_a_person_is_renewed",
    "visit",
    "visits",
]


@pytest.fixture
def province(tmp_path: Path, postgres_server: Postgres) -> Iterator[Running]:
    """A gateway on a new, empty PostgreSQL database."""
    catalogue = write_catalogue(tmp_path / "catalogue")
    with running(tmp_path / "province", catalogue, database=postgres_server.fresh()) as started:
        yield started
