"""Finding articles: an FTS5 index of pairs and triples of signs that narrows, and the text itself that decides.

Chinese has no spaces, and cutting it into words loses up to 40 % of what is there. So every run of letters and
signs is indexed by its pairs and triples, a query asks for all of its own at once, and `instr` looks whether they
stand together: nothing is missed and nothing is found that is not there. The index keeps no positions (detail=none),
which makes it small; results are ranked only where there are few enough that reading them takes no time.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kiosk.knowledge.statutes import NUMBER, NotAStatute, Statute, chinese_number

RANKED = 50
"""Up to so many results are put in order of how well they fit; more come in the order of the texts."""
LONGEST_QUERY = 60
FORMAT = 1
_RUN = re.compile(r"[^\W_]+")
_ASKED = re.compile(rf"^(.*?)[\s　]*第?([{NUMBER}]+)条?(?:之([{NUMBER}]+))?$")
_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
_SCHEMA = """
CREATE TABLE laws (id INTEGER PRIMARY KEY, title TEXT NOT NULL, articles INTEGER NOT NULL);
CREATE TABLE articles (id INTEGER PRIMARY KEY, law INTEGER NOT NULL, number INTEGER NOT NULL, suffix INTEGER NOT NULL,
  label TEXT NOT NULL, heading TEXT NOT NULL, body TEXT NOT NULL, folded TEXT);
CREATE INDEX numbered ON articles (law, number, suffix);
CREATE VIRTUAL TABLE pairs USING fts5(grams, content='', detail=none, columnsize=0, tokenize=ascii);
"""
_HIT = "SELECT a.id, l.title, a.label, a.heading, a.body FROM articles a JOIN laws l ON l.id = a.law"
_NUMBERED = (
    "SELECT a.id, l.title, a.label, a.heading, a.body FROM articles a JOIN laws l ON l.id = a.law WHERE a.id IN"
    " (SELECT n.id FROM laws m CROSS JOIN articles n ON n.law = m.id WHERE instr(m.title, ?) > 0"
    " AND n.number = ? AND n.suffix = ? ORDER BY length(m.title), n.id LIMIT ?) ORDER BY length(l.title), a.id"
)
"""Statutes first (CROSS JOIN keeps the order), then their one article by the index, and only then its text: reading
every article takes 50 ms of 100,000, and reading one of each of 400 statutes 15 ms."""
_PAIRED = (
    "SELECT a.id, l.title, a.label, a.heading, a.body FROM pairs JOIN articles a ON a.id = pairs.rowid"
    " JOIN laws l ON l.id = a.law WHERE pairs MATCH ?"
)


class NoLaws(Exception):
    """There is no index to search: nothing was taken in yet."""


@dataclass(frozen=True)
class Hit:
    """One article that was found."""

    id: int
    law: str
    label: str
    heading: str
    text: str


@dataclass(frozen=True)
class Found:
    """One page of results."""

    hits: tuple[Hit, ...]
    more: bool
    """Whether others follow behind this page."""
    ranked: bool
    """Whether the best come first; else they stand in the order of the texts."""


@dataclass(frozen=True)
class Listed:
    """A statute with how many articles it has."""

    id: int
    title: str
    articles: int


def lowered(text: str) -> str:
    """Latin letters made small, as the index compares them; nothing else changes."""
    return text.translate(_LOWER)


def grams(text: str) -> Iterator[str]:
    """Pairs and triples of each run of letters and signs, and its last sign, so that single signs are found too."""
    for run in _RUN.findall(lowered(text)):
        yield from (run[at : at + 2] for at in range(len(run) - 1))
        yield from (run[at : at + 3] for at in range(len(run) - 2))
        yield run[-1]


def build(statutes: Iterable[Statute], target: Path) -> tuple[int, int]:
    """Writes the index at `target`, whole or not at all; how many statutes and articles are in it."""
    fresh = target.with_name(f"{target.name}.new")
    fresh.unlink(missing_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(fresh)) as db:
        db.execute("PRAGMA journal_mode = OFF")
        db.executescript(_SCHEMA)
        db.execute(f"PRAGMA user_version = {FORMAT}")
        laws = articles = 0
        for laws, statute in enumerate(statutes, 1):
            db.execute("INSERT INTO laws VALUES (?, ?, ?)", (laws, statute.title, len(statute.articles)))
            for article in statute.articles:
                articles += 1
                _insert(db, articles, laws, statute.title, article.number, article.suffix, article.label,
                        article.heading, article.text)  # fmt: skip
        db.execute("INSERT INTO pairs (pairs) VALUES ('optimize')")
        db.commit()
        db.execute("VACUUM")
    with fresh.open("rb+") as file:
        os.fsync(file.fileno())
    fresh.replace(target)
    return laws, articles


def _insert(db: sqlite3.Connection, at: int, law: int, title: str, *article: int | str) -> None:
    number, suffix, label, heading, text = article
    body = f"{title}\n{label}\n{heading}\n{text}"
    folded = lowered(body) if lowered(body) != body else None
    db.execute(
        "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (at, law, number, suffix, label, heading, body, folded),
    )
    db.execute("INSERT INTO pairs (rowid, grams) VALUES (?, ?)", (at, " ".join(dict.fromkeys(grams(body)))))


class Laws:
    """An index that was built; open it, search, close it. Each search opens no transaction that could block."""

    def __init__(self, path: Path) -> None:
        """Raises NoLaws where there is none, or it is of another version."""
        if not path.is_file():
            raise NoLaws
        self._db = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
        try:
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.DatabaseError as error:
            self._db.close()
            raise NoLaws from error
        if version != FORMAT:
            self._db.close()
            raise NoLaws

    def __enter__(self) -> Laws:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def listed(self) -> tuple[Listed, ...]:
        """All statutes in the order they were taken in."""
        return tuple(
            Listed(*row) for row in self._db.execute("SELECT id, title, articles FROM laws ORDER BY id")
        )

    def search(self, words: str, limit: int = 20, offset: int = 0) -> Found:
        """Articles that hold each of `words` (parted by spaces) in title, heading or text; all for no words: none.

        A law's name with a number of an article finds that article first.
        """
        asked = lowered(words[:LONGEST_QUERY]).split()
        if not asked or not any(_RUN.search(word) for word in asked):
            return Found((), False, True)
        few = self._matching(asked, RANKED + 1, 0)
        if len(few) <= RANKED:
            ordered = self._named(words) + sorted(few, key=lambda hit: _rank(hit, asked))
            unique = tuple(dict.fromkeys(ordered))
            return Found(unique[offset : offset + limit], len(unique) > offset + limit, True)
        page = few if offset == 0 and limit <= RANKED else self._matching(asked, limit + 1, offset)
        return Found(tuple(page[:limit]), len(page) > limit, False)

    def _matching(self, asked: list[str], limit: int, offset: int) -> list[Hit]:
        tests = " AND instr(coalesce(a.folded, a.body), ?) > 0" * len(asked)
        sql = f"{_PAIRED}{tests} ORDER BY pairs.rowid LIMIT ? OFFSET ?"
        return [_hit(row) for row in self._db.execute(sql, (_match(asked), *asked, limit, offset))]

    def _named(self, words: str) -> list[Hit]:
        """The article that `民法典第六百七十五条` or `民法典 675` names."""
        asked = _ASKED.match(words.strip())
        if asked is None or not asked[1].strip(" 　《》"):
            return []
        try:
            number, suffix = chinese_number(asked[2]), chinese_number(asked[3] or "零")
        except ValueError:
            return []
        return list(self.article(asked[1], number, suffix))

    def article(self, law: str, number: int, suffix: int = 0) -> tuple[Hit, ...]:
        """Article `number` of each statute whose title holds `law`, at most RANKED; the shortest title first."""
        name = law.strip(" 　《》")
        return tuple(_hit(row) for row in self._db.execute(_NUMBERED, (name, number, suffix, RANKED)))

    def by_id(self, article: int) -> Hit | None:
        """One article; the ones before and behind it have the numbers beside."""
        row = self._db.execute(f"{_HIT} WHERE a.id = ?", (article,)).fetchone()
        return _hit(row) if row else None

    def of_law(self, law: int, limit: int, offset: int) -> Found:
        """A statute's articles in order."""
        rows = self._db.execute(
            f"{_HIT} WHERE a.law = ? ORDER BY a.id LIMIT ? OFFSET ?", (law, limit + 1, offset)
        )
        hits = tuple(_hit(row) for row in rows)
        return Found(hits[:limit], len(hits) > limit, True)


