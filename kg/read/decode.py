"""Bytes to text, without changing anything but the encoding: line ends, control and astral characters stay."""

from __future__ import annotations

import codecs
import unicodedata

from charset_normalizer import from_bytes

# The longer marks first: the UTF-16 mark is the beginning of the UTF-32 one.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Encodings of Python that no page is written in: slow on purpose-made data, or giving halves of surrogate pairs.
ODD = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf-7", "undefined"}
WHITE = frozenset(b"\t\n\r\f\v")
SAMPLE = 100_000


class Undecodable(ValueError):
    """The bytes are no text. ``line`` (from 1) is where the first fault stands."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def decode(data: bytes, declared: str = "") -> tuple[str, str, int]:
    """The text in ``data``, the name of a guessed encoding ("" when it was certain) and the line of the first odd byte.

    A byte order mark decides and is dropped; else UTF-8; else what the file ``declared``; else a guess. Raises Undecodable for
    binary data.
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], name), "", 0
    nul = data.find(b"\0")
    if nul >= 0:
        raise Undecodable("binary data or UTF-16 without a byte order mark (a NUL byte); save it as UTF-8 text", _line(data, nul))
    try:
        return data.decode("utf-8"), "", 0
    except UnicodeDecodeError as exc:
        line = _line(data, exc.start)
    if declared:
        try:
            if codecs.lookup(declared).name not in ODD:
                return data.decode(declared), "", 0
        except (LookupError, ValueError):  # no encoding, or not of this data; a name may also hold a NUL
            pass
    return (*_guess(data, line), line)


def _marked(data: bytes, name: str) -> str:
    try:
        text = data.decode(name)
    except UnicodeDecodeError as exc:
        line = data[: exc.start].decode(name, "ignore").count("\n") + 1
        raise Undecodable(f"damaged {name.upper()} ({exc.reason}); save it as UTF-8 text", line) from exc
    if "\0" in text:
        raise Undecodable("binary data (a NUL character); save it as UTF-8 text", text[: text.index("\0")].count("\n") + 1)
    return text


def _guess(data: bytes, line: int) -> tuple[str, str]:
    sample = data[:SAMPLE]
    if sum(b < 32 and b not in WHITE for b in sample) > len(sample) // 100:
        raise Undecodable("binary data; save it as UTF-8 text", line)
    western = _western(data)
    if western is not None:
        return western, "cp1252"
    best = from_bytes(data).best()
    if best is None:
        raise Undecodable("no known text encoding; save it as UTF-8 text", line)
    return str(best), best.encoding


def _western(data: bytes) -> str | None:
    """``data`` as Windows-1252 (a superset of printable Latin-1) when that reads as English: few other letters, no odd signs.

    Short English texts have too few bytes above 127 for a statistical guess, and this is what they nearly always are.
    """
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    other = [c for c in text if ord(c) > 127]
    plausible = sum(unicodedata.category(c) in ("Ll", "Lu", "Pd", "Pi", "Pf", "Zs", "Sc") or c in "…©®°·" for c in other)
    return text if len(other) * 10 <= len(text) and plausible * 10 >= len(other) * 9 else None


def _line(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1
