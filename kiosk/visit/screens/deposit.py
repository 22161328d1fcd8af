"""What was deposited: its code, slip and certificate; and a deposit that was fetched by its code."""

from __future__ import annotations

from kiosk.visit.deposits import Deposits, Item
from kiosk.visit.screens.base import Screen, View

CASE = "ZJ-JZ"
"""Handing evidence in to a case: what a fetched deposit is attached to."""


class DepositScreen(Screen):
    """Each file of this filing with its deposit."""

    id = "deposit"
    step = "submit"

    @property
    def deposits(self) -> Deposits:
        """Of this filing; the screen is only reached where there are some."""
        found = self.flow.handover.deposits
        return found if found is not None else Deposits(self.flow)

    def enter(self) -> None:
        """The slips at once, where they stand already."""
        self._print_new()

    def tick(self) -> None:
        """The slip of a deposit follows its proof by itself, once."""
        self._print_new()

    def _print_new(self) -> None:
        for item in self.deposits.items:
            if item.proven is not None and item.slip.outcome == "none":
                self.deposits.print_slip(item)
                return  # one after another: the printer has one tray

    def view(self) -> View:
        """All of them, and how they stand together."""
        return {
            "state": self.deposits.state,
            "items": [self.deposits.view(item) for item in self.deposits.items],
        }

    def _item(self, index: float) -> Item | None:
        """The item at that place; a touch says whole numbers, a broken scene may say anything."""
        found = [item for place, item in enumerate(self.deposits.items) if place == index]
        return found[0] if found else None

    def do_print_slip(self, index: int) -> None:
        """The slip once more."""
        item = self._item(index)
        if item is not None:
            self.deposits.print_slip(item)

    def do_print_certificate(self, index: int) -> None:
        """The certificate on A4."""
        item = self._item(index)
        if item is not None:
            self.deposits.print_certificate(item)

    def do_retry(self) -> None:
        """Ask the province again."""
        self.deposits.retry()


class FoundDeposit(Screen):
    """What stands in the log under a code that was typed or scanned."""

    id = "deposit_found"

    def view(self) -> View:
        """The deposit, or why there is none to see."""
        deposits = self.flow.handover.deposits or Deposits(self.flow)
        item = deposits.found or Item("", state="not_done", reason="failed")
        return deposits.view(item) | {"canAttach": item.proven is not None and self._case_offered}

    @property
    def _case_offered(self) -> bool:
        return self.flow.shelf.get(CASE) is not None

    def do_attach(self) -> None:
        """Hand it in to a case: the matter begins with the deposit filled in as a piece of evidence."""
        from kiosk.visit.journey import Carried
        from legalnet.evidence.codes import format_code

        deposits = self.flow.handover.deposits
        item = deposits.found if deposits is not None else None
        if item is None or item.proven is None or not self._case_offered:
            return
        code = format_code(item.proven.leaf.code)
        line = {
            "name": f"存证的文件（存证编码 {code}）", "type": "电子数据",
            "source": f"存证平台，{item.proven.leaf.terminal} 存入", "purpose": "", "pages": 1, "original": True,
        }  # fmt: skip
        self.flow.choose_matter(CASE, Carried((("ev.evidence", [line]),), ""))

    def do_again(self) -> None:
        """Another code."""
        self.flow.replace("lookup")

    def do_finish(self) -> None:
        """Done."""
        self.flow.end("looked_up")

    def back(self) -> None:
        """Another code."""
        self.flow.replace("lookup")
