"""A quick look at what each of the shipped rules forbids: false when its query might find something, true when it surely does not.

A query costs a third of a millisecond even where there is nothing to find, and twenty of them are most of what an article's validation
would take. So the queries, which alone say what is wrong, are asked only when a look is in doubt. ``LOOKS`` has a look by the name of
its rule, with a digest of the query that it stands for: for a query that reads otherwise there is none. Looks see all nodes that the
query sees, but pass over what it says of nodes around that are not judged.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Set
from functools import cache
from hashlib import sha256
from itertools import combinations
from typing import NamedTuple

from kg.validate.finding import Rule
from kg.validate.nodes import TYPE, Node
from kg.validate.rules import shared_offices
from kg.validate.seen import Seen, day, moment, whole
from kg.validate.terms import is_literal, lexical
from kg.vocab import ITSRDF, KG, NIF, ORG, SCHEMA, SKOS

Look = Callable[[Seen], bool]
EVIDENCE = tuple(map(str, (KG.evidence, KG.contentSpan, KG.sourceSpan, KG.cueSpan)))
RESTING = (KG.RoleReport, KG.MeetingReport, KG.Statement)
ARTICLE, REPORTS, ATTESTED = str(NIF.referenceContext), str(KG.reports), str(KG.attestedOn)
START, END, MADE = str(SCHEMA.startDate), str(SCHEMA.endDate), str(SCHEMA.dateCreated)
PUBLISHED, LABEL = str(SCHEMA.datePublished), str(SKOS.prefLabel)
MEMBER, ROLE, BODY = str(ORG.member), str(ORG.role), str(ORG.organization)


def look_of(rule: Rule) -> Look | None:
    """The look that stands for a rule with a query, or None."""
    known, look = LOOKS.get(rule.name, ("", None))
    return look if look and known == digest(rule.query) else None


@cache
def digest(query: str) -> str:
    """A short hash of a query, whatever its line ends."""
    return sha256(query.replace("\r\n", "\n").encode("utf-8")).hexdigest()[:12]


def _date_without_basis(seen: Seen) -> bool:
    return all(PUBLISHED not in node or str(KG.dateBasis) in node for _, node in seen.of_class(SCHEMA.NewsArticle))


def _article_graph(seen: Seen) -> bool:
    if any(seen.graphs[article] != article for article, _ in seen.of_class(SCHEMA.NewsArticle) if article in seen.own):
        return False
    resting = ((s, seen.follow(node.get(str(KG.evidence), ()), ARTICLE)) for s, node in seen.of_class(*RESTING))
    spans = ((s, node.get(ARTICLE, ())) for s, node in seen.of_class(KG.Span))
    return all(article == seen.graphs[s] for found in (resting, spans) for s, articles in found if s in seen.own for article in articles)


def _identifier_shared(seen: Seen) -> bool:
    return _distinct(node.get(str(SCHEMA.identifier), {}) for _, node in seen.of_class(SCHEMA.NewsArticle))


def _label_shared(seen: Seen) -> bool:
    return _distinct(node.get(LABEL, {}) for _, node in seen.of_class(SKOS.Concept))


def _distinct(found: Iterable[Iterable[str]]) -> bool:
    counts = Counter(value for values in found for value in values)
    return all(times == 1 for times in counts.values())


def _cycle(seen: Seen) -> bool:
    return all(_ends(seen, str(p)) for p in (KG.within, SCHEMA.superEvent, SKOS.broader))


def _ends(seen: Seen, property: str) -> bool:
    """Nodes that lead nowhere are taken away until none is left, or those of a cycle are."""
    left = {subject: set(node[property]) for subject, node in seen.having(property)}
    while left:
        leading = {subject: reached for subject, reached in left.items() if reached & left.keys()}
        if len(leading) == len(left):
            return False
        left = leading
    return True


def _entity_unmentioned(seen: Seen) -> bool:
    named = seen.pointed(str(ITSRDF.taIdentRef))
    return all(s in named for s, _ in seen.of_class(SCHEMA.Person, KG.Group) if s in seen.own)


def _unreported(seen: Seen) -> bool:
    told = seen.pointed(REPORTS)
    return all(s in told for s, _ in seen.of_class(KG.Meeting, ORG.Membership) if s in seen.own)


def _evidence_elsewhere(seen: Seen) -> bool:
    for subject, node in seen.all.items():
        articles = {a for path in EVIDENCE if path in node for a in seen.follow(node[path], ARTICLE)}
        graph = seen.graphs[subject]
        if len(articles) > 1 or (articles and graph not in articles and graph in seen.all):
            return False
    return True


def _end_before_start(seen: Seen) -> bool:
    for _, node in seen.having(START, END):
        for start in map(moment, node[START]):
            for end in map(moment, node[END]):
                known = min(len(start), len(end))
                if not known or end[:known] < start[:known]:
                    return False
    return True


def _report_alone(seen: Seen) -> bool:
    return all(len(_company(node)) != 1 for _, node in seen.of_class(KG.MeetingReport))


def _report_nobody(seen: Seen) -> bool:
    return all(_company(node) for _, node in seen.of_class(KG.MeetingReport))


def _company(node: Node) -> set[str]:
    return {*node.get(str(KG.participant), ()), *node.get(str(KG.party), ())}


def _partial_date(seen: Seen) -> bool:
    return all(moment(value) for node in seen.all.values() for path in (START, END, MADE) for value in node.get(path, ()))


def _person_also(seen: Seen) -> bool:
    others = {str(cls) for cls in (SCHEMA.Organization, SCHEMA.Country, SCHEMA.Place, KG.Group)}
    return all(others.isdisjoint(node[TYPE]) for _, node in seen.of_class(SCHEMA.Person))


def _role_time(seen: Seen) -> bool:
    times = [str(p) for p in (KG.attestedOn, KG.formerBy, KG.futureAt)]
    return all(sum(p in node for p in times) == 1 for _, node in seen.of_class(KG.RoleReport))


def _anchor_length(seen: Seen) -> bool:
    begin, end, anchor = str(NIF.beginIndex), str(NIF.endIndex), str(NIF.anchorOf)
    for _, node in seen.having(begin, end, anchor):
        first, last = whole(node, begin), whole(node, end)
        if first is None or last is None or len(node[anchor]) > 1:
            return False
        if last > first and any(len(lexical(words)) != last - first for words in node[anchor]):
            return False
    return True


def _outside_text(seen: Seen) -> bool:
    end, length = str(NIF.endIndex), str(KG.textLength)
    for _, node in seen.having(end, ARTICLE):
        last = whole(node, end)
        for article in node[ARTICLE]:
            most = whole(seen.all[article], length) if length in seen.all.get(article, ()) else last
            if last is None or most is None or last > most:
                return False
    return True


def _quotation(seen: Seen) -> bool:
    direct, indirect, quotation = str(KG.Direct), str(KG.Indirect), str(SCHEMA.Quotation)
    for _, node in seen.having(str(KG.mode)):
        quoted, modes = quotation in node.get(TYPE, ()), node[str(KG.mode)]
        if (direct in modes and not quoted) or (indirect in modes and quoted):
            return False
    return True


def _told_again(seen: Seen) -> bool:
    return all(len(node.get(str(KG.nearDuplicate), ())) < 2 for _, node in seen.of_class(KG.NearDuplicates))


def _before_it_happened(seen: Seen) -> bool:
    held = ((node[START], node) for _, node in seen.having(START, str(KG.status)) if str(KG.Held) in node[str(KG.status)])
    made = ((node[MADE], node) for _, node in seen.of_class(KG.Statement) if MADE in node)
    for found in (held, made):
        for values, node in found:
            articles = seen.follow(node.get(str(KG.evidence), ()), ARTICLE)
            published = [day(p) for p in seen.follow(articles, PUBLISHED)]
            for value in map(moment, values):
                if any(not p or not value or value > p[: len(value)] for p in published):
                    return False
    return True


def _two_holders(seen: Seen) -> bool:
    told: dict[str, set[str]] = {}
    for _, report in seen.having(REPORTS, ATTESTED):
        for membership in report[REPORTS]:
            told.setdefault(membership, set()).update(report[ATTESTED])
    posts: dict[tuple[str, str], list[Holding]] = {}
    for membership, node in seen.having(MEMBER, ROLE, BODY):
        for post in ((office, body) for office in node[ROLE] for body in node[BODY]):
            posts.setdefault(post, []).append(Holding(membership in seen.own, node[MEMBER].keys(), told.get(membership, set())))
    rivals = (pair for (office, _), held in posts.items() if len(held) > 1 and not _shared(seen, office) for pair in combinations(held, 2))
    return all(_apart(one, other) for one, other in rivals if one.own or other.own)


class Holding(NamedTuple):
    """A membership: whether it is judged, who holds it, and the days that reports attest."""

    own: bool
    persons: Set[str]
    days: set[str]


def _apart(one: Holding, other: Holding) -> bool:
    """True if two memberships are surely one person's, or of times that do not overlap."""
    if not one.days or not other.days or (len(one.persons) == 1 and one.persons == other.persons):
        return True
    first, second = sorted(map(day, one.days)), sorted(map(day, other.days))
    return bool(first[0] and second[0]) and (first[-1] < second[0] or second[-1] < first[0])


