"""What the linter says about one place of one definition."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

Rule = Literal[
    "expression", "name", "option", "reach", "language", "control", "complete", "answers", "template",
    "checkup",
]  # fmt: skip
"""Which promise is broken; docs/adding-a-matter.md has a sentence on each."""


@dataclass(frozen=True)
class Finding:
    """One thing to mend."""

    matter: str
    rule: Rule
    where: str
    """Place in the definition, such as `facts.rate.show_if`."""
    message: str

    def __str__(self) -> str:
        return f"{self.matter}: {self.where}: {self.message} [{self.rule}]"

    def view(self) -> dict[str, str]:
        """As `--json` prints it."""
        return asdict(self)
