"""Files that are written together: whole or not at all.

They are written under temporary names in the target folder and renamed at the end, so that a run that fails or is interrupted
leaves the earlier files as they were.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from kg.errors import KgError

Open = Callable[[str], BinaryIO]


@contextmanager
def replacing(folder: Path) -> Iterator[Open]:
    """A function that opens a new file in ``folder`` (made if needed) by its name; they all take their places when the block ends.

    Leaving the block by an exception leaves the folder's earlier files as they were. Raises KgError when it cannot be written.
    """
    part = f"{os.getpid()}.part"
    new: dict[str, tuple[Path, BinaryIO]] = {}

    def open_new(name: str) -> BinaryIO:
        path = folder / f".{name}.{part}"
        stream = path.open("wb")
        new[name] = path, stream
        return stream

    old: dict[str, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield open_new
        for _, stream in new.values():
            stream.close()
        old = {name: folder / f".{name}.old.{part}" for name in new}
        _swap(folder, {name: path for name, (path, _) in new.items()}, old)
    except OSError as exc:
        raise KgError(f"{folder}: cannot be written ({_reason(exc)}); nothing was changed") from exc
    finally:
        for path, stream in new.values():
            with suppress(OSError):
                stream.close()
            with suppress(OSError):
                path.unlink()
        for path in old.values():
            with suppress(OSError):
                path.unlink()


def write_files(contents: Mapping[str, bytes], folder: Path) -> list[Path]:
    """Write files into ``folder``, all or none, and return their paths. Raises KgError when the folder cannot be written."""
    with replacing(folder) as open_new:
        for name in sorted(contents):
            open_new(name).write(contents[name])
    return [folder / name for name in sorted(contents)]


def _swap(folder: Path, new: Mapping[str, Path], old: Mapping[str, Path]) -> None:
    """Put the new files in place one by one; whatever stops that, the earlier ones come back."""
    done: list[str] = []
    try:
        for name, partial in sorted(new.items()):
            if (folder / name).is_file():
                _keep(folder / name, old[name])
            os.replace(partial, folder / name)
            done.append(name)
    except BaseException:
        for name in done:
            if old[name].exists():
                os.replace(old[name], folder / name)
            else:
                (folder / name).unlink()
        raise


def _keep(path: Path, second: Path) -> None:
    """A second name for a file, so that its place is never empty; a copy where the file system has no links."""
    try:
        os.link(path, second)
    except OSError:
        shutil.copy2(path, second)


def _reason(exc: OSError) -> str:
    place = exc.filename2 or exc.filename
    return f"{exc.strerror or exc}{f': {Path(place).name}' if place else ''}"