def _shared(seen: Seen, office: str) -> bool:
    """True if several may hold an office at a time, by its one label."""
    labels = list(seen.all.get(office, {}).get(LABEL, ()))
    return not labels or (len(labels) == 1 and is_literal(labels[0]) and _may_be_shared(labels[0]))


@cache
def _may_be_shared(label: str) -> bool:
    return re.search(shared_offices(), lexical(label), re.IGNORECASE) is not None


def _bounds_exclude(seen: Seen) -> bool:
    first, last, bounds = str(KG.notBefore), str(KG.notAfter), str(KG.bounds)
    latest: dict[str, str] = {}
    for _, node in seen.having(bounds, first):
        for article in node[bounds]:
            latest[article] = max(latest.get(article, ""), *map(lexical, node[first]))
    return all(
        lexical(day) >= latest.get(article, "") for _, node in seen.having(bounds, last) for article in node[bounds] for day in node[last]
    )


def _two_speakers(seen: Seen) -> bool:
    speaker, utterance = str(KG.speaker), str(KG.utterance)
    return all(
        who in seen.all[told][speaker]
        for _, node in seen.having(utterance, speaker)
        for told in node[utterance]
        if speaker in seen.all.get(told, ())
        for who in node[speaker]
    )


LOOKS: Mapping[str, tuple[str, Look]] = {
    "article-date-without-basis": ("477bf7a85796", _date_without_basis),
    "article-graph": ("c85c6a98f8c5", _article_graph),
    "article-identifier-shared": ("77eacd93be18", _identifier_shared),
    "bounds-exclude": ("7d6700142574", _bounds_exclude),
    "cycle": ("c778d286d41b", _cycle),
    "entity-unmentioned": ("0c0ef024c4ca", _entity_unmentioned),
    "evidence-elsewhere": ("b5319a82e802", _evidence_elsewhere),
    "issue-label-shared": ("160dd847b143", _label_shared),
    "meeting-end-before-start": ("55bcd20f0891", _end_before_start),
    "meeting-report-alone": ("5b725fe9d5ce", _report_alone),
    "meeting-report-nobody": ("5adb5d551749", _report_nobody),
    "partial-date": ("0fb510f5b705", _partial_date),
    "person-also": ("49ff883c25e0", _person_also),
    "role-report-time": ("80e5575301ed", _role_time),
    "span-anchor-length": ("241a8319cd83", _anchor_length),
    "span-outside-text": ("b6fe0c8c1f96", _outside_text),
    "statement-quotation": ("6628461c16c7", _quotation),
    "story-told-again": ("9b52e023ead4", _told_again),
    "told-before-it-happened": ("b0828ff3d1a3", _before_it_happened),
    "two-holders": ("01cbeab5cd3e", _two_holders),
    "unreported": ("da6aa5e8a412", _unreported),
    "utterance-two-speakers": ("07667f56d6e5", _two_speakers),
}
