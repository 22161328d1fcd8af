"""Troubles of the card reader and the receipt printer; what the screens say of them is what the drivers report."""

from __future__ import annotations

from kiosk.dock.fault import Fault, Group, Seen, Words, at, seen, some, step

UNREADABLE = seen(
    "card", "unreadable", "这张卡读不出来，可再放一次", "This card cannot be read; lay it down again"
)
READS = seen("card_read", "", "照常读出，看不出来", "Reads as usual; nothing to see")
READS_SLOWLY = seen("card", "reading", "“正在读”停一秒多，再照常读出", "Reading takes a second longer")
PULLED = seen("card", "pulled", "卡拿早了一点，请再放一次", "The card was taken away too early")
NO_READER = seen(
    "card", "no_reader", "读卡器没有接上，可由工作人员核对", "The reader is not connected; staff can check"
)
PAPER_LOW = seen("receipt", "done", "顶栏“纸快没了”，照常打印", "Paper low in the top bar; prints as usual")
UNPLUGGED = Words("拔线", "Unplug")


TROUBLE = "printer_trouble"
PAPER_END = seen(TROUBLE, "paper_end", "打印机没纸了，由工作人员加纸", "Out of paper; staff will add some")
NO_ANSWER = seen(
    TROUBLE, "no_answer", "打印机没有回话，等一会儿再打", "The printer does not answer; try later"
)
STALLED = seen(
    TROUBLE, "write_stalled", "打印机没有回话，等一会儿再打", "The printer takes no more; try later"
)
CUT_OFF = seen(
    TROUBLE,
    "no_answer",
    "打印机没有回话，不知道打完没有，可补打",
    "Unknown whether it was printed; a marked reprint is offered",
)
COVER_OPEN = seen(TROUBLE, "cover_open", "打印机盖子开着，按下去就好", "The cover is open; press it shut")
JAM = seen(TROUBLE, "jam", "打印机卡纸了，等工作人员来取", "Paper jam; staff will clear it")
NO_PRINTER = seen(TROUBLE, "unplugged", "打印机没有接上，由工作人员接好", "The printer is not connected")
PRINTING = seen("receipt", "printing", "“正在打印”久一些，然后照常", "Printing takes longer, then ends well")
PRINTS = seen("receipt", "done", "照常打印，看不出来", "Prints as usual; nothing to see")


def _card(name: str, zh: str, en: str, sees: Seen) -> Fault:
    return Fault(
        f"id_reader.{name}", Words(zh, en), sees,
        (step("card.fault", name=name),), (step("card.fault", name="none"),), at("id_reader.fault", name),
    )  # fmt: skip


def _paper(name: str, zh: str, en: str, sees: Seen) -> Fault:
    return Fault(
        f"receipt_printer.paper_{name}", Words(zh, en), sees,
        (step("printer.paper", state=name),), (step("printer.paper", state="ok"),),
        at("receipt_printer.paper", name),
    )  # fmt: skip


def _printer(
    name: str, label: Words, sees: Seen, setting: tuple[str, str, object, object], shown: str
) -> Fault:
    """A setting of the printer: verb, argument, its value in trouble and its value when all is well."""
    verb, argument, bad, good = setting
    stands = at(f"receipt_printer.{shown}", not bad if shown == "xoff" else bad)
    return Fault(
        f"receipt_printer.{name}", label, sees,
        (step(verb, **{argument: bad}),), (step(verb, **{argument: good}),), stands,
    )  # fmt: skip


def unplug(kind: str, sees: Seen) -> Fault:
    """The cable of a device on a wire."""
    return Fault(
        f"{kind}.unplug", UNPLUGGED, sees, (step("device.unplug", kind=kind),),
        (step("device.replug", kind=kind),), at(f"{kind}.plugged", False),
    )  # fmt: skip


READER = Group(
    "id_reader", Words("读卡器", "Card reader"), Words("就绪", "Ready"), "card",
    (
        _card("torn", "残帧", "Torn frame", UNREADABLE),
        _card("bad_xor", "校验错", "Wrong XOR", UNREADABLE),
        _card("oversize", "超长", "Oversize", UNREADABLE),
        _card("merged", "杂讯", "Merged, noise", READS),
        _card("slow", "慢字节", "Slow bytes", READS_SLOWLY),
        _card("pulled", "读时抽走", "Pulled early", PULLED),
        unplug("id_reader", NO_READER),
    ),
)  # fmt: skip

PRINTER = Group(
    "receipt_printer", Words("小票", "Receipts"), Words("就绪", "Ready"), "ticket",
    (
        _paper("low", "纸快完", "Paper low", PAPER_LOW),
        _paper("out", "纸尽", "Paper out", PAPER_END),
        Fault(
            "receipt_printer.out_mid_print", Words("打到一半纸尽", "Out mid-print"), PAPER_END,
            (step("printer.out_after", lines=6),), (step("printer.paper", state="ok"),),
            some("receipt_printer.out_after"),
        ),
        _printer("cover_open", Words("盖开", "Cover open"), COVER_OPEN,
                 ("printer.cover", "open", True, False), "cover_open"),
        _printer("jam", Words("卡纸", "Jam"), JAM, ("printer.jam", "on", True, False), "jam"),
        _printer("mute", Words("不回应", "Mute"), NO_ANSWER, ("printer.mute", "on", True, False), "mute"),
        _printer("no_acks", Words("不回执", "No acks"), PRINTS, ("printer.acks", "on", False, True), "acks"),
        _printer("xoff", Words("一直 XOFF", "Stays XOFF"), STALLED, ("printer.flow", "on", False, True), "xoff"),
        _printer("slow", Words("走纸慢", "Slow paper"), PRINTING, ("printer.pace", "ms", 120, 0), "pace_ms"),
        _printer("power_off", Words("断电", "Power off"), NO_ANSWER,
                 ("printer.power", "on", False, True), "powered"),
        Fault(
            "receipt_printer.power_mid_print", Words("打到一半断电", "Power lost mid-print"), CUT_OFF,
            (step("printer.power", on=False, after=6),), (step("printer.power", on=True),),
            some("receipt_printer.power_after"),
        ),
        unplug("receipt_printer", NO_PRINTER),
    ),
)  # fmt: skip
