"""Small closed lists of attribution: kg/data/attribution_words.csv."""

from __future__ import annotations

from kg.extract._words import by_kind


def words(kind: str) -> frozenset[str]:
    """The words of one kind.

    ``connective`` openings of a sentence; ``aside`` nouns of the narrator's comments; ``hearsay``; ``people`` and ``body`` nouns that
    speak; ``encounter`` nouns of talking together; ``across`` verbs of speaking to the other side of the table;
    ``answering`` ones of speaking back, ``retorting`` ones that do so to whoever spoke last; ``other side`` who sits opposite;
    ``informant`` unnamed people who pass on what others say; ``reporters`` those who write it down;
    ``account`` documents that tell what was said in talks;
    ``measure`` nouns of how many ("a series of posts");
    ``stage`` occasions at which hosts and guests stand side by side; ``press`` what is told to the media alone ("a press briefing");
    ``passed on`` participles of relaying ("as reported by"); ``standard`` what things are done by ("according to plan");
    ``unnamed`` why a source is not named;
    ``audience`` occasions and crowds that somebody addresses;
    ``ranks`` those of a body or of a crowd who are told something ("members of the panel");
    ``facing`` participles with "to" or "before", ``addressing`` and ``hosting`` ones with an object, ``questioned`` ones with "by", all in
    front of whom the speaker faces; ``contacted`` verbs whose words follow at once ("phoned Beck to say");
    ``outlet`` last words of the names of media;
    ``terse`` verbs that can have one noun as their content;
    ``reserved`` what, without or not done, the narrator adds ("without elaborating"); ``voiced`` nouns of "in the words of Beck";
    ``knowing`` what unnamed sources are; ``topic`` prepositions of what a statement is about.
    """
    return by_kind("attribution_words.csv")[kind]
