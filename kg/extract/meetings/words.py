"""Lists of words that tell encounters: kg/data/meeting_words.csv, whose examples show each in use.

Verbs stand there as lemmas, other words as they are written in small letters, ranks as they are written. The kinds:

To hold an encounter
    calling            a summit for a day that is still to come
    leading            a meeting of others, which makes it one's own
    hosting            a summit told of before: "which Norway hopes to host"
    convening          an event, which a country can do as well
    receiving          a guest at it, which a country can do as well
    greeting           it or a guest: who does so need not take part
    attending          it: those who do are there
    bringing together  those who are named as its object
    mediating          participles of "Norwegian-mediated talks"
    led                what makes "US-led" tell of talks, and of no coalition

To arrange it
    agreeing           on a visit of one of two
    announcing         a round of talks, to which nobody who does so need go
    arranging          participles behind a noun, which begin no clause
    arranged           words behind a noun that tell when or with whom it is to be
    taking place       verbs and participles with an encounter as their subject
    ending             behind "are to": the day of the end
    wrapping up        in front of a visit: the day of the end
    proposal           verbs in front of "that", behind which the plain form tells no fact
    proposing          verbs whose day is not that of the encounter
    invitation         nouns in front of the visit that somebody is asked to pay
    taking up          an invitation: those who do are the visitors
    answering          an invitation, which then leaves nothing open
    plan               nouns of "his plan to visit Norway"

To travel
    going              for talks
    moving             verbs of which the progressive tells what is to come
    travelling         in order to see somebody
    bound              verbs whose day is that of what they aim at
    staying            in a town "where" more is told
    trip               what people are on when they meet
    journey            what people are on before they arrive
    settlement         nouns of "in the city of Lima"

Who takes part
    sent               people and groups that visit for a country
    posted             offices with a country behind "to"
    rank               abbreviations in front of a name
    delegation         plurals of sides told of before
    team               plurals of such sides if they meet again
    group              nouns whose members another sentence tells
    comprising         verbs that tell those
    side               plurals that mean countries behind "the two"
    of no office       plurals that anybody can be
    portfolio          words in front of "ministers"

What it is
    event              what others host or meet at
    sideline           what is beside it
    assembly           nouns of a conference of states
    sitting            nouns of what such a conference holds
    organ              parts of a body that meet as it does
    joint body         bodies of two countries
    joint              adjectives of those
    talks              what goes in rounds
    several            nouns of "a round of talks"
    order              adjectives of a round told after others
    contest            votes and matches, whose rounds are none of talks
    further            adjectives of a meeting beside others
    remote             talks that are a call
    meal               what guests are hosted to
    military           talks of armies

What is done and said
    spending           hours with somebody
    acting             together, on the sidelines of an event
    sharing            something with somebody, on the sidelines of an event
    treaty             what two sign together
    purpose            verbs behind "called Beck to"
    topical            verbs behind "met Beck to"
    often called       how many times somebody called
    beside seeing      adverbs that make seeing an encounter
    often              words of many encounters, which are no news
    hedge              adverbs in front of those who may take part
    speech             verbs of telling, whose day is not that of the encounter
    opening speech     those that open a sentence, with the day of the speech behind its topic
    addressing         verbs of speaking with the listener as their object
    press              who is told of it afterwards, in the same place
"""

from __future__ import annotations

from kg.extract._words import by_kind


def listed(kind: str) -> frozenset[str]:
    """The words of one kind; a KeyError for a kind that the table does not have."""
    return by_kind("meeting_words.csv")[kind]