def _match(asked: list[str]) -> str:
    """The query: all triples of each word, its pair where it is no longer, a single sign by what begins with it."""
    parts: list[str] = []
    for word in asked:
        for run in _RUN.findall(word):
            size = min(3, len(run))
            parts += (
                [f'"{run[at : at + size]}"' for at in range(len(run) - size + 1)]
                if size > 1
                else [f'"{run}" *']
            )
    return " AND ".join(dict.fromkeys(parts))


def _rank(hit: Hit, asked: list[str]) -> tuple[int, int, int]:
    """Named in the title, said often, and short, is most likely what was meant."""
    text, title = lowered(hit.text), lowered(hit.law)
    return (-sum(word in title for word in asked), -sum(text.count(word) for word in asked), len(text))


def _hit(row: tuple[int, str, str, str, str]) -> Hit:
    article, law, label, heading, body = row
    return Hit(article, law, label, heading, body.split("\n", 3)[3])


def take_in(folder: Path, suffixes: tuple[str, ...]) -> tuple[list[Statute], list[tuple[str, str]]]:
    """Every statute in a folder and its folders, in order of their paths, and what was left out with the reason."""
    from kiosk.knowledge.statutes import read_statute

    statutes, left_out = [], []
    for path in sorted(one for one in folder.rglob("*") if one.is_file() and one.suffix.lower() in suffixes):
        try:
            statutes.append(read_statute(path))
        except NotAStatute as error:
            left_out.append((path.relative_to(folder).as_posix(), str(error)))
    return statutes, left_out
