"""One writer at a time: a lock that the system gives back when its holder dies, with the holder's number for the others to read."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from kg.errors import KgError


class InUse(KgError):
    """Another process holds the lock."""


class Lock:
    """Held from making to ``release``. Raises InUse, naming the process, when another holds it."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _take(self._file)
        except OSError:
            holder = os.pread(self._file, 20, 0).decode("ascii", "replace").strip() if hasattr(os, "pread") else ""
            os.close(self._file)
            raise InUse(f"{path.parent}: in use by process {holder or '(unknown)'}; wait until it ends") from None
        os.ftruncate(self._file, 0)
        os.write(self._file, f"{os.getpid()}\n".encode())

    def release(self) -> None:
        """Give it back; the file stays, since removing it would let two processes hold two locks."""
        os.close(self._file)


def locked(folder: Path) -> Lock:
    """The lock of an archive's folder, which is made if it is not there. Raises InUse, and KgError when it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return Lock(folder / "lock")
    except OSError as exc:
        raise KgError(f"{folder}: cannot be written ({exc.strerror or exc}); choose another folder or mend its rights") from exc


if sys.platform == "win32":
    import msvcrt

    def _take(file: int) -> None:
        os.lseek(file, 1 << 20, os.SEEK_SET)  # beyond the number, which others must be able to read
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        os.lseek(file, 0, os.SEEK_SET)
else:
    import fcntl

    def _take(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
