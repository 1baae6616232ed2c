"""Articles that tell the same story nearly word for word, in the entities graph.

Articles meet where a band of their signatures is the same: that band is the key to which they contribute, and the node is a pure
function of those contributions. A pair is told under the first band that the two have in common, so once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.facts import ArticleFacts
from kg.graph.contribution import Contribution, Given, Triple, values
from kg.graph.iri import Names
from kg.resolve.likeness import ALIKE, bands, first_band, likeness, signature
from kg.vocab import KG, RDF

KIND = "duplicates"
Signed = tuple[str, bytes]


def duplicate_contributions(facts: ArticleFacts) -> Iterator[tuple[str, Contribution]]:
    """The article's id and signature, under each of its bands."""
    signed = signature(facts.article)
    for number, band in enumerate(bands(signed)):
        yield f"{KIND}.{number}-{band}", (KIND, "signed", facts.article.id, signed.hex())


def duplicate_triples(key: str, given: Given, names: Names) -> Iterator[Triple]:
    """The articles that are alike among those that share a band; nothing when none are."""
    band = int(key.removeprefix(f"{KIND}.").partition("-")[0])
    signed = sorted((ident, bytes.fromhex(sign)) for ident, sign in values(given)["signed"])
    found = alike(signed, band)
    if found:
        node = names.node(key)
        yield node, RDF.type, KG.NearDuplicates
        for ident in sorted(found):
            yield node, KG.nearDuplicate, names.article(ident)


def alike(signed: Sequence[Signed], band: int) -> set[str]:
    """The ids of articles that are alike with another one and have no earlier band in common with it.

    Each article is compared with the first of each set of articles that are alike, not with all: thousands of copies take no longer
    than thousands of articles.
    """
    found: set[str] = set()
    leaders: list[Signed] = []
    for ident, sign in signed:
        leader = next((known for known in leaders if likeness(known[1], sign) >= ALIKE), None)
        if leader is None:
            leaders.append((ident, sign))
        elif first_band(leader[1], sign) == band:
            found |= {leader[0], ident}
    return found
