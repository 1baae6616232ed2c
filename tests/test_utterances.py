"""Which statements are one speech act in several wordings, and which are not."""

from __future__ import annotations

import csv
import random
from collections import Counter
from dataclasses import replace

import pytest
from spacy.language import Language

from kg import annotate, resources
from kg.facts import ArticleFacts
from kg.model import Article, Block
from kg.pipeline import facts_of
from kg.resolve.components import decide_all
from kg.resolve.questions import across
from kg.resolve.utterances import blocks, decide
from kg.resolve.wordings import Wording

SOL, LUND = ("person.ana-sol",), ("person.ola-lund",)
FISH = ("trawler", "violate", "salmon", "quota", "harbour", "treaty")
FIRST, LAST = "2031-05-03", "2031-05-06"
TALKS = "meeting.talks.2031-05-06.ana-sol.ola-lund"


def wording(article: str, words=FISH, speakers=SOL, place="10-80", first=FIRST, last=LAST, **more) -> Wording:
    return Wording(f"{article}.statement.{place}", speakers, tuple(words), first=first, last=last, **more)


def keys(*found: Wording) -> list[str]:
    decided = decide_all(Counter(found), blocks, decide)
    return [decided[w].key for w in found]


def test_one_speaker_and_the_same_words_on_one_day_are_one_utterance():
    assert keys(wording("a"), wording("b")) == ["utterance.a.statement.10-80"] * 2


def test_words_alone_never_join():
    assert keys(wording("a"), wording("b", speakers=LUND)) == ["", ""]
    assert keys(wording("a", speakers=()), wording("b", speakers=())) == ["", ""]


@pytest.mark.parametrize(
    "other",
    [
        wording("b", ("trawler", "not violate", "salmon", "quota", "harbour", "treaty")),
        wording("b", first="2031-06-03", last="2031-06-06"),
        wording("b", addressees=("person.eva-beck",)),
        wording("b", meeting=TALKS.replace("lund", "beck")),
        wording("b", (*FISH, "300")),
        wording("b", ("trawler", "respect", "cod", "fleet", "harbour", "border")),
        wording("b", stances=("issue.fishing For",)),
    ],
    ids=["denied", "other days", "other addressee", "other meeting", "other number", "few words", "other side"],
)
def test_what_does_not_go_together_is_kept_apart(other):
    one = wording("a", (*FISH, "200"), addressees=LUND, meeting=TALKS, stances=("issue.fishing Against",))
    assert keys(one, other) == ["", ""]


def test_opposite_words_are_a_contradiction_and_the_judgement_says_so():
    one, two = wording("a", (*FISH, "accept")), wording("b", (*FISH, "reject"))
    (made,) = decide_all(Counter([one, two]), blocks, decide)[two].judgements
    assert (made.verdict, made.rule, made.left, made.right) == ("different", "utterance.contradicted", two.handle, one.handle)
    assert 'one has "accept", the other "reject"' in made.reason


def test_never_through_a_different():
    """A third statement that is like both does not make one of two that contradict each other."""
    accept, reject, neither = wording("a", (*FISH, "accept")), wording("b", (*FISH, "reject")), wording("c", FISH)
    found = keys(accept, reject, neither)
    assert found[0] != found[1] or found[0] == ""
    assert found[2] in found[:2]


def test_at_one_meeting_other_words_for_one_thing_are_enough():
    quoted = ("taiwan", "issue", "core", "china", "core", "interest", "important", "issue", "relation", "prominent", "risk")
    told = ("issue", "taiwan", "fundamental", "issue", "china", "interest", "important", "issue", "relation", "great", "danger")
    met = {"addressees": LUND, "meeting": TALKS, "first": LAST, "exact": True}
    assert len(set(keys(wording("a", quoted, **met), wording("b", told, **met)))) == 1
    assert keys(wording("a", quoted), wording("b", told, first="2031-05-05", last="2031-05-08")) == ["", ""]


def test_a_statement_printed_again_days_later_is_one_only_word_for_word():
    later = {"first": "2031-05-05", "last": "2031-05-08"}
    assert len(set(keys(wording("a"), wording("b", **later)))) == 1
    assert keys(wording("a"), wording("b", ("quota", "salmon", "harbour", "violate", "treaty", "trawler"), **later)) == ["", ""]


def test_within_an_article_only_a_headline_is_another_wording():
    assert len(set(keys(wording("a"), wording("a", FISH[:5], place="0-9", heading=True)))) == 1
    assert keys(wording("a", (*FISH[:5], "cod")), wording("a", (*FISH[:5], "fleet"), place="90-120")) == ["", ""]


