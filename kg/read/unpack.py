"""Compressed files: gzip and Zstandard are unpacked while they are read, within a limit; other packings are named and refused.

A small file can hold gigabytes. What is unpacked may be ``RATIO`` times as large as what was read of the file so far, or as large
as the limit for one article; beyond that the file is no text and reading it stops.
"""

from __future__ import annotations

import gzip
import io
import zlib
from typing import BinaryIO, Protocol

RATIO = 200
WINDOW = 1 << 27  # the most memory that a Zstandard frame may ask for, as in the zstd program
GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
# Each fault is a message; nobody reads more of them for one file, and millions would fill the memory.
MAX_FAULTS = 1_000
PACKED = {b"PK\x03\x04": "zip", b"PK\x05\x06": "zip", b"BZh": "bzip2", b"\xfd7zXZ": "xz", b"7z\xbc\xaf": "7z", b"Rar!": "rar"}
MARK = 6


class Readable(Protocol):
    """All that is asked of a stream here."""

    def read(self, size: int, /) -> bytes: ...


class Refused(ValueError):
    """The file cannot or must not be read on; the message says why and what to do."""


def unpacked(stream: BinaryIO, max_bytes: int) -> BinaryIO:
    """The same stream, or what it holds when it is compressed. Reading it may raise Refused.

    Raises Refused at once for archives that are not read.
    """
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(_Raw(stream))
    mark = buffered.peek(MARK)[:MARK]
    for magic, name in PACKED.items():
        if mark.startswith(magic):
            raise Refused(f"{name} data, which is not read; unpack it and name what is in it")
    if not mark.startswith((GZIP, ZSTD)):
        return buffered
    packed = _Counted(buffered)
    return io.BufferedReader(_Limited(_opened(packed, mark), packed, max_bytes))


def _opened(packed: _Counted, mark: bytes) -> Readable:
    if mark.startswith(GZIP):
        return gzip.GzipFile(fileobj=io.BufferedReader(packed), mode="rb")
    from zstandard import ZstdDecompressor  # here, since few files need it

    return ZstdDecompressor(max_window_size=WINDOW).stream_reader(io.BufferedReader(packed), read_across_frames=True)


class _Raw(io.RawIOBase):
    """Any object with ``read`` as a raw stream."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class _Counted(_Raw):
    """Counts what is read of a file."""

    def __init__(self, stream: Readable) -> None:
        super().__init__(stream)
        self.count = 0

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        size = super().readinto(buffer)
        self.count += size
        return size


class _Limited(_Raw):
    """Unpacked data, until there is too much of it."""

    def __init__(self, stream: Readable, packed: _Counted, max_bytes: int) -> None:
        super().__init__(stream)
        self._packed = packed
        self._max_bytes = max_bytes
        self._count = 0

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            size = super().readinto(buffer)
        except (OSError, EOFError, zlib.error) as exc:
            raise Refused(f"damaged gzip data ({exc}); what came before was read") from exc
        except Exception as exc:  # zstandard has an exception of its own, whose module is not loaded for other files
            raise Refused(f"damaged Zstandard data ({exc}); what came before was read") from exc
        self._count += size
        if self._count > max(self._max_bytes, RATIO * self._packed.count):
            raise Refused(f"unpacks to more than {RATIO} times its size; if that is right, unpack it yourself")
        return size
