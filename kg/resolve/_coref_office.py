"""Whom an office stands for: "the minister", "China's top diplomat", "his US counterpart", "the two leaders"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.model import Anaphor
from kg.resolve._coref_context import SUBJECT, Context

HEADS = (
    "president",
    "prime minister",
    "premier",
    "chancellor",
    "king",
    "leader",
    "taoiseach",
    "supreme leader",
    "emir",
    "sultan",
    "crown prince",
)
FOREIGN_MINISTERS = ("foreign minister", "secretary of state", "foreign secretary")
DIPLOMATS = (*FOREIGN_MINISTERS, "top diplomat", "diplomat")
MINISTERS_OF_DEFENCE = ("defence minister", "defence secretary")
# Offices that correspond across countries, for counterparts.
CLASSES = (HEADS, DIPLOMATS, MINISTERS_OF_DEFENCE)
MINISTER = "minister"
# Words for somebody of a country whatever the office: "the American", "his US counterpart".
OF_COUNTRY = ("compatriot", "counterpart")
SECRETARIES = ("foreign secretary", "secretary of state", "defence secretary", "defense secretary")
LESSER = ("vice", "deputy", "assistant", "under", "vice-president")
STYLES = ("majesty", "highness", "excellency")
REACH = 4
SEVERAL_REACH = 5
HEADLINE = 1

Seen = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Office:
    """What an article says of somebody's office; ``country`` is a country key or "", ``former`` tells that it is over."""

    slug: str
    label: str
    country: str
    former: bool = False


def by_office(
    anaphor: Anaphor, before: Seen, seen: Seen, offices: Mapping[int, Sequence[Office]], countries: Mapping[str, str], hints: Context
) -> tuple[int, ...]:
    """The persons (indices) whom an office phrase stands for; a later person only where a headline or a country points ahead.

    Of a bare singular title all who bear it are given, the last named first: which of them it is, salience decides.
    """
    country = countries.get(anaphor.country, "")
    here = hints.sentence_of[anaphor.tokens.start]
    if anaphor.office == "pair":
        return _pair(anaphor, before, seen, offices, hints)
    if not country and not anaphor.unique and _just_unnamed(anaphor, here, hints):
        return ()
    wide = anaphor.unique or anaphor.plural or country or anaphor.office in STYLES
    near = before if wide else [s for s in before if here - hints.sentence_of[s[0]] <= SEVERAL_REACH]
    pointing = (here <= HEADLINE or country or anaphor.unique) and anaphor.office != "compatriot"
    ahead = [s for s in seen if s[0] > anaphor.tokens.start] if pointing else []
    order = dict.fromkeys([person for _, person in reversed(near)] + [person for _, person in ahead])
    fits = [person for person in order if any(_suits(anaphor, office, country) for office in offices.get(person, ()))]
    if country:  # "the Irish prime minister" is a counterpart known to be Irish before a prime minister of no told country
        fits.sort(key=lambda p: not any(o.country == country and _suits(anaphor, o, country) for o in offices[p]))
    if anaphor.plural:
        return tuple(sorted(fits[:2])) if len(fits) >= 2 and not country else ()
    if anaphor.office == "counterpart":
        alike = _classes(offices.get(_subject(before, here, hints), ()))
        same = [p for p in fits if alike and any(_class(o) in alike and o.country == country for o in offices[p])]
        fits = same if same or alike & set(CLASSES) else fits  # a president's counterpart is no minister of trade
    return tuple(fits[:1] if country or anaphor.office == "counterpart" else fits)


def _just_unnamed(anaphor: Anaphor, here: int, hints: Context) -> bool:
    """True if somebody without a name has just been introduced by the office: "a Western diplomat said so; the diplomat added"."""
    at, word = anaphor.tokens.start, anaphor.label.lower().split()[-1]
    return any(i < at and office == word and here - hints.sentence_of[i] <= SEVERAL_REACH for i, office in hints.unnamed)


def _pair(anaphor: Anaphor, before: Seen, seen: Seen, offices: Mapping[int, Sequence[Office]], hints: Context) -> tuple[int, ...]:
    """The two persons of the nearest sentence that names just two, else the two last who hold such an office."""
    here = hints.sentence_of[anaphor.tokens.start]

    def suit(person: int) -> bool:
        held = [office for office in offices.get(person, ()) if not office.former]
        if anaphor.label == MINISTER and any(office.label.lower() in FOREIGN_MINISTERS for office in held):
            return True  # of two ministers one may be a secretary of state
        return anaphor.label == "person" or any(_suits(anaphor, office, "") for office in held)

    for number in range(here, here - REACH - 1, -1):
        together = dict.fromkeys(person for at, person in before if hints.sentence_of[at] == number)
        if len(together) == 2 and (all(suit(p) for p in together) or not any(offices.get(p) for p in together)):
            return tuple(sorted(together))
    order = dict.fromkeys([p for _, p in reversed(before)] + [p for at, p in seen if at > anaphor.tokens.start])
    fits = [p for p in order if suit(p)]
    if len(fits) == 1 and anaphor.label not in ("person", MINISTER):  # one president told of as such, and another without any office
        told = Counter(p for _, p in seen if not offices.get(p))
        fits += [p for p, _ in sorted(told.items(), key=lambda t: (-t[1], t[0]))[:1]]
    if len(fits) < 2 and anaphor.label != MINISTER:  # "the two leaders" may be told before anybody's office, ministers have theirs
        fits = list(dict.fromkeys(person for _, person in reversed(before)))
    return tuple(sorted(fits[:2])) if len(fits) >= 2 else ()


def _subject(before: Seen, here: int, hints: Context) -> int:
    """The person who is the last subject of this sentence, else the last one named in it, -1 if nobody is."""
    inside = [(at, p) for at, p in before if hints.sentence_of[at] == here]
    subjects = [p for at, p in inside if hints.weights.get(at, 0.0) >= SUBJECT]
    return subjects[-1] if subjects else inside[-1][1] if inside else -1


def _class(office: Office) -> tuple[str, ...]:
    return next((c for c in CLASSES if office.label.lower() in c), (office.slug,))


def _classes(offices: Sequence[Office]) -> set[tuple[str, ...]]:
    return {_class(o) for o in offices}


def _suits(anaphor: Anaphor, office: Office, country: str) -> bool:
    if (country and office.country and office.country != country) or (anaphor.former and not office.former):
        return False
    if anaphor.office == office.slug:
        return True
    if anaphor.office in OF_COUNTRY:
        return bool(country) and office.country == country
    asked, held = anaphor.label.lower(), office.label.lower()
    if asked.rstrip("s") in ("leader", "head of state"):
        return held in HEADS
    if "diplomat" in asked:
        return held in DIPLOMATS
    words, known = asked.rstrip("s").split(), held.split()
    if country and words == [MINISTER] and held.endswith(SECRETARIES):
        return True  # "the British minister" may be a foreign secretary
    if known[0] in LESSER and words[0] not in LESSER:
        return False
    return len(words) == 1 and words[0] in known and words[0] not in ("general", "head", "state")
