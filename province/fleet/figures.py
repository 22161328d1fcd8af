"""The fleet for Prometheus: how many terminals are how, which versions run, what is wrong; never which terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric


@dataclass
class FleetFigures:
    """As the last look at the tables found it; renewed by the upkeep, so that a scrape asks no database."""

    terminals: Sequence[tuple[str, int]] = ()
    """By state: the verdicts, `silent`, `in_use`."""
    versions: Sequence[tuple[str, str, int]] = ()
    """By ring and version."""
    alerts: Sequence[tuple[str, str, int]] = ()
    """Open ones by level and code."""
    outbox: int = 0

    def collect(self, taken: int) -> Iterable[Metric]:
        """For the registry; `taken` heartbeats came to this gateway."""
        yield CounterMetricFamily("lawbooth_heartbeats", "Heartbeats taken in here.", value=taken)
        terminals = GaugeMetricFamily("lawbooth_terminals", "Terminals by how they are.", labels=("state",))
        for state, count in self.terminals:
            terminals.add_metric((state,), count)
        versions = GaugeMetricFamily(
            "lawbooth_terminal_versions", "Terminals by ring and version.", labels=("ring", "version")
        )
        for ring, version, count in self.versions:
            versions.add_metric((ring, version), count)
        alerts = GaugeMetricFamily("lawbooth_alerts", "Open alerts by code.", labels=("level", "code"))
        for level, code, count in self.alerts:
            alerts.add_metric((level, code), count)
        outbox = GaugeMetricFamily(
            "lawbooth_terminals_waiting", "Filings that wait in terminals.", value=self.outbox
        )
        yield from (terminals, versions, alerts, outbox)
