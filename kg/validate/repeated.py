"""Which nodes several graphs describe, told from quads that go by once and are not held in memory."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.validate.parts import Part

SUBJECT = re.compile(rb"^\S+", re.MULTILINE)
BITS = 1 << 27  # 16 MiB


def repeated(parts: Iterable[Part]) -> set[str]:
    """The nodes of which several parts speak, and a few others: with ten million nodes one in sixty.

    Each part has whole nodes. Source: Bloom 1970, Space/time trade-offs in hash coding with allowable errors; with two hashes.
    """
    marks = bytearray(BITS // 8)
    found: set[str] = set()
    for _, lines in parts:
        for subject in set(SUBJECT.findall(lines)):
            known = True
            number = hash(subject)
            for place in (number % BITS, (number >> 32) % BITS):
                byte, bit = place >> 3, 1 << (place & 7)
                known = known and bool(marks[byte] & bit)
                marks[byte] |= bit
            if known:
                found.add(subject.decode("utf-8"))
    return found
