"""Facts as pages show them: statements, meeting reports and role reports, each with the words it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import NamedNode

from kg.explore.prose import day, label, lasting, listed, period
from kg.explore.view import ArticleRef, Ref, View
from kg.query.terms import visible
from kg.vocab import KG, NIF, ORG, RDF, SCHEMA, SKOS

FACTS = {KG.Statement: "statement", KG.MeetingReport: "meeting", KG.RoleReport: "role"}
WHEN = {KG.attestedOn: "holds", KG.formerBy: "held", KG.futureAt: "will hold"}
STANCES = {"current": "holds", "former": "held", "future": "will hold"}


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article: its node, offsets in code points, exact words."""

    node: NamedNode
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fact:
    """What every fact has. ``part`` is its name within its article, the anchor of its card on the article's page."""

    node: NamedNode
    kind: str
    part: str
    article: ArticleRef
    passages: tuple[Passage, ...]
    rule: str
    confidence: str
    issues: list[Ref]

    @property
    def start(self) -> int:
        """Where it begins in the article."""
        return min((p.start for p in self.passages), default=0)

    @property
    def quote(self) -> str:
        """The words it rests on."""
        return " … ".join(p.text for p in self.passages)


@dataclass(frozen=True, slots=True)
class Stance:
    """Where the speaker stands on an issue: "For", "Against", "Concerned" or "Neutral"."""

    position: str
    issue: Ref


@dataclass(frozen=True, slots=True)
class Wording:
    """Another statement that tells of the same speech act: its article, its name within it, its words."""

    article: ArticleRef
    part: str
    text: str


@dataclass(frozen=True, slots=True)
class Statement(Fact):
    """Who said what to whom, through which channel, and how directly it is quoted."""

    speakers: list[Ref]
    addressees: list[Ref]
    channels: list[Ref]
    mode: str
    text: str
    content: tuple[Passage, ...]
    cues: tuple[Passage, ...]
    said_on: str
    stances: list[Stance]
    meeting: Ref | None
    within: Ref | None
    wordings: list[Wording]

    @property
    def day(self) -> str:
        """When it was said in words, or when that was reported."""
        return day(self.said_on) or (f"reported {self.article.day}" if self.article.date else "undated")


@dataclass(frozen=True, slots=True)
class MeetingReport(Fact):
    """A meeting as one article has it."""

    meeting: Ref | None
    sort: str
    status: str
    participants: list[Ref]
    parties: list[Ref]
    places: list[Ref]
    when: str
    length: str


@dataclass(frozen=True, slots=True)
class RoleReport(Fact):
    """An office that one article gives a person."""

    holder: Ref | None
    office: str
    organization: Ref | None
    verb: str
    date: str


class _Common(NamedTuple):
    """The fields of ``Fact``, in its order."""

    node: NamedNode
    kind: str
    part: str
    article: ArticleRef
    passages: tuple[Passage, ...]
    rule: str
    confidence: str
    issues: list[Ref]


AnyFact = Statement | MeetingReport | RoleReport


def passages(view: View, spans: list[NamedNode]) -> tuple[Passage, ...]:
    """The stretches that spans mark, in order of place; broken spans are left out."""
    found = []
    for span in spans:
        props = view.props(span)
        start, end = props.text(NIF.beginIndex), props.text(NIF.endIndex)
        if start.isdecimal() and end.isdecimal():
            found.append(Passage(span, int(start), int(end), props.text(NIF.anchorOf)))
    return tuple(sorted(found, key=lambda p: (p.start, p.end)))


def fact(view: View, node: NamedNode, article: NamedNode | None = None) -> AnyFact | None:
    """The fact of a node, or None when it is no fact with evidence in an article."""
    props = view.props(node)
    kind = next((FACTS[t] for t in props.nodes(RDF.type) if t in FACTS), "")
    evidence = props.nodes(KG.evidence) or props.nodes(KG.contentSpan)
    home = article or next((a for span in evidence for a in view.props(span).nodes(NIF.referenceContext)), None)
    if not kind or home is None:
        return None
    common = _Common(
        node,
        kind,
        _part(view, node, home),
        view.article(home),
        passages(view, evidence),
        props.text(KG.rule),
        props.text(KG.confidence),
        view.refs(props.nodes(SCHEMA.about)),
    )
    if kind == "statement":
        return _statement(view, node, common)
    return _meeting(view, node, common) if kind == "meeting" else _role(view, node, common)


