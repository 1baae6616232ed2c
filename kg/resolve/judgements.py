"""The user's own decisions on identity: a CSV file of pairs that are the same or different, which each run obeys.

    left,right,verdict,why
    person.joe-lund,person.joseph-lund,same,the ministry's list gives both
    a17.person.chen-gang,person.qin-gang,different,the vice governor of that name
    a17.meeting.2,a18.meeting.1,different,there were two calls that day
    a17.statement.10-24,a18.statement.40-62,different,he said it again a day later

Persons, meetings and utterances are judged, each among their like. An entity stands under its local name, its full IRI or ``res:NAME``.
``ARTICLE.person.NAME``, ``ARTICLE.meeting.N`` and ``ARTICLE.statement.BEGIN-END`` are sightings, as one article has them: so one can be
taken out of an entity, or a repair undone. Comments begin with ``#``. Nothing is remembered from run to run: without a line the graph
is as it was before.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import KgError
from kg.facts import Verdict

COLUMNS = ("left", "right", "verdict", "why")
VERDICTS: dict[str, Verdict] = {"same": "same", "different": "different"}
ENTITY = re.compile(r"(person|meeting|utterance)\.")
SIGHTING = re.compile(r".+?\.(person|meeting|statement)\.")


@dataclass(frozen=True, slots=True)
class Line:
    """One decision; ``place`` is file:line, for messages."""

    left: str
    right: str
    verdict: Verdict
    why: str
    place: str = ""

    @property
    def kind(self) -> str:
        """What is judged: "person", "meeting" or "utterance"."""
        return kind_of(self.left)


@dataclass(frozen=True, slots=True)
class Judgements:
    """Decisions that do not contradict each other: ``group`` maps each name that is the same as another to that of its group."""

    lines: tuple[Line, ...] = ()
    group: Mapping[str, str] = field(default_factory=dict)

    @property
    def settled(self) -> frozenset[str]:
        """The persons of articles of whom the user has said who they are or are not: no rule repairs their names."""
        return frozenset(n for line in self.about("person").lines for n in (line.left, line.right) if is_handle(n))

    def about(self, kind: str) -> Judgements:
        """The decisions on persons, meetings or utterances."""
        lines = tuple(line for line in self.lines if line.kind == kind)
        named = {n for line in lines for n in (line.left, line.right)}
        return Judgements(lines, {name: head for name, head in self.group.items() if name in named})


def read_judgements(path: Path) -> Judgements:
    """The decisions of a CSV file. Raises KgError, naming file and line, when it is broken or contradicts itself."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as exc:
        raise KgError(f"{path}: cannot be read as UTF-8 text ({getattr(exc, 'strerror', None) or exc})") from exc
    return consistent(parse(text, str(path)))


def parse(text: str, origin: str) -> list[Line]:
    """The lines of a CSV text with a header; blank ones and comments are passed over."""
    numbered = [(n, row) for n, row in enumerate(text.splitlines(), 1) if row.strip() and not row.startswith("#")]
    if not numbered:
        return []
    (first, header), *rest = numbered
    if tuple(c.strip() for c in header.split(",")) != COLUMNS:
        raise KgError(f"{origin}:{first}: the header must be {','.join(COLUMNS)}")
    return [_line(row, f"{origin}:{number}") for number, row in rest]


def _line(row: str, place: str) -> Line:
    try:
        cells = [c.strip() for c in next(csv.reader([row], strict=True))]
    except csv.Error as exc:
        raise KgError(f"{place}: no CSV ({exc}); put a cell with commas or quotation marks in quotation marks") from exc
    if len(cells) != len(COLUMNS):
        raise KgError(f"{place}: {len(cells)} cells, not {len(COLUMNS)} ({', '.join(COLUMNS)}); put a cell with commas in quotation marks")
    left, right, verdict, why = _name(cells[0], place), _name(cells[1], place), cells[2].lower(), cells[3]
    if verdict not in VERDICTS:
        raise KgError(f"{place}: verdict {cells[2]!r} is none of {', '.join(VERDICTS)}")
    if left == right:
        raise KgError(f"{place}: {left} is judged against itself")
    if kind_of(left) != kind_of(right):
        raise KgError(f"{place}: {left} is a {kind_of(left)}, {right} is a {kind_of(right)}; judge two of one kind")
    return Line(left, right, VERDICTS[verdict], why, place)


def _name(cell: str, place: str) -> str:
    """The local name in an IRI, a prefixed name or as it is."""
    name = cell.rpartition("/")[2].rpartition("#")[2] if "://" in cell else cell.removeprefix("res:")
    if not kind_of(name) or any(c.isspace() for c in name):
        raise KgError(
            f"{place}: {cell!r} is no IRI of a person, meeting or statement; give person.NAME or ARTICLE.person.NAME"
            " (kg query GRAPH persons lists them), meeting.NAME or ARTICLE.meeting.N, utterance.NAME or ARTICLE.statement.BEGIN-END"
        )
    return name


