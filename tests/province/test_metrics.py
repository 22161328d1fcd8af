"""What Prometheus is told: figures of what really happened, and nothing that names anybody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from offline_cache.uplink import Refused
from tests.province.catalogue import write_catalogue
from tests.province.raw import problem
from tests.province.running import NAME, Filing, Running, Terminal, running
from tests.province.servers.postgres import postgres


def figures(province: Running) -> dict[str, float]:
    """Every sample by its name and labels."""
    answer = requests.get(f"{province.url}/metrics", timeout=10)
    assert answer.headers["Content-Type"].startswith("text/plain")
    return {
        f"{sample.name}{sorted(sample.labels.values())}": sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_what_happened_is_counted(province: Running, terminal: Terminal) -> None:
    sealed = terminal.seal(Filing())
    terminal.upload(sealed)
    terminal.uplink.submit(sealed.key, sealed.header)
    terminal.uplink.submit(sealed.key, sealed.header)
    with pytest.raises(Refused):
        terminal.hand_in(Filing(consent=False))
    requests.get(f"{province.url}/no/such/place", timeout=10)
    found = figures(province)
    outcomes = {name: value for name, value in found.items() if name.startswith("lawbooth_submissions_total")}
    assert outcomes == {
        "lawbooth_submissions_total['taken']": 1,
        "lawbooth_submissions_total['repeated']": 1,
        "lawbooth_submissions_total['consent_missing']": 1,
    }
    assert found["lawbooth_requests_total['/submissions', '201', 'POST']"] == 1
    assert found["lawbooth_requests_total['404', 'other', 'other']"] == 1
    assert found["lawbooth_received_bytes_total[]"] > sum(size for _, size, _ in sealed.blobs)
    assert found["lawbooth_commits_total[]"] > 0
    assert found["lawbooth_messenger_up[]"] == 1


def test_no_label_names_a_person_a_terminal_or_a_filing(province: Running, terminal: Terminal) -> None:
    sealed = terminal.seal(Filing())
    terminal.upload(sealed)
    terminal.uplink.submit(sealed.key, sealed.header)
    terminal.uplink.query(sealed.key)
    terminal.uplink.fetch_events(0)
    text = requests.get(f"{province.url}/metrics", timeout=10).text
    number = province.rows("submissions")[0]["number"]
    secrets = (
        NAME,
        terminal.enrolment.terminal_id,
        sealed.key,
        number,
        *(digest for digest, _, _ in sealed.blobs),
    )
    assert not any(secret in text for secret in secrets)
    allowed = r"/[a-z0-9/_{}.-]*|other|[A-Z]+|[0-9]{3}|[a-z_]+|[0-9.]+|\+Inf"
    assert all(re.fullmatch(allowed, label) for label in re.findall(r'="([^"]*)"', text))


@pytest.mark.slow
def test_a_database_that_goes_away_is_not_ready_and_comes_back(tmp_path: Path) -> None:
    with postgres() as server:
        catalogue = write_catalogue(tmp_path / "catalogue")
        with running(tmp_path / "data", catalogue, database=server.fresh()) as province:
            terminal = province.terminal(tmp_path / "terminal")
            assert terminal.uplink.probe() == "up"
            server.stop()
            answer = requests.get(f"{province.url}/readyz", timeout=60)
            assert problem(answer)["code"] == "not_ready"
            assert requests.get(f"{province.url}/healthz", timeout=10).json()["status"] == "alive"
            assert terminal.uplink.probe() == "not_ready"
            server.start()
            assert terminal.uplink.probe() == "up"
            terminal.hand_in(Filing())
            assert len(province.rows("submissions")) == 1