def _statement(view: View, node: NamedNode, common: _Common) -> Statement:
    props = view.props(node)
    told_at = next(iter(props.nodes(KG.madeAt)), None)
    met = view.props(told_at).nodes(KG.reports) if told_at else []
    outer = next(iter(props.nodes(KG.within)), None)
    return Statement(
        *common,
        speakers=view.refs(props.nodes(KG.speaker)),
        addressees=view.refs(props.nodes(KG.addressee)),
        channels=view.refs(props.nodes(KG.channel)),
        mode=label(props.named(KG.mode)),
        text=visible(props.text(SCHEMA.text)),
        content=passages(view, props.nodes(KG.contentSpan)),
        cues=passages(view, props.nodes(KG.cueSpan)),
        said_on=props.text(SCHEMA.dateCreated),
        stances=[s for n in props.nodes(KG.stance) for s in _stances(view, n)],
        meeting=view.ref(met[0]) if met else None,
        within=next(iter(view.refs(view.props(outer).nodes(KG.speaker))), None) if outer else None,
        wordings=[_wording(view, n) for u in props.nodes(KG.utterance) for n in view.props(u).nodes(KG.wording) if n != node],
    )


def _wording(view: View, node: NamedNode) -> Wording:
    props = view.props(node)
    home = next((a for span in props.nodes(KG.contentSpan) for a in view.props(span).nodes(NIF.referenceContext)), node)
    return Wording(view.article(home), _part(view, node, home), visible(props.text(SCHEMA.text)))


def _part(view: View, node: NamedNode, article: NamedNode) -> str:
    """The name of a fact within its article."""
    return node.value.removeprefix(f"{article.value}.").removeprefix(view.base)


def _stances(view: View, node: NamedNode) -> list[Stance]:
    props = view.props(node)
    return [Stance(props.named(KG.position), issue) for issue in view.refs(props.nodes(SCHEMA.about))]


def _meeting(view: View, node: NamedNode, common: _Common) -> MeetingReport:
    props = view.props(node)
    met = props.nodes(KG.reports)
    return MeetingReport(
        *common,
        meeting=view.ref(met[0]) if met else None,
        sort=label(props.named(KG.kind)),
        status=props.named(KG.status),
        participants=view.refs(props.nodes(KG.participant)),
        parties=view.refs(props.nodes(KG.party)),
        places=view.refs(props.nodes(SCHEMA.location)),
        when=period(props.text(SCHEMA.startDate), props.text(SCHEMA.endDate)),
        length=lasting(props.text(KG.minutes)),
    )


def _role(view: View, node: NamedNode, common: _Common) -> RoleReport:
    props = view.props(node)
    membership = next(iter(props.nodes(KG.reports)), None)
    of = view.props(membership) if membership else props
    date, verb = next(((props.text(p), verb) for p, verb in WHEN.items() if props.text(p)), ("", ""))
    return RoleReport(
        *common,
        holder=next(iter(view.refs(of.nodes(ORG.member))), None),
        office=next((view.name(n) for n in of.nodes(ORG.role)), ""),
        organization=next(iter(view.refs(of.nodes(ORG.organization))), None),
        verb=verb or STANCES.get(props.text(KG.roleStatus), "holds"),
        date=date,
    )


def meeting_title(view: View, node: NamedNode) -> str:
    """ "Talks: Antony Blinken and Qin Gang, Beijing"."""
    props = view.props(node)
    who = [view.name(n) for n in props.nodes(KG.participant)] or [view.name(n) for n in props.nodes(KG.party)]
    crowd = [*sorted(who)[:3], f"{len(who) - 3} more"] if len(who) > 4 else sorted(who)
    sort = label(props.named(KG.kind)) or "Meeting"
    sort = "Meeting" if sort == "Other meeting" else "Phone call" if sort == "Call" else sort
    places = sorted(props.nodes(SCHEMA.location), key=lambda n: view.kind(n) == "country")  # a city tells more than its country
    where = [view.name(n) for n in places[:1]]
    return ", ".join([f"{sort}: {listed(crowd)}" if crowd else sort, *where])


def office_name(view: View, membership: NamedNode) -> str:
    """The office of a membership, as its label says."""
    return next((view.props(n).text(SKOS.prefLabel) or view.name(n) for n in view.props(membership).nodes(ORG.role)), "")
