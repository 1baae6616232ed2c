"""The one exception that the command line turns into a message and exit status 1, and the form in which messages quote input."""

LONGEST = 2000


class KgError(Exception):
    """A fault that the user can mend; the message names the file, the line or record, and what to do."""


def printable(text: str) -> str:
    """``text`` on one line of at most LONGEST characters; what could steer a terminal or break a line is shown as an escape."""
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text[:LONGEST])
    return shown if len(text) <= LONGEST else shown + "..."
