"""Docs without a model: a tagger for the short sentences of the lexicons, with parts of speech and names but no tree.

Rules that pass here work by the order of words alone, as they must where a parse is wrong.
"""

from __future__ import annotations

import re

import spacy
from spacy.tokens import Doc, Span

VOCAB = spacy.blank("en").vocab
PERSONS = {"Ruiz", "Beck", "Cole"}
PLACES = {"Norway", "Lima", "Chile", "Kenya", "Oslo", "Doha", "China"}
BODIES = {"African Union", "United Nations General Assembly"}
TOKEN = re.compile(
    r"(?:Aug|Sept|Oct|Nov|Dec)\.|gon(?=na)|(?<=gon)na|[A-Za-zêàé]+(?=n't)|n't|['’](?:s|ll|d|ve)\b|[\wêàé]+(?:\.\d+)?|[^\w\s]"
)
CLASSES = {
    "DET": "a an whose the this that these those its no both all each another his her their",
    "ADP": """in on at to for of with by from about into after before since until following during without under over up down off out
        around between among through against across within ahead as via""",
    "SCONJ": "whether if because while although when",
    "CCONJ": "and or but",
    "ADV": """not never also now then soon together virtually originally possibly perhaps actually forward ago later yesterday home
        instead prior away well dearly underway longer again""",
    "PRON": "he she they it we you nobody nothing him them what who which",
    "NUM": "one two three four",
    "AUX": "will would shall may might could can should must be is are was were been being has have had do does did 'll ’ll",
    "ADJ": """second new possible potential proposed eventual future planned scheduled upcoming coming forthcoming next postponed
        delayed cancelled canceled aborted earlier ongoing current previous recent last private dear glad dull long short open ready
        willing eager keen likely unlikely due public military first technical swift hard late bilateral crown foreign prime danish
        present poised prepared unable""",
}
# Past forms and participles whose lemma the ending does not tell, as lemma=form,form.
IRREGULAR_LIST = """meet=met hold=held speak=spoke,spoken have=had,has take=took,taken pay=paid make=made go=went,gone,gon come=came
    fly=flew sit=sat see=saw,seen lead=led begin=began,begun fall=fell put=put tell=told say=said get=got leave=left hear=heard ring=rang
    give=gave send=sent set=set win=won grow=grew be=was,were,been,is,are do=did,does undertake=undertook,undertaken cut=cut
    become=became spend=spent withdraw=withdrew swing=swung bring=brought freeze=froze break=broke"""
IRREGULAR = {form: pair.split("=")[0] for pair in IRREGULAR_LIST.split() for form in pair.split("=")[1].split(",")}
VERB_LIST = """meet hold speak talk have take pay make go come fly sit see lead begin fall put tell say get leave hear ring give send set
    win grow confer consult negotiate parley huddle phone telephone visit travel head journey arrive land tour host receive welcome convene
    gather last drag reach clap close end start open kick wrap finish complete conclude launch continue resume embark enter attend join
    participate engage chair conduct undertake organize organise arrange plan schedule postpone delay cancel call scrap abandon pull defer
    want hope wish seek offer propose invite request ask urge consider suggest demand push deplore depend float announce agree prepare vow
    expect intend slate suppose refuse decline fail reject rule avoid deny look loom stall amaze count answer blow know like happen
    introduce oppose serve depart discuss return accompany
    promise pledge decide poise accept commit aim try turn dine
    walk emerge preside cut become touch exchange suspend shelve drop withdraw weigh mull address move reschedule work
    squeeze run converse cross mediate broker cap dispatch brief
    swing stop bring reach place restart reopen relaunch chat shuttle jet rush secure grant freeze inform assure sign
    materialise materialize confirm spend raise pencil"""
VERBS = frozenset(VERB_LIST.split())
DOUBLED_LIST = """planned=plan cancelled=cancel travelled=travel scrapped=scrap dragged=drag wrapped=wrap stopped=stop
    conferred=confer deferred=defer denied=deny tried=try committed=commit accompanied=accompany
    dropped=drop capped=cap chatted=chat jetted=jet pencilled=pencil"""
DOUBLED = dict(pair.split("=") for pair in DOUBLED_LIST.split())
AUXILIARIES = frozenset(CLASSES["AUX"].split())
ADJECTIVES = frozenset(CLASSES["ADJ"].split())


def parsed(text: str) -> Doc:
    """The Doc of one or more short sentences: words, tags, lemmas, features, names and sentence ends."""
    words, spaces, starts = _split(text)
    tags = _tags(words)
    doc = Doc(
        VOCAB,
        words=words,
        spaces=spaces,
        pos=[t[0] for t in tags],
        lemmas=[t[1] for t in tags],
        morphs=[t[2] for t in tags],
        sent_starts=starts,
    )
    doc.ents = _names(doc)
    return doc