def consistent(lines: Iterable[Line]) -> Judgements:
    """The decisions, grouped. Raises KgError naming the lines of a contradiction: A is B, B is C, A is not C."""
    lines = tuple(dict.fromkeys(lines))
    group: dict[str, str] = {}
    for line in lines:
        if line.verdict == "same":
            one, two = group.get(line.left, line.left), group.get(line.right, line.right)
            best = min((one, two), key=lambda n: (is_handle(n), n != two))
            group.update({line.left: one, line.right: two})
            group = {k: best if v in (one, two) else v for k, v in group.items()}
    for line in lines:
        if line.verdict == "different" and group.get(line.left, line.left) == group.get(line.right, line.right):
            chain = [n for n in lines if n.verdict == "same" and group[n.left] == group.get(line.left)]
            told = "; ".join(f"{n.place} says {n.left} is {n.right}" for n in chain)
            raise KgError(f"{line.place}: {line.left} is judged different from {line.right}, but {told}; take one of these lines out")
    return Judgements(lines, group)


@dataclass(frozen=True, slots=True)
class Ruling:
    """Judgements made fit for a set of articles: what each sighting (``handle``) and each key becomes.

    ``shared`` are the names that others become, ``apart`` the pairs, both ways round, that are judged different.
    """

    judgements: Judgements = field(default_factory=Judgements)
    keys: Mapping[str, str] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()

    def key(self, handle: str, decided: str) -> str:
        """The key of a sighting that was decided to be ``decided``."""
        if handle in self.keys:
            return self.keys[handle]
        return self.keys.get(decided, decided)


def ruling(judgements: Judgements, decided: Mapping[str, str]) -> Ruling:
    """What judgements of one kind do to sightings; ``decided`` maps the handle of each to the key decided on.

    Raises KgError when a judgement names what is not there, or when lines together make a person of two that are different. An entity
    from whom a sighting is kept apart may be gone: with a repair undone, perhaps nobody bears the right name.
    """
    known = decided.keys() | set(decided.values())
    for line in judgements.lines:
        kept = line.verdict == "different" and any(is_handle(n) and n in known for n in (line.left, line.right))
        for name in (line.left, line.right):
            if name not in known and (is_handle(name) or not kept):
                raise KgError(f"{line.place or 'judgements'}: {name} is not in the graph; take the line out or put the name right")
    keys = _split(judgements, decided)
    for name, head in judgements.group.items():
        found = keys.get(head, decided.get(head, head)) if is_handle(head) else head
        keys[name] = judgements.group.get(found, found)
    _kept_apart(judgements, decided, keys)
    different = [(line.left, line.right) for line in judgements.lines if line.verdict == "different"]
    apart = frozenset((*different, *((right, left) for left, right in different)))
    return Ruling(judgements, keys, frozenset(key for name, key in keys.items() if name != key), apart)


def _split(judgements: Judgements, decided: Mapping[str, str]) -> dict[str, str]:
    """The sightings that stand alone since they are judged different from whom they were taken for."""
    alone: dict[str, str] = {}
    for line in judgements.lines:
        one, two = (decided.get(n, n) for n in (line.left, line.right))
        if line.verdict == "different" and one == two:
            taken = line.left if is_handle(line.left) else line.right
            alone[taken] = taken
    return alone


def _kept_apart(judgements: Judgements, decided: Mapping[str, str], keys: Mapping[str, str]) -> None:
    for line in judgements.lines:
        one, two = (keys.get(n) or keys.get(decided.get(n, n), decided.get(n, n)) for n in (line.left, line.right))
        if line.verdict == "different" and one == two:
            raise KgError(f"{line.place}: {line.left} and {line.right} are judged different, but other lines make them one; take one out")


def is_handle(name: str) -> bool:
    """True for a sighting, as one article has it (``ARTICLE.person.NAME``), False for an entity (``person.NAME``)."""
    return not ENTITY.match(name)


def article_of(handle: str) -> str:
    """The local name of the article that a sighting is of."""
    found = SIGHTING.match(handle)
    return handle[: found.start(1) - 1] if found else ""


def kind_of(name: str) -> str:
    """What a name is of: "person", "meeting" or "utterance"; "" for something else."""
    found = ENTITY.match(name) or SIGHTING.match(name)
    return found[1].replace("statement", "utterance") if found else ""


def appended(content: bytes, left: str, right: str, verdict: str, why: str, origin: str) -> tuple[Line, bytes]:
    """One more decision, and the content of the file with it. Raises KgError when the file is broken or contradicts it."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise KgError(f"{origin}: is not UTF-8 text (byte {exc.start})") from exc
    known = parse(text, origin)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([left, right, verdict, " ".join(why.split())])
    head = text if text.strip() else f"{','.join(COLUMNS)}\n"
    whole = f"{head}{'' if head.endswith(chr(10)) else chr(10)}{out.getvalue()}"
    line = parse(whole, origin)[-1]
    if (line.left, line.right, line.verdict) in {(n.left, n.right, n.verdict) for n in known}:
        raise KgError(f"{origin}: {line.left} and {line.right} are judged {line.verdict} there already")
    consistent([*known, line])
    return line, whole.encode("utf-8")
