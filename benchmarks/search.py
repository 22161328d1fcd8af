"""Searching 100,000 articles for two to six signs: ours against LIKE and FTS5's trigram index.

`python -m benchmarks.search [--articles N] [--json]`. The articles are synthetic: words drawn so that few are common
and many are rare, as in statutes. Every way answers the same queries; LIKE is the truth. Recall and precision are
over all results of each query; times are the thread's own (another load on the machine does not count), over the
first page that a screen shows (20 results).
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from kiosk.knowledge.index import Laws, build
from kiosk.knowledge.statutes import Article, Statute

SEED = 20261121
PAGE = 20
LAWS = 400
QUERIES = 200
"""For times; recall is taken over every tenth, as reading all results of LIKE takes a tenth of a second each."""
P99_MS, INDEX_SHARE = 5.0, 1.2
COMMON = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动"
    "同工也能下过子说产种面而方后多定行学法所民得经"
)
RARE = 2500
"""Further signs, from the beginning of the CJK block on."""
Search = Callable[[str, int], list[int]]


@dataclass(frozen=True)
class Figure:
    """One way of searching."""

    what: str
    recall: float
    precision: float
    p50_ms: float
    p99_ms: float
    index_share: float
    """Bytes the index adds, by bytes of text."""


def words_of(rng: random.Random) -> list[str]:
    """A vocabulary of 6,000 words of one to four signs."""
    signs = COMMON + "".join(chr(0x4E00 + at) for at in range(RARE))
    weights = [1 / (at + 3) for at in range(len(signs))]
    return ["".join(rng.choices(signs, weights, k=rng.choice((1, 2, 2, 2, 3, 4)))) for _ in range(6000)]


def statutes(count: int, rng: random.Random) -> Iterator[Statute]:
    """`count` articles of 20 to 150 words in 400 laws."""
    words = words_of(rng)
    weights = [1 / (at + 8) for at in range(len(words))]
    for law in range(LAWS):
        articles = []
        for number in range(1, count // LAWS + 1):
            chosen = rng.choices(words, weights, k=rng.randint(20, 150))
            ends = ("", "", "", "", "，", "，", "。\n")
            articles.append(
                Article(number, 0, f"第{number}条", "第一章", "".join(w + rng.choice(ends) for w in chosen))
            )
        yield Statute(f"虚构法第{law}号", tuple(articles))


def queries(bodies: list[str], rng: random.Random) -> list[str]:
    """Two to six signs that stand in some article, and some that may stand nowhere."""
    found: list[str] = []
    while len(found) < QUERIES:
        body, length = rng.choice(bodies), rng.randint(2, 6)
        at = rng.randrange(0, max(1, len(body) - length))
        text = body[at : at + length]
        if len(text) == length and all(sign.isalnum() for sign in text):
            found.append(text if rng.random() < 0.9 else text[::-1])
    return found


def measure(what: str, search: Search, truth: Search, asked: list[str], index_share: float) -> Figure:
    """Times of the first page, and how much of the truth is found."""
    took = []
    for text in asked:
        began = time.thread_time()
        search(text, PAGE)
        took.append((time.thread_time() - began) * 1000)
    recall, precision = [], []
    for text in asked[::10]:
        right, got = set(truth(text, -1)), set(search(text, -1))
        recall.append(len(right & got) / len(right) if right else 1.0)
        precision.append(len(right & got) / len(got) if got else 1.0)
    took.sort()
    return Figure(what, sum(recall) / len(recall), sum(precision) / len(precision),
                  took[len(took) // 2], took[int(len(took) * 0.99)], index_share)  # fmt: skip


def everything(laws: Laws) -> Search:
    """Our search; -1 reads page after page."""

    def search(text: str, limit: int) -> list[int]:
        if limit >= 0:
            return [hit.id for hit in laws.search(text, limit).hits]
        found: list[int] = []
        while True:
            page = laws.search(text, 5000, len(found))
            found += [hit.id for hit in page.hits]
            if not page.more:
                return found

    return search


def run(folder: Path, count: int) -> list[Figure]:
    """Build all three and measure them on the same queries."""
    rng = random.Random(SEED)
    build(statutes(count, rng), folder / "laws.db")
    with closing(sqlite3.connect(folder / "other.db")) as db, Laws(folder / "laws.db") as laws:
        with closing(sqlite3.connect(folder / "laws.db")) as ours:
            rows = list(ours.execute("SELECT id, body FROM articles ORDER BY id"))
            text_bytes = sum(len(body.encode()) for _, body in rows)
            own = ours.execute("SELECT sum(length(block)) FROM pairs_data").fetchone()[0]
        db.executescript("CREATE TABLE plain (id INTEGER PRIMARY KEY, body TEXT);"
                         "CREATE VIRTUAL TABLE tri USING fts5(body, content='', tokenize='trigram');")  # fmt: skip
        db.executemany("INSERT INTO plain VALUES (?, ?)", rows)
        db.executemany("INSERT INTO tri (rowid, body) VALUES (?, ?)", rows)
        db.execute("INSERT INTO tri (tri) VALUES ('optimize')")
        db.commit()
        other = db.execute("SELECT sum(length(block)) FROM tri_data").fetchone()[0]
        asked = queries([body for _, body in rows], rng)

        def like(text: str, limit: int) -> list[int]:
            sql = "SELECT id FROM plain WHERE body LIKE ? LIMIT ?"
            return [row[0] for row in db.execute(sql, (f"%{text}%", limit))]

        def trigram(text: str, limit: int) -> list[int]:
            if len(text) < 3:
                return like(text, limit)  # two signs are no trigram: only reading everything finds them
            sql = "SELECT rowid FROM tri WHERE tri MATCH ? ORDER BY rank LIMIT ?"
            return [row[0] for row in db.execute(sql, (f'"{text}"', limit))]

        return [
            measure("LIKE", like, like, asked, 0.0),
            measure("FTS5 trigram, ranked", trigram, like, asked, other / text_bytes),
            measure("ours: detail=none, AND + instr", everything(laws), like, asked, own / text_bytes),
        ]


def main() -> int:
    """Print the table; 1 when ours misses a target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = run(Path(folder), given.articles)
    if given.json:
        print(json.dumps([asdict(figure) for figure in figures], ensure_ascii=False))
    else:
        print(f"{given.articles:,} articles, {QUERIES} queries of 2 to 6 signs, first {PAGE} results")
        for one in figures:
            print(f"{one.what:34} recall {one.recall:.3f}  precision {one.precision:.3f}  p50 {one.p50_ms:8.2f} ms  "
                  f"p99 {one.p99_ms:8.2f} ms  index {one.index_share:.2f} x text")  # fmt: skip
    ours = figures[-1]
    held = ours.recall == ours.precision == 1.0 and ours.p99_ms <= P99_MS and ours.index_share <= INDEX_SHARE
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