def test_a_headline_that_quotes_needs_fewer_words():
    quoting = {"quoted": True}
    body, title = wording("a", ("island", "great", "danger", "two", "country"), **quoting), ("island", "great", "danger")
    assert len(set(keys(body, wording("a", title, place="0-9", heading=True, **quoting)))) == 1
    assert keys(body, wording("a", title, place="0-9", heading=True)) == ["", ""]


def test_one_passage_read_twice_is_no_second_wording():
    assert keys(wording("a"), wording("a", place="10-60", heading=True)) == ["", ""]


def test_the_fullest_wording_is_what_the_others_are_compared_with():
    full, one, two = wording("a", (*FISH, "cod", "fleet")), wording("b"), wording("c", (*FISH[1:], "cod"))
    decided = decide_all(Counter([two, full, one]), blocks, decide)
    assert {decided[w].key for w in (full, one, two)} == {"utterance.a.statement.10-80"}
    assert [j.right for w in (one, two) for j in decided[w].judgements] == [full.handle] * 2
    assert decided[full].judgements == ()


def test_order_and_number_of_articles_change_nothing():
    found = [wording(f"n{i:03}", (*FISH, f"word{i % 7}")) for i in range(60)]
    before = decide_all(Counter(found), blocks, decide)
    random.Random(3).shuffle(found)
    assert decide_all(Counter(found), blocks, decide) == before
    assert len({d.key for d in before.values()}) == 1


def test_windows_of_days_meet():
    """Two statements that may be of one day have a block in common, whatever the day."""
    for day in range(1, 29):
        one, two = (wording(a, first=f"2031-05-{day:02}", last=f"2031-05-{day + 3:02}") for a in "ab")
        late = replace(two, first=one.last, last=f"2031-06-{day:02}" if day < 4 else one.last)
        assert set(blocks(one)) & set(blocks(late))


@pytest.mark.parametrize(("name", "columns"), [("opposites.csv", ("word", "opposite")), ("same_words.csv", ("word", "means"))])
def test_each_pair_of_words_has_an_example_with_both(name, columns):
    with resources.data(name).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert rows
    assert len({tuple(r[c] for c in columns) for r in rows}) == len(rows)
    for row in rows:
        left, right = row["example"].split(" / ")
        assert _stem(row[columns[0]]) in left.lower(), row
        assert _stem(row[columns[1]]) in right.lower(), row


def _stem(word: str) -> str:
    irregular = {"begin": "beg", "leave": "le", "win": "w", "hold": "h", "deny": "den", "condemn": "condemn"}
    return irregular.get(word, word[: max(3, len(word) - 1)])


# Whole articles, in our own words


def read(nlp: Language, ident: str, text: str, title: str = "", published: str = "2031-05-06") -> ArticleFacts:
    """The facts of an article whose first line is a headline if ``title`` is given."""
    whole = f"{title}\n{text}" if title else text
    cut = len(title) + 1 if title else 0
    blocks = (*([Block(0, len(title), "headline")] if title else []), Block(cut, len(whole), "paragraph"))
    article = Article(ident, whole, title=title, published=published, date_basis="fromMetadata", blocks=blocks)
    return facts_of(next(iter(annotate.annotate([article], nlp))))


def linked(*articles: ArticleFacts) -> list[set[str]]:
    """The texts of each utterance's wordings."""
    found: dict[str, set[str]] = {}
    for facts in across(articles):
        for statement in facts.statements:
            if statement.key:
                text = " … ".join(facts.article.text[s.start : s.end] for s in statement.content)
                found.setdefault(statement.key, set()).add(text)
    return list(found.values())


QUOTED = 'Norwegian Foreign Minister Ola Lund said: "Foreign trawlers that break the salmon quota will be kept in the harbour of Bergen."'


def test_a_quotation_and_its_paraphrase_elsewhere(nlp):
    told = "Norway will keep foreign trawlers in the harbour of Bergen if they break the salmon quota, Foreign Minister Ola Lund said."
    (found,) = linked(read(nlp, "a", QUOTED), read(nlp, "b", told))
    assert len(found) == 2


def test_what_another_says_and_what_denies_it_stay_apart(nlp):
    denied = QUOTED.replace("will be kept", "will not be kept")
    other = QUOTED.replace("Foreign Minister Ola Lund", "Fisheries Minister Eva Beck")
    assert linked(read(nlp, "a", QUOTED), read(nlp, "b", denied), read(nlp, "c", other)) == []


def test_a_headline_and_the_body_below_it(nlp):
    title = "Ola Lund says foreign trawlers will be kept in Bergen harbour over salmon quota"
    (found,) = linked(read(nlp, "a", QUOTED, title))
    assert len(found) == 2
