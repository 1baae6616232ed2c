"""Label schemes of other pipelines, mapped to ours: the one place that knows them.

spaCy's ``en_core_web_*`` pipelines speak ClearNLP (Choi and Palmer 2012): prepositions head their objects and "be" heads its
predicate. ``universal`` turns such trees into Universal Dependencies v2, as far as the extractors look.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

RENAMED = {
    "dobj": "obj",
    "dative": "iobj",
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "poss": "nmod:poss",
    "relcl": "acl:relcl",
    "prt": "compound:prt",
    "neg": "advmod",
    "npadvmod": "obl:unmarked",
    "oprd": "xcomp",
    "acomp": "xcomp",
    "attr": "xcomp",
    "quantmod": "advmod",
    "predet": "det:predet",
    "preconj": "cc:preconj",
    "intj": "discourse",
    "meta": "discourse",
    "pcomp": "advcl",
    "prep": "advmod",
    "pobj": "nmod",
    "agent": "advmod",
}
PREPOSITIONS = {"prep", "agent", "dative"}


@dataclass(slots=True)
class Tree:
    """A sentence or document as parallel lists: ``heads[i]`` is the head's index (its own for a root)."""

    heads: list[int]
    deps: list[str]
    pos: list[str]
    lemmas: list[str]

    def children(self, i: int) -> list[int]:
        """Dependents of a token, in order."""
        return [j for j, h in enumerate(self.heads) if h == i and j != i]

    def promote(self, child: int, label: str) -> None:
        """Let ``child`` take the place of its head, which becomes its dependent with ``label``; siblings move along."""
        parent = self.heads[child]
        siblings = [j for j in self.children(parent) if j != child]
        self.heads[child] = child if self.heads[parent] == parent else self.heads[parent]
        self.deps[child] = self.deps[parent]
        for j in (parent, *siblings):
            self.heads[j] = child
        self.deps[parent] = label


def is_clearnlp(nlp: Language) -> bool:
    """True if the pipeline's parser speaks ClearNLP."""
    return "pobj" in nlp.pipe_labels.get("parser", ())


def universal(doc: Doc) -> Doc:
    """A copy of a ClearNLP-labelled Doc with Universal Dependencies; tokens, tags and entities stay."""
    tree = Tree([t.head.i for t in doc], [t.dep_ for t in doc], [t.pos_ for t in doc], [t.lemma_ for t in doc])
    convert(tree)
    return Doc(
        doc.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        pos=tree.pos,
        tags=[t.tag_ for t in doc],
        morphs=[str(t.morph) for t in doc],
        lemmas=tree.lemmas,
        heads=tree.heads,
        deps=tree.deps,
        ents=[f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in doc],
    )


def convert(tree: Tree) -> None:
    """Turn a ClearNLP tree into a universal one, in place."""
    objects = {h for h, dep in zip(tree.heads, tree.deps, strict=True) if dep in ("pobj", "pcomp")}
    for i in sorted(range(len(tree.heads)), key=lambda i: -_depth(tree, i)):
        if i in objects or tree.deps[i] in ("prep", "agent"):
            _preposition(tree, i)
    for i, lemma in enumerate(tree.lemmas):
        if lemma != "be":
            continue
        predicate = next((j for j in tree.children(i) if tree.deps[j] in ("attr", "acomp")), None)
        if predicate is not None:
            tree.promote(predicate, "cop")
    for i in range(len(tree.deps)):
        if tree.deps[i] == "conj":
            tree.heads[i] = _first_conjunct(tree, i)
    tree.deps[:] = [RENAMED.get(dep, dep) for dep in tree.deps]


def _preposition(tree: Tree, i: int) -> None:
    """Put the object in its preposition's place; a coordinated or topmost preposition hands on its own relation."""
    objects = [j for j in tree.children(i) if tree.deps[j] in ("pobj", "pcomp", "obl", "nmod")]
    if not objects:
        return
    obj = min(objects, key=lambda j: (tree.deps[j] not in ("pobj", "pcomp"), j))
    clause = tree.deps[obj] == "pcomp"
    governor, relation = tree.heads[i], tree.deps[i]
    verbal = tree.pos[governor] in ("VERB", "AUX", "ADJ", "ADV")
    label = "obl:agent" if relation == "agent" else "advcl" if clause else "obl" if verbal else "nmod"
    tree.promote(obj, "mark" if clause else "case")
    tree.deps[obj] = label if relation in PREPOSITIONS and governor != i else relation


def _first_conjunct(tree: Tree, i: int) -> int:
    head = tree.heads[i]
    while tree.deps[head] == "conj" and tree.heads[head] != head:
        head = tree.heads[head]
    return head


def _depth(tree: Tree, i: int) -> int:
    depth = 0
    while tree.heads[i] != i and depth <= len(tree.heads):
        i, depth = tree.heads[i], depth + 1
    return depth
