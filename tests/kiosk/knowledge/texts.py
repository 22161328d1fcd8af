"""A fictitious statute of our own, and one that is only a notice."""

from __future__ import annotations

from pathlib import Path

BORROWING = """# 江临区借物条例（虚构）

目录

## 第一章 总则

第一条　为了让邻里借东西有借有还，制定本条例。

第二条　借物，是指出借人把东西交给借用人使用，到期归还。
　　借用人应当爱惜。

## 第二章　归还

**第三条** 借用人应当按照约定的期限归还；没有约定期限的，出借人催告后在合理期限内归还。ABC-12 号梯子除外。

第三条之一　逾期不还的，借用人应当说明理由。

第十条规定的情形，不适用本章。

第六百七十五条　借款人应当按照约定的期限返还借款。
"""
NOTICE = "关于梯子存放的通知（虚构）\n\n各位邻居：梯子放在三楼。\n请勿上锁。\n"


def write_texts(folder: Path) -> Path:
    """Both, in two forms and two encodings, beside a file that is none."""
    (folder / "条例").mkdir(parents=True)
    (folder / "条例" / "jiewu.md").write_text(BORROWING, encoding="utf-8")
    (folder / "notice.txt").write_bytes(NOTICE.replace("\n", "\r\n").encode("gb18030"))
    (folder / "empty.txt").write_text("\n  \n", encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / "noise.md").write_bytes(b"\xff\xff\xff\x81")
    return folder
