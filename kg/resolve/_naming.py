"""What stands in front of a name and says something of its bearer: a form of address, a title of monarchs, a word of kinship."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract._office import office_phrases
from kg.extract.names.words import is_kind
from kg.model import Mention, Story
from kg.resolve._coref_office import STYLES
from kg.resolve.gazetteer import gazetteer

ROYAL = {"king", "queen", "crown prince", "crown princess", "emperor", "emir", "sultan", "pope"}
DUE = {"majesty": ("king", "queen", "emperor", "sultan"), "highness": ("emir", "crown prince")}
STYLED = 6  # tokens in front of a name in which its style may stand


def genders(story: Story, names: Sequence[Mention]) -> dict[int, str]:
    """Gender by the form of address straight in front of a name."""
    found: dict[int, str] = {}
    for mention in names:
        at = mention.tokens.start - 1
        while at >= 0 and story.doc[at].text == ".":
            at -= 1
        title = gazetteer().title(story.doc[at].text) if at >= 0 else None
        if title is not None and title.gender in ("m", "f"):
            found[mention.tokens.start] = title.gender
    return found


def royal(story: Story, names: Sequence[Mention]) -> dict[int, str]:
    """First tokens of names behind the title of a monarch or an heir, and name with title ("Crown Prince Haakon")."""
    starts = {p.tokens.end: p.tokens.start for p in office_phrases(story.doc) if p.label.lower() in ROYAL}
    return {m.tokens.start: story.doc[starts[m.tokens.start] : m.tokens.end].text for m in names if m.tokens.start in starts}


def styled(story: Story, names: Sequence[Mention]) -> dict[int, str]:
    """First tokens of names behind a style ("His Majesty King Arvo"), and its word; a style of nobody is theirs whose title it befits."""
    found: dict[int, str] = {}
    for mention in names:
        sentence = story.doc[mention.tokens.start].sent.start
        for token in reversed(story.doc[max(sentence, mention.tokens.start - STYLED) : mention.tokens.start]):
            if token.lower_ in STYLES and mention.kind == "person":
                found[mention.tokens.start] = token.lower_
            if not (token.text[0].isupper() or token.lower_ in ("the", "of")):
                break
    titles = {start: name.lower() for start, name in royal(story, names).items()}
    for style, due in DUE.items():
        if style not in found.values():
            found |= {start: style for start, name in titles.items() if name.startswith(due) and start not in found}
    return found


def kin(story: Story, names: Sequence[Mention]) -> frozenset[int]:
    """First tokens of names behind a word of kinship ("his son, Ola Lund"; "her brother Ola Lund")."""
    doc, found = story.doc, set()
    titles = [p.tokens for p in office_phrases(doc)]
    for mention in names:
        at = mention.tokens.start - 1
        at -= at > 0 and doc[at].text == ","
        at = next((p.start - 1 for p in titles if p.end == at + 1), at)  # "his wife First Lady Ana Lund"
        if (
            at > 0
            and is_kind(doc[at].lower_, "relation")
            and (doc[at - 1].pos_ in ("PRON", "DET", "ADJ") or doc[at - 1].lower_ in ("'s", "’s"))
        ):
            found.add(mention.tokens.start)
    return frozenset(found)
