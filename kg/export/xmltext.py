"""Text for XML 1.0 files.

XML 1.0 cannot hold most control characters, U+FFFE and U+FFFF, not even as references (https://www.w3.org/TR/xml/#charsets). One of
those is written as U+FFFD, one for one, so that lengths stay; N-Quads, Turtle, TriG, N-Triples, JSON-LD and CSV keep them.
"""

from __future__ import annotations

import logging
import re

ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A carriage return written as it is would be read as a line feed; in attributes white space would be read as blanks.
ELEMENT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
ATTRIBUTE = str.maketrans({**ELEMENT, '"': "&quot;", "\t": "&#9;", "\n": "&#10;"})
log = logging.getLogger("kg.export")


class XmlText:
    """Escapes text and counts the characters that had to be replaced."""

    def __init__(self) -> None:
        self.replaced = 0

    def element(self, value: str) -> str:
        """``value`` between tags."""
        return self._legal(value).translate(_ELEMENT)

    def attribute(self, value: str) -> str:
        """``value`` in double quotation marks."""
        return f'"{self._legal(value).translate(ATTRIBUTE)}"'

    def warn(self, format: str) -> None:
        """Tell in the log how many characters this format could not hold."""
        if self.replaced:
            log.warning("%d characters that XML cannot hold stand as U+FFFD in the %s export; N-Quads keeps them", self.replaced, format)

    def _legal(self, value: str) -> str:
        legal, count = ILLEGAL.subn("\ufffd", value)
        self.replaced += count
        return legal


_ELEMENT = str.maketrans(ELEMENT)
