"""Who listens, through what it is known, and who "they" are: whole short articles, on sentences of our own."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg import annotate
from kg.facts import ArticleFacts
from kg.model import Article, Block
from kg.pipeline import facts_of


def read(nlp: Language, text: str) -> ArticleFacts:
    """The facts of a text whose paragraphs are its lines."""
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block(at, at + len(line), "paragraph"))
        at += len(line) + 1
    article = Article("a", text, published="2024-05-06", date_basis="fromMetadata", blocks=tuple(blocks))
    return facts_of(next(iter(annotate.annotate([article], nlp))))


def told(facts: ArticleFacts) -> list[tuple[str, str, str, str]]:
    """Speaker, addressee, channel and content of each statement, by name."""
    names = {e.key: e.name for e in facts.entities}
    text = facts.article.text
    return [
        (
            " + ".join(names[k] for k in s.speakers),
            " + ".join(names[k] for k in s.addressees),
            " + ".join(names[k] for k in s.channels),
            " // ".join(text[c.start : c.end] for c in s.content),
        )
        for s in facts.statements
    ]


CASES = [
    ("Speaking to reporters in Lima, Ana Ruiz said the talks had been useful.", ("Ana Ruiz", "reporters", "", "the talks had been useful")),
    (
        "In a call with Chancellor Olaf Lund, President Ana Ruiz stressed the need for air defence.",
        ("Ana Ruiz", "Olaf Lund", "", "the need for air defence"),
    ),
    ("In a phone call with Ana Ruiz, Tom Beck urged restraint.", ("Tom Beck", "Ana Ruiz", "", "restraint")),
    (
        "Calling Peru an “important partner”, Tom Beck told reporters that trade would grow.",
        ("Tom Beck", "reporters", "", "Peru an “important partner”"),
    ),
    (
        "“The talks were useful,” state media quoted Ana Ruiz as telling the envoy.",
        ("Ana Ruiz", "envoy", "state media", "The talks were useful"),
    ),
    ("The agency quoted Ana Ruiz as saying that the talks were useful.", ("Ana Ruiz", "", "agency", "the talks were useful")),
    (
        "Ana Ruiz said that “Peru will not yield,” according to a ministry statement.",
        ("Ana Ruiz", "", "ministry statement", "Peru will not yield"),
    ),
    ("Peru's readout of the talks described them as useful.", ("Peru", "", "Peru's readout of the talks", "them as useful")),
    ("Ana Ruiz posted on X that the plan was dead.", ("Ana Ruiz", "", "X", "the plan was dead")),
    ("Ana Ruiz told Tom Beck the same to his face: “The border is ours.”", ("Ana Ruiz", "Tom Beck", "", "The border is ours")),
    (
        "According to two people familiar with the matter, the envoy will fly to Cairo.",
        ("people familiar with the matter", "", "", "the envoy will fly to Cairo"),
    ),
    ("It was announced by the palace that the king would abdicate.", ("palace", "", "", "the king would abdicate")),
    ("The prices rose. The protesters blocked the road. They said the king must go.", ("protesters", "", "", "the king must go")),
    ("Tom Beck met the bank's board. The bank lost money. It said the port would close.", ("bank", "", "", "the port would close")),
    ("Ana Ruiz and Tom Beck said that the talks had failed.", ("Ana Ruiz + Tom Beck", "", "", "the talks had failed")),
    ("Ana Ruiz hopes that the border will open, and Tom Beck fears that it will not.", ("Ana Ruiz", "", "", "the border will open")),
    ("The report says that prices have doubled, and warns that worse is to come.", ("report", "", "report", "worse is to come")),
    ("Asked whether he would go, Tom Beck replied: “No.”", ("Tom Beck", "", "", "No")),
    ("“The talks failed,” the agency quoted Ana Ruiz as saying.", ("Ana Ruiz", "", "agency", "The talks failed")),
    ("“The talks failed,” Ana Ruiz was quoted as saying by state media.", ("Ana Ruiz", "", "state media", "The talks failed")),
    ("“The talks failed,” Ana Ruiz told reporters on a conference call.", ("Ana Ruiz", "reporters", "conference call", "The talks failed")),
    ("Ana Ruiz told the BBC in an interview that the talks had failed.", ("Ana Ruiz", "BBC", "interview + BBC", "the talks had failed")),
    ("“The talks failed,” Ana Ruiz wrote on X.", ("Ana Ruiz", "", "X", "The talks failed")),
    ("The talks had failed, the foreign ministry said on its website.", ("foreign ministry", "", "website", "The talks had failed")),
    ("Ana Ruiz said by telephone that the talks had failed.", ("Ana Ruiz", "", "telephone", "the talks had failed")),
    ("Ana Ruiz said on CNN that the talks had failed.", ("Ana Ruiz", "", "CNN", "the talks had failed")),
    ("Ana Ruiz wrote in the Financial Times that the talks had failed.", ("Ana Ruiz", "", "Financial Times", "the talks had failed")),
    (
        "In a statement carried by state media, Ana Ruiz said that the talks had failed.",
        ("Ana Ruiz", "", "statement + state media", "the talks had failed"),
    ),
    ("Ana Ruiz said in a statement published in Lima that trade would grow.", ("Ana Ruiz", "", "statement", "trade would grow")),
    ("Ana Ruiz said, in a letter to Tom Beck, that the talks had failed.", ("Ana Ruiz", "Tom Beck", "letter", "the talks had failed")),
    ("In a letter to Tom Beck, Ana Ruiz said the talks had failed.", ("Ana Ruiz", "Tom Beck", "letter", "the talks had failed")),
    ("“The talks failed,” said Ana Ruiz, speaking on state television.", ("Ana Ruiz", "", "state television", "The talks failed")),
    ("Under a memorandum signed in June, Peru promised to open the border.", ("Peru", "", "memorandum", "to open the border")),
    (
        "The foreign ministry issued a statement saying the border would open.",
        ("foreign ministry", "", "statement", "the border would open"),
    ),
    ("Ana Ruiz said through a spokesman that the talks had failed.", ("Ana Ruiz", "", "spokesman", "the talks had failed")),
    ("Ana Ruiz said in response to a question that the talks had failed.", ("Ana Ruiz", "", "", "the talks had failed")),
    ("Responding to questions in Lima, Ana Ruiz said the talks had failed.", ("Ana Ruiz", "", "", "the talks had failed")),
    ("Asked by reporters about the border, Ana Ruiz said that it would open.", ("Ana Ruiz", "reporters", "", "it would open")),
    ("Ana Ruiz called for Peru to open the border.", ("Ana Ruiz", "Peru", "", "Peru to open the border")),
    ("Ana Ruiz demanded that Peru open the border.", ("Ana Ruiz", "Peru", "", "Peru open the border")),
    ("Ana Ruiz appealed to Peru to open the border.", ("Ana Ruiz", "Peru", "", "to open the border")),
    ("Ana Ruiz asked Peru to open the border.", ("Ana Ruiz", "Peru", "", "to open the border")),
    ("Ana Ruiz warned Peru against opening the border.", ("Ana Ruiz", "Peru", "", "opening the border")),
    ("Ana Ruiz assured Tom Beck of Peru's support.", ("Ana Ruiz", "Tom Beck", "", "Peru's support")),
    ("Ana Ruiz briefed Tom Beck on the talks with Peru.", ("Ana Ruiz", "Tom Beck", "", "the talks with Peru")),
    ("Ana Ruiz conveyed to Tom Beck her concern over the border.", ("Ana Ruiz", "Tom Beck", "", "her concern over the border")),
    (
        "In a statement, Ana Ruiz said the trip was off.\nShe also warned that the border would close.",
        ("Ana Ruiz", "", "statement", "the border would close"),
    ),
    ("Shares in the newspaper fell, but Ana Ruiz said the talks would go on.", ("Ana Ruiz", "", "", "the talks would go on")),
    ("Ana Ruiz said in parliament that the talks had failed.", ("Ana Ruiz", "", "parliament", "the talks had failed")),
    ("Ana Ruiz told parliament that the talks had failed.", ("Ana Ruiz", "parliament", "", "the talks had failed")),
    (
        "At a news conference in Lima, Ana Ruiz touched on the port. She said trade would grow.",
        ("Ana Ruiz", "", "news conference", "trade would grow"),
    ),
    (
        "At a joint news conference, Ana Ruiz said the port would open.\nTom Beck, meanwhile, said trade would grow.",
        ("Tom Beck", "", "joint news conference", "trade would grow"),
    ),
    (
        "The visit, which Ana Ruiz announced on X, is her first. “We agreed to meet,” she wrote on Friday.",
        ("Ana Ruiz", "", "X", "We agreed to meet"),
    ),
    (
        "Ana Ruiz told the BBC that the port would open.\n“The talks were hard,” Ana Ruiz said.",
        ("Ana Ruiz", "BBC", "BBC", "The talks were hard"),
    ),
    (
        "President Ana Ruiz met Prime Minister Tom Beck in Lima on Monday. The president urged the prime minister to open the border.",
        ("Ana Ruiz", "Tom Beck", "", "to open the border"),
    ),
    ("Port to close in May, says Peru", ("Peru", "", "", "Port to close in May")),
    ("The leader of the Lund Party (LP), Ana Ruiz, said a deal was out of reach.", ("Ana Ruiz", "", "", "a deal was out of reach")),
    ("Turkish officials say that is not enough.", ("Turkish officials", "", "", "that is not enough")),
    ("Ana Ruiz had not left the hall and said the vote was fair.", ("Ana Ruiz", "", "", "the vote was fair")),
    ("Three people met. He never got an answer, one of them said.", ("one of them", "", "", "He never got an answer")),
    ("Ana Ruiz met Marco Beck, her office said, hours after a storm led to floods.", ("office", "", "", "Ana Ruiz met Marco Beck")),
    ("The plan, Ana Ruiz said, as it stands, is dead.", ("Ana Ruiz", "", "", "The plan // as it stands, is dead")),
    ("Ana Ruiz said of Marco Beck, “He is true to his values.”", ("Ana Ruiz", "", "", "He is true to his values")),
    ("“The port will close,” according to a tweet on Monday by Ana Ruiz.", ("Ana Ruiz", "", "tweet", "The port will close")),
    ("Marco Beck will come, according to an official who asked not to be named.", ("official", "", "", "Marco Beck will come")),
    ("The envoy cautioned against reading too much into it.", ("envoy", "", "", "reading too much into it")),
    ("“Stop interfering,” the statement quoted Ana Ruiz as saying.", ("Ana Ruiz", "", "statement", "Stop interfering")),
    ("«The talks will go on», said the envoy, Jean Morel, on Tuesday.", ("Jean Morel", "", "", "The talks will go on")),
    ("Ana Ruiz said the drought went on and called on Peru to sell its coal.", ("Ana Ruiz", "Peru", "", "to sell its coal")),
    (
        "Ana Ruiz said she had come because Lima was “moved by the vote”, but warned that sanctions would stay.",
        ("Ana Ruiz", "", "", "sanctions would stay"),
    ),
    (
        "Ana Ruiz wrote that the two countries had a common interest in trade but suggested that any deal hinged on the port.",
        ("Ana Ruiz", "", "", "any deal hinged on the port"),
    ),
    (
        "Ana Ruiz wrote that Marco Beck had left and hinted that any deal hinged on the port.",
        ("Ana Ruiz", "", "", "Marco Beck had left and hinted that any deal hinged on the port"),
    ),
    (
        "Ana Ruiz, a law minister, told a local broadcaster Lund had been taken into custody.",
        ("Ana Ruiz", "local broadcaster", "local broadcaster", "Lund had been taken into custody"),
    ),
    (
        "Tom Beck addressed the forum by video link this morning, promising two new embassies.",
        ("Tom Beck", "forum", "video link", "two new embassies"),
    ),
    ("Tom Beck addressed the shortage, saying the port would close.", ("Tom Beck", "", "", "the port would close")),
    ("“The port will close,” Ana Ruiz said on her return to Peru.", ("Ana Ruiz", "", "", "The port will close")),
    ("“The port will close,” Ana Ruiz said in a letter to Peru.", ("Ana Ruiz", "Peru", "letter", "The port will close")),
    (
        "A senior diplomat told the BBC the road was open. “They have our numbers,” the diplomat said.",
        ("senior diplomat", "BBC", "BBC", "They have our numbers"),
    ),
    (
        "A Peruvian envoy told the BBC the road was open. “They have our numbers,” the diplomat said.",
        ("diplomat", "", "", "They have our numbers"),
    ),
    (
        "A senior official, speaking later to Reuters, called the plan “unrealistic”.",
        ("senior official", "Reuters", "Reuters", "the plan “unrealistic”"),
    ),
    (
        "The Emir of Qatar, Sheikh Salim bin Hamad, received Prime Minister Tom Beck of Peru. "
        "For his part, HE the Prime Minister thanked HH the Emir for the warm welcome.",
        ("Tom Beck", "Salim bin Hamad", "", "HH the Emir for the warm welcome"),
    ),
    (
        "The paper told of a letter that President Ana Ruiz sent to Chile's leader, Tom Beck. "
        "In it, according to two envoys, Ruiz wrote that both countries needed trade.",
        ("Ana Ruiz", "Tom Beck", "letter + envoys", "both countries needed trade"),
    ),
    (
        "Ana Ruiz wrote to her Chilean counterpart Tom Beck on 14 September. In the letter she suggested a meeting of ministers.",
        ("Ana Ruiz", "Tom Beck", "letter", "a meeting of ministers"),
    ),
    (
        "Ana Ruiz wrote to her Chilean counterpart Tom Beck on 14 September. In the parliament she suggested a meeting of ministers.",
        ("Ana Ruiz", "", "parliament", "a meeting of ministers"),
    ),
    (
        "Ana Ruiz met Tom Beck in Lima for talks. She said the talks had been useful but warned that Peru would insist on the road.",
        ("Ana Ruiz", "", "", "Peru would insist on the road"),
    ),
    (
        "Ana Ruiz met Tom Beck in Lima for talks. She thanked him for the road and warned that Peru would insist on it.",
        ("Ana Ruiz", "Tom Beck", "", "Peru would insist on it"),
    ),
    (
        "A new round could take place in Lima, two Western diplomats following the talks told Reuters.",
        ("Western diplomats", "Reuters", "Reuters", "A new round could take place in Lima"),
    ),
    ("Officials praised the minister. The envoy said the port would close.", ("envoy", "", "", "the port would close")),
    ("Ana Ruiz had called on Sunday for an end to the war.", ("Ana Ruiz", "", "", "an end to the war")),
    ("Ana Ruiz called on Peru on Sunday to open the border.", ("Ana Ruiz", "Peru", "", "to open the border")),
    ("The ministry complained of two flights over the coast.", ("ministry", "", "", "two flights over the coast")),
    (
        "Ana Ruiz called on her two guests to “show concern for each other” and offered help.",
        ("Ana Ruiz", "two guests", "", "to “show concern for each other”"),
    ),
    ("The war began in May, when Ana Ruiz accused her then deputy of a plot.", ("Ana Ruiz", "", "", "her then deputy of a plot")),
]


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text[:40] for text, _ in CASES])
def test_circumstances(nlp: Language, text: str, wanted: tuple[str, str, str, str]) -> None:
    assert wanted in told(read(nlp, text))


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “spy balloon” drifted over the coast, and the “hot line” was cut.",
        "Though nuns are expected to report the abuse to the police, the vicar did not say so.",
        "The agency declared the harbour, a place of dread.",
        "A senior official requested anonymity, citing the sensitivity of the matter.",
    ],
)
def test_what_nobody_said(nlp: Language, text: str) -> None:
    assert told(read(nlp, text)) == []


def test_the_name_of_a_page_is_not_said(nlp: Language) -> None:
    facts = read(nlp, "Ruiz calls the port “a danger” | World\n\nPresident Ana Ruiz of Peru spoke in Lima on Monday.")
    assert [what for *_, what in told(facts)] == ["the port “a danger”"]


def test_a_press_conference_has_no_partner(nlp: Language) -> None:
    text = (
        "King Adil on Sunday received President Marco Sol of Peru. The king reaffirmed his country's support for the plan. "
        "At a press conference after the talks, Sol said the two leaders had agreed on trade."
    )
    king, sol = told(read(nlp, text))[:2]
    assert (king[0], king[1]) == ("Adil", "Marco Sol")
    assert (sol[0], sol[1], sol[2]) == ("Marco Sol", "", "press conference")


def test_a_statement_goes_on_through_paragraphs(nlp: Language) -> None:
    text = "The border is open, spokesman Tom Beck said in a statement.\nTrade will grow, Beck added.\nThe port is safe, Beck said."
    assert [c for _, _, c, _ in told(read(nlp, text))] == ["statement"] * 3


def test_a_quotation_that_runs_over_paragraphs_is_no_guess(nlp: Language) -> None:
    text = 'Tom Beck said: "The harbour must stay open.\n"Nobody wins if it shuts.\n"That is all."'
    found = read(nlp, text)
    assert [(s.rule, s.confidence) for s in found.statements] == [
        ("statement.say.quote", 0.9),
        ("statement.continued", 0.6),
        ("statement.continued", 0.6),
    ]


def test_a_quotation_with_somebody_elses_words_in_it_goes_on(nlp: Language) -> None:
    text = "“We will win,” Ana Ruiz said. “And when they hear Tom Beck say it is a hoax, I think he will lose.”"
    whole = "We will win // And when they hear Tom Beck say it is a hoax, I think he will lose"
    assert ("Ana Ruiz", "", "", whole) in told(read(nlp, text))


@pytest.mark.parametrize(
    ("text", "issues"),
    [
        ("On the question of Taiwan, Norwegian Foreign Minister Ola Lund said that there was no room for concessions.", ["issue.taiwan"]),
        ("Regarding Taiwan, which he had visited before, Foreign Minister Ola Lund said that nothing would change.", ["issue.taiwan"]),
        ("On Monday in Taiwan, Norwegian Foreign Minister Ola Lund said that there was no room for concessions.", []),
        ("On arrival, Norwegian Foreign Minister Ola Lund said that there was no room for concessions.", []),
    ],
)
def test_what_a_statement_is_about_may_stand_in_front_of_it(nlp, text, issues):
    (said,) = read(nlp, text).statements
    assert [i for i in said.issues if i == "issue.taiwan"] == issues
