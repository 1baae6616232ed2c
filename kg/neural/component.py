"""The spaCy component ``kg_reader``: sentences, tags, features, lemmas, trees and names of a Doc in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import srsly  # type: ignore[import-untyped]
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, POS, TAG
from spacy.language import Language
from spacy.symbols import IDS
from spacy.tokens import Doc
from spacy.util import minibatch

from kg.errors import KgError
from kg.neural.network import FILES, SUMS, Network, checked, sums
from kg.neural.reading import Reading
from kg.neural.windows import Words

ATTRS = [POS, TAG, MORPH, LEMMA, HEAD, DEP, ENT_IOB, ENT_TYPE]
DOCS = 128  # documents read together


ASSIGNS = "token.pos token.tag token.morph token.lemma token.head token.dep token.is_sent_start doc.ents doc.sents"


@Language.factory(
    "kg_reader",
    assigns=ASSIGNS.split(),
    default_config={"threads": 0, "passes": 2},
)
def make(nlp: Language, name: str, threads: int, passes: int) -> KgReader:
    """The factory; ``threads`` 0 leaves their number to the environment variable KG_THREADS, else one.

    With ``passes`` 1 sentences are not read a second time alone: twice as fast, a little less exact.
    """
    return KgReader(name, threads, passes)


class KgReader:
    """Reads Docs that the tokenizer made. Weights come from ``from_disk`` or ``from_bytes``."""

    def __init__(self, name: str = "kg_reader", threads: int = 0, passes: int = 2) -> None:
        self.name = name
        self.threads = threads
        self.passes = passes
        self._reading: Reading | None = None

    @property
    def reading(self) -> Reading:
        """The network with its decoders. Raises KgError before weights are loaded."""
        if self._reading is None:
            raise KgError("the reader has no weights; load it with spacy.load from its folder")
        return self._reading

    def load(self, files: dict[str, bytes]) -> KgReader:
        """Take over weights from the contents of FILES."""
        self._reading = Reading(Network(files, self.threads), self.passes)
        return self

    def __call__(self, doc: Doc) -> Doc:
        self.read([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = DOCS) -> Iterator[Doc]:
        """Read a stream of Docs, ``batch_size`` at a time."""
        for docs in minibatch(stream, batch_size):  # type: ignore[no-untyped-call]
            self.read(docs)
            yield from docs

    def read(self, docs: Iterable[Doc]) -> None:
        """Annotate Docs in place."""
        pairs = [(doc, *_words(doc)) for doc in docs]
        self.reading.read([words for _, words, _ in pairs])
        for doc, words, places in pairs:
            self._write(doc, words, places)

    def _write(self, doc: Doc, words: Words, places: list[int]) -> None:
        if not len(doc):
            return
        labels, lexicon = self.reading.network.labels, self.reading.network.lexicon
        strings, morphology = doc.vocab.strings, doc.vocab.morphology
        table = np.zeros((len(doc), len(ATTRS)), dtype=np.uint64)
        heads = np.full(len(doc), -1, dtype=np.int64)
        heads[0] = 1 if len(doc) > 1 and places else 0
        table[:, [0, 1, 5]] = IDS["SPACE"], strings.add("_SP"), strings.add("dep")
        table[:, 3] = [strings.add(t.text) if t.is_space else 0 for t in doc]
        table[:, 6] = 2
        if places:
            at = np.array(places)
            tags = [labels["pos"][i] for i in words.pos]
            heads[at] = at[np.array(words.heads)] - at
            table[at, 0] = [IDS[t] for t in tags]
            table[at, 1] = [strings.add(t) for t in tags]
            table[at, 2] = [morphology.add(labels["feats"][i]) for i in words.feats]
            made = zip(words.lemmas, words.texts, tags, strict=True)
            table[at, 3] = [strings.add(lexicon.lemma(labels["lemmas"][i], word, tag) or word) for i, word, tag in made]
            table[at, 5] = [strings.add(labels["deps"][i]) for i in words.deps]
            heads[: places[0]] = places[0] - np.arange(places[0])
        table[:, 4] = heads.astype(np.uint64)
        for begin, end, label in words.ents:
            first, last = places[begin], places[end - 1]
            table[first : last + 1, 6] = 1
            table[first, 6] = 3
            table[first : last + 1, 7] = strings.add(label)
        doc.from_array(ATTRS, table)  # type: ignore[arg-type]

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The weights as bytes."""
        content: bytes = srsly.msgpack_dumps(self.reading.network.files)
        return content

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> KgReader:
        """Weights from ``to_bytes``."""
        return self.load(srsly.msgpack_loads(data))

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write FILES and their checksums into a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        files: dict[str, Any] = self.reading.network.files
        for name in FILES:
            (folder / name).write_bytes(files[name])
        (folder / SUMS).write_text(sums(files), "ascii")

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> KgReader:
        """Read and check FILES. Raises KgError when one is missing or damaged."""
        return self.load(checked(Path(path)))


def _words(doc: Doc) -> tuple[Words, list[int]]:
    """The words of a Doc without white space, and the place of each in the Doc."""
    places: list[int] = []
    spaces: list[bool] = []
    breaks: list[int] = []
    broken = False
    for token in doc:
        if token.is_space:
            broken = broken or token.text.count("\n") > 1
            if spaces:
                spaces[-1] = True
            continue
        if broken and places:
            breaks.append(len(places))
        broken = False
        places.append(token.i)
        spaces.append(bool(token.whitespace_))
    return Words([doc[i].text for i in places], spaces, frozenset(breaks)), places
