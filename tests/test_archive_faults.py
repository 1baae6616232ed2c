"""The archive in trouble: killed, without room, without file handles, and two imports at once. Nothing is half, nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.archive.archive import Archive
from kg.archive.database import _make
from kg.archive.lock import InUse
from kg.archive.view import View
from tests.archives import VERSIONS, exported, filled, from_scratch, indexed, story
from tests.builds import ROOT, kg

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system with fork")
STORIES = [story(f"article-{n}", "Ana Sol", "president@country.ke", f"Delegate {n}") for n in range(300)]


def inside(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run code in a process of its own with ``folder`` set, since limits cannot be raised again."""
    prologue = f"import resource, sys\nfrom pathlib import Path\nfrom tests.test_archive_faults import *\nfolder = Path({str(folder)!r})\n"
    return subprocess.run([sys.executable, "-c", prologue + code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


IMPORT = """
from kg.errors import KgError
with Archive(folder) as archive:
    done = 0
    resource.setrlimit({limit})
    try:
        for facts in STORIES:
            archive.add(facts, VERSIONS)
            done += 1
    except KgError as exc:
        print(done, exc)
        raise
"""


def test_a_new_archive_has_its_log_from_the_start(tmp_path):
    for left in ("", "-wal", "-journal"):
        (tmp_path / f"archive.db.new{left}").write_bytes(b"left by one that was killed")
    _make(tmp_path / "archive.db")
    assert [p.name for p in tmp_path.iterdir()] == ["archive.db"]
    assert (tmp_path / "archive.db").read_bytes()[18:20] == b"\2\2"  # https://sqlite.org/fileformat.html
    assert View(tmp_path).status().articles == 0


@needs_fork
def test_killed_at_random_moments_an_import_goes_on():
    done = subprocess.run([sys.executable, "-m", "tests.kills", "25"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
@needs_fork
def test_killed_at_200_random_moments_an_import_goes_on():
    done = subprocess.run([sys.executable, "-m", "tests.kills", "200"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=900)
    assert done.returncode == 0, done.stdout + done.stderr


def whole(folder: Path, told: int) -> None:
    """The archive opens, holds the first articles and at least those told, and takes the others."""
    count = View(folder).status().articles
    assert count >= told
    with Archive(folder) as archive:
        assert exported(archive) == indexed(archive) == from_scratch(STORIES[:count])
        archive.add(STORIES[count], VERSIONS)
        assert exported(archive) == indexed(archive) == from_scratch(STORIES[: count + 1])


@needs_fork
@pytest.mark.parametrize("size", [200_000, 400_000, 1_000_000])
def test_no_room_on_the_disk(tmp_path, size):
    found = inside(IMPORT.format(limit=f"resource.RLIMIT_FSIZE, ({size}, {size})"), tmp_path)
    assert found.returncode == 1
    assert "import again when" in found.stdout, found.stderr
    whole(tmp_path, int(found.stdout.split()[0]))


@needs_fork
def test_no_room_on_a_small_file_system(tmp_path):
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(tmp_path)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("no right to mount a small file system")
    try:
        found = inside(IMPORT.format(limit="resource.RLIMIT_CORE, (0, 0)"), tmp_path)
        assert found.returncode == 1
        assert "import again when" in found.stdout, found.stderr
        subprocess.run(["mount", "-o", "remount,size=64m", str(tmp_path)], check=True)
        whole(tmp_path, int(found.stdout.split()[0]))
    finally:
        subprocess.run(["umount", "-l", str(tmp_path)], check=True)


@needs_fork
def test_no_file_handles(tmp_path):
    filled(tmp_path, *STORIES[:2]).close()
    for handles in (4, 8, 12, 16, 24, 32):
        limited = f"resource.setrlimit(resource.RLIMIT_NOFILE, ({handles}, {handles}))\nArchive(folder).close()\n"
        found = inside(limited, tmp_path)
        assert found.returncode == 0 or "kg.errors.KgError" in found.stderr or "Too many open files" in found.stderr, found.stderr
    whole(tmp_path, 2)


def test_the_second_import_hears_who_is_at_work(tmp_path):
    with filled(tmp_path, STORIES[0]):
        with pytest.raises(InUse, match=f"in use by process {os.getpid()}"):
            Archive(tmp_path)
        second = kg("retract", "article-0", "--store", tmp_path)
        assert second.returncode == 1
        assert f"in use by process {os.getpid()}" in second.stderr
        assert View(tmp_path).status().articles == 1
    Archive(tmp_path).close()


def test_a_lock_of_a_dead_process_does_not_block(tmp_path):
    filled(tmp_path, STORIES[0]).close()
    (tmp_path / "lock").write_text("1\n")
    Archive(tmp_path).close()