def _split(text: str) -> tuple[list[str], list[bool], list[bool]]:
    words, spaces, starts = [], [], []
    for found in TOKEN.finditer(text):
        words.append(found[0])
        spaces.append(text[found.end() : found.end() + 1] == " ")
        starts.append(len(words) == 1 or words[-2] in ".!?")
    return words, spaces, starts


def _tags(words: list[str]) -> list[tuple[str, str, str]]:
    out: list[tuple[str, str, str]] = []
    for i, word in enumerate(words):
        out.append(_tag(word, [t[0] for t in out], words[i - 1].lower() if i else "", words[i + 1] if i + 1 < len(words) else ""))
    return out


def _tag(word: str, before: list[str], previous: str, following: str) -> tuple[str, str, str]:
    lower = word.lower()
    if not word[0].isalnum() and lower not in {"'s", "’s", "n't", "'ll", "’ll"}:
        return "PUNCT", word, ""
    if lower in {"'s", "’s"}:
        return "PART", "'s", ""
    if lower == "na":
        return "PART", "to", ""
    if lower in {"n't", "not"}:
        return "PART", "not", ""
    if word in PERSONS | PLACES or (word[0].isupper() and before and lower not in IRREGULAR):
        return "PROPN", word, "Number=Sing"
    if lower == "to" and _lemma(following.lower()) == following.lower() and following:
        return "PART", "to", ""
    if lower in {"her", "his", "their"}:
        return "PRON", lower, "Poss=Yes"
    verb = _verb(lower, before, previous, following)
    if verb:
        return verb
    for pos, members in CLASSES.items():
        if lower in members.split():
            return pos, IRREGULAR.get(lower, lower), _features(lower) if pos == "AUX" else ""
    if lower.isdigit():
        return "NUM", lower, ""
    if lower.endswith("ly"):
        return "ADV", lower, ""
    plural = lower.endswith("s") and not lower.endswith("ss")
    return "NOUN", lower[:-1] if plural and lower != "talks" else lower, "Number=Plur" if plural else "Number=Sing"


def _lemma(lower: str) -> str:
    if lower in IRREGULAR or lower in DOUBLED:
        return IRREGULAR.get(lower) or DOUBLED[lower]
    for ending, keep in (("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"), ("s", ""), ("es", ""), ("", "")):
        stem = lower[: len(lower) - len(ending)] + keep
        if lower.endswith(ending) and stem in VERBS:
            return stem
    return ""


def _verb(lower: str, before: list[str], previous: str, following: str) -> tuple[str, str, str] | None:
    """A verb, unless what stands before makes it a noun or an adjective ("the visit", "planned talks")."""
    lemma = _lemma(lower)
    last = before[-1] if before else ""
    if not lemma or (lemma in {"be", "have"} and lower in AUXILIARIES and _is_aux(following)):
        return None
    if lemma in {"be", "have", "do"} and lower in AUXILIARIES:
        return ("VERB" if lemma == "have" else "AUX"), lemma, _features(lower)
    if lower in ADJECTIVES and last not in {"AUX", "PRON", "PROPN", "PART", "ADV"}:
        return None
    if _is_noun(lower, lemma, last, previous) or (not before and following and not following[0].isupper() and lower != "visit"):
        return None
    return "VERB", lemma, _features(lower, last)


def _is_noun(lower: str, lemma: str, last: str, previous: str) -> bool:
    if (last in {"DET", "ADJ", "NUM"} and lower != "met") or previous in {"'s", "’s", "her", "his", "phone"} or lower == "talks":
        return True
    if last in {"VERB", "ADP"} and not lower.endswith("ing"):
        return True
    if lower in {"last", "open", "like"}:
        return last != "PART"
    return lower == lemma and (last == "PUNCT" or (last == "NOUN" and lower not in IRREGULAR))


def _is_aux(following: str) -> bool:
    word = following.lower()
    return bool(_lemma(word)) or word in {"not", "n't", "be", "been", "actually", "originally"}


def _features(lower: str, last: str = "") -> str:
    if lower.endswith("ing"):
        return "VerbForm=Ger"
    if lower in {"is", "are", "has", "does"} or (_lemma(lower) != lower and lower.endswith("s") and lower not in IRREGULAR):
        return "Tense=Pres|VerbForm=Fin"
    if lower not in IRREGULAR and not lower.endswith("ed"):
        return "VerbForm=Inf"
    participle = last in {"AUX", "ADV"} and lower not in {"was", "were", "had", "did"}
    return "Tense=Past|VerbForm=Part" if participle else "Tense=Past|VerbForm=Fin"


def _names(doc: Doc) -> list[Span]:
    found = [Span(doc, t.i, t.i + 1, "PERSON" if t.text in PERSONS else "LOC") for t in doc if t.text in PERSONS | PLACES]
    for body in BODIES:
        size = len(body.split())
        found += [Span(doc, i, i + size, "ORG") for i in range(len(doc) - size + 1) if doc[i : i + size].text == body]
    return found
