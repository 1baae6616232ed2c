"""Chains of attribution: who is known to have said it through whom."""

from __future__ import annotations

from dataclasses import replace

from kg.extract._phrases import noun_sort
from kg.extract.said.channel import is_document
from kg.extract.said.people import person_noun
from kg.extract.said.scene import Attribution, Scene
from kg.extract.said.words import words
from kg.model import Tokens

SAYING = {"say", "tell", "write", "urge", "before", "warn", "promise"}
ASKING = "say.person-to"
LEAD, REST = 6, 8
OWNED = {"the", "his", "her", "its", "their", "this", "that"}


def chained(scene: Scene) -> list[Attribution]:
    """Chains: where one statement is known through another source, that source is its channel.

    The outer one is kept as a statement of its own unless all that it says is that the inner one was said ("Ruiz told Beck,
    according to the agency").
    """
    out = [_as_cited(scene, a) for a in scene.found]
    out = [_reported(scene, a, out) for a in out]
    outers = [t for t in scene.trailing if t.cue is None or not t.quoted or t.left > scene.bounds.start]
    for item in outers:
        outer = next((a for a in out if a.cue == item.tokens), None)
        if outer is None:
            continue
        through, teller = item.tail.channel or item.source, item.source if item.tail.channel else None
        inside = [a for a in out if a is not outer and a.cue and any(s <= a.cue.start < e for s, e in outer.content)]
        for a in inside:
            if a.channel is None or a.channel == scene.channel:
                out[out.index(a)] = replace(a, channel=through, teller=teller)
            elif a.teller is None:
                out[out.index(a)] = replace(a, teller=through)  # told by telephone, the ministry said
        if any(_is_all(scene, outer, a) for a in inside):
            out.remove(outer)
    return out


def _as_cited(scene: Scene, a: Attribution) -> Attribution:
    """With the source that its speaker cites as the channel: the agency reported, citing an official."""
    through = next((cited for who, cited in scene.cited if who == a.source), None)
    return replace(a, channel=through) if through is not None and a.channel in (None, scene.channel) else a


def _reported(scene: Scene, a: Attribution, found: list[Attribution]) -> Attribution:
    """With the body, paper, document or spokesman that tells of it in front as the channel: the agency reported that Ruiz had urged."""
    cue = a.cue or a.content[0]
    outers = [o for o in found if o is not a and o.clausal and o.source and o.cue and o.cue.end <= cue.start]
    for outer in reversed(outers):
        inside = any(start <= cue.start < stop for start, stop in outer.content)
        if inside and a.channel is None and outer.source is not None and _accounts(scene, outer.source):
            return replace(a, channel=outer.channel or outer.source, teller=outer.source if outer.channel else None)
    return a


def _accounts(scene: Scene, source: Tokens) -> bool:
    doc, head = scene.passage.doc, scene.passage.doc[source.end - 1]
    unnamed = head.pos_ == "NOUN" and person_noun(head) and doc[source.start].lower_ not in OWNED
    if unnamed or (head.pos_ == "NOUN" and head.lower_.rstrip("s") in words("informant")):
        return True
    known = head.ent_type_ == "ORG" or is_document(scene.passage, source) or head.lower_ in words("outlet")
    return known or noun_sort(head) in {"voice", "body"}


def _is_all(scene: Scene, outer: Attribution, inner: Attribution) -> bool:
    """The outer content is nothing but the inner attribution; said in the outer's own quotation marks it stands for itself."""
    start, stop = outer.content[0].start, outer.content[-1].end
    if scene.passage.quote_of[start] is not None and scene.passage.quote_of[stop - 1] is scene.passage.quote_of[start]:
        return False
    if inner.rule == ASKING:
        return False  # "Peru has asked Chile to stay, Ruiz said": that it asked is what Ruiz said
    edges = [t for t in (*inner.content, inner.source, inner.cue) if t is not None]
    first, last = min(t.start for t in edges), max(t.end for t in edges)
    leads = first - start <= LEAD or (inner.cue is not None and scene.passage.doc[inner.cue.start].dep_.lower() == "root")
    return inner.clausal and leads and (stop - last <= REST or inner.rule == "before") and inner.rule.split(".")[0] in SAYING
