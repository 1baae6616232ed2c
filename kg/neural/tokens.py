"""The tokenizer: spaCy's English rules, brought to the words of Universal Dependencies."""

from __future__ import annotations

import spacy
from spacy.language import Language


def pipeline() -> Language:
    """An empty English pipeline with the reader's tokenizer."""
    return spacy.blank("en")
