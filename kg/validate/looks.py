"""A quick look at what each of the shipped rules forbids: false when its query might find something, true when it surely does not.

A query costs a third of a millisecond even where there is nothing to find, and twenty of them are most of what an article's validation
would take. So the queries, which alone say what is wrong, are asked only when a look is in doubt. ``LOOKS`` has a look by the name of
its rule, with a digest of the query that it stands for: for a query that reads otherwise there is none. Looks see all nodes that the
query sees, but pass over what it says of nodes around that are not judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from hashlib import sha256

from kg.validate.finding import Rule
from kg.validate.looks_evidence import anchor_length, article_graph, before_it_happened, evidence_elsewhere, outside_text
from kg.validate.looks_posts import two_holders
from kg.validate.nodes import TYPE, Node
from kg.validate.seen import Seen, moment
from kg.validate.terms import lexical
from kg.vocab import ITSRDF, KG, ORG, SCHEMA, SKOS

Look = Callable[[Seen], bool]
START, END, MADE = str(SCHEMA.startDate), str(SCHEMA.endDate), str(SCHEMA.dateCreated)
PUBLISHED, LABEL, REPORTS = str(SCHEMA.datePublished), str(SKOS.prefLabel), str(KG.reports)


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


def _quotation(seen: Seen) -> bool:
    direct, indirect, quotation = str(KG.Direct), str(KG.Indirect), str(SCHEMA.Quotation)
    for _, node in seen.having(str(KG.mode)):
        quoted, modes = quotation in node.get(TYPE, ()), node[str(KG.mode)]
        if (direct in modes and not quoted) or (indirect in modes and quoted):
            return False
    return True


def _told_again(seen: Seen) -> bool:
    return all(len(node.get(str(KG.nearDuplicate), ())) < 2 for _, node in seen.of_class(KG.NearDuplicates))


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
    "article-graph": ("c85c6a98f8c5", article_graph),
    "article-identifier-shared": ("77eacd93be18", _identifier_shared),
    "bounds-exclude": ("7d6700142574", _bounds_exclude),
    "cycle": ("c778d286d41b", _cycle),
    "entity-unmentioned": ("0c0ef024c4ca", _entity_unmentioned),
    "evidence-elsewhere": ("b5319a82e802", evidence_elsewhere),
    "issue-label-shared": ("160dd847b143", _label_shared),
    "meeting-end-before-start": ("55bcd20f0891", _end_before_start),
    "meeting-report-alone": ("5b725fe9d5ce", _report_alone),
    "meeting-report-nobody": ("5adb5d551749", _report_nobody),
    "partial-date": ("0fb510f5b705", _partial_date),
    "person-also": ("49ff883c25e0", _person_also),
    "role-report-time": ("80e5575301ed", _role_time),
    "span-anchor-length": ("241a8319cd83", anchor_length),
    "span-outside-text": ("b6fe0c8c1f96", outside_text),
    "statement-quotation": ("6628461c16c7", _quotation),
    "story-told-again": ("9b52e023ead4", _told_again),
    "told-before-it-happened": ("b0828ff3d1a3", before_it_happened),
    "two-holders": ("01cbeab5cd3e", two_holders),
    "unreported": ("da6aa5e8a412", _unreported),
    "utterance-two-speakers": ("07667f56d6e5", _two_speakers),
}
