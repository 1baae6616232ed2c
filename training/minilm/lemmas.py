"""Lemmas as edit scripts: how a lower-cased form becomes its lemma."""

from __future__ import annotations


def script(form: str, lemma: str) -> str:
    """The script ``case|cut|add`` (or ``=lemma`` for a whole word) that turns a form into its lemma."""
    if lemma == form and form != form.lower():
        return "keep|0|"
    case = "lower"
    low = form.lower()
    if lemma != lemma.lower():
        case = "keep"
        low = form
        if lemma[:1].isupper() and lemma[1:] == lemma[1:].lower():
            case, low = "title", form[:1].upper() + form[1:].lower()
    same = 0
    while same < min(len(low), len(lemma)) and low[same] == lemma[same]:
        same += 1
    if same == 0 or len(low) - same > 4:
        return "=" + lemma
    return f"{case}|{len(low) - same}|{lemma[same:]}"
