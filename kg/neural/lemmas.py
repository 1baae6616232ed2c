"""Apply a lemma edit script to a form."""

from __future__ import annotations


def apply(script: str, form: str) -> str:
    """The lemma; a script that does not fit the form gives the lower-cased form.

    A script is ``=lemma`` or ``case|cut|add``: bring the form to a case (lower, title, keep), cut characters, add an ending.
    """
    if script.startswith("="):
        return script[1:]
    case, cut, add = script.split("|", 2)
    base = form.lower() if case == "lower" else form[:1].upper() + form[1:].lower() if case == "title" else form
    count = int(cut)
    if count >= len(base) and not add:
        return form.lower()
    return (base[:-count] if count else base) + add
