"""Triple stores that people use, started as their manuals say, on loopback ports, in folders of their own."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
JAVA = Path("/usr/share/java")
# Debian's Java libraries lie in one folder, with four that send the log to each other in a circle.
LOOPS = ("slf4j-", "log4j", "jul-to", "jcl-over", "maven3-slf4j")
# "": unbound; else the term's value and what else is said of it (kind, datatype, language)
Cell = tuple[str, ...]
JSON = "application/sparql-results+json"


class Endpoint(NamedTuple):
    """A running server: where it answers queries, where it takes graphs, and who may send them."""

    sparql: str
    graphs: str
    environment: dict[str, str]

    def rows(self, query: str) -> list[list[Cell]]:
        """The rows of a SELECT query over the union of all graphs."""
        body = urllib.parse.urlencode({"query": query}).encode()
        request = urllib.request.Request(self.sparql, body, {"Accept": JSON})
        try:
            with urllib.request.urlopen(request, timeout=120) as response:
                return cells(response.read())
        except urllib.error.HTTPError as exc:
            raise AssertionError(f"{exc.code}: {exc.read()[:2000].decode(errors='replace')}") from exc


def cells(answer: bytes) -> list[list[Cell]]:
    """The rows of an answer in the SPARQL 1.1 JSON format."""
    found = json.loads(answer)
    names = found["head"]["vars"]
    return [[_cell(row.get(name)) for name in names] for row in found["results"]["bindings"]]


def _cell(term: dict[str, str] | None) -> Cell:
    if term is None:
        return ("",)
    datatype = term.get("datatype", "").removeprefix("http://www.w3.org/2001/XMLSchema#")
    kind = "literal" if term["type"] == "typed-literal" else term["type"]
    return term["value"], kind, "" if datatype == "string" else datatype, term.get("xml:lang", "")


def program(*names: str) -> str:
    """The first of these programs that is here; else the test is skipped."""
    found = next((path for path in map(shutil.which, names) if path), None)
    return found or pytest.skip(f"{' or '.join(names)} is not installed")


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def oxigraph(folder: Path, data: Path | None = None) -> Iterator[Endpoint]:
    """Oxigraph's server, with ``data`` loaded by its bulk loader."""
    binary, port = program("oxigraph"), free_port()
    if data:
        subprocess.run([binary, "load", "-l", folder, "-f", data], check=True, capture_output=True, timeout=120)
    command = [binary, "serve", "-l", str(folder), "-b", f"127.0.0.1:{port}", "--union-default-graph"]
    address = f"http://127.0.0.1:{port}"
    with _running(command, folder, lambda: _answers(f"{address}/query?query=ASK%7B%7D")):
        yield Endpoint(f"{address}/query", f"{address}/store", {})


VIRTUOSO = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 100000
"""


@contextmanager
def virtuoso(folder: Path, data: Path | None = None) -> Iterator[Endpoint]:
    """Virtuoso 7, with ``data`` (N-Quads) loaded by its bulk loader; user and password are those it is delivered with."""
    server, isql = program("virtuoso-t"), program("isql-vt", "isql-v")
    sql, http = free_port(), free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(VIRTUOSO.format(folder=folder, sql=sql, http=http), "utf-8")
    address = f"http://127.0.0.1:{http}"
    command = [server, "+foreground", "+configfile", str(settings)]
    with _running(command, folder, lambda: _answers(f"{address}/sparql?query=ASK%7B%7D")):
        if data:
            shutil.copy(data, folder / data.name)
            steps = f"ld_dir('{folder}', '{data.name}', ''); rdf_loader_run(); checkpoint;"
            told = subprocess.run([isql, str(sql), "dba", "dba", f"exec={steps}"], check=True, capture_output=True, timeout=120, text=True)
            assert "Error" not in told.stderr + told.stdout, told
        yield Endpoint(f"{address}/sparql", f"{address}/sparql-graph-crud-auth", {"KG_PUSH_USER": "dba", "KG_PUSH_PASSWORD": "dba"})


class Jena(NamedTuple):
    """A TDB2 folder, and the commands that come with Jena."""

    folder: Path
    classpath: str

    def run(self, tool: str, *arguments: str) -> bytes:
        """What a command line tool of Jena says on its standard output."""
        classes = self.folder / "classes.jsa"  # what the first run has loaded, so that later ones start in half the time
        shared = f"-XX:SharedArchiveFile={classes}" if classes.exists() else f"-XX:ArchiveClassesAtExit={classes}"
        quick = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off", shared]
        command = [program("java"), *quick, "-cp", self.classpath, tool, *arguments]
        done = subprocess.run(command, capture_output=True, timeout=300, cwd=self.folder)
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        return done.stdout

    def rows(self, query: str) -> list[list[Cell]]:
        """The rows of a SELECT query over the union of all graphs."""
        file = self.folder / "question.rq"
        file.write_text(query, "utf-8")
        union = "--set=tdb2:unionDefaultGraph=true"
        return cells(self.run("tdb2.tdbquery", f"--loc={self.folder / 'tdb'}", union, "--results=json", f"--query={file}"))


def jena(folder: Path, data: Path) -> Jena:
    """Jena's TDB2 with ``data`` loaded. Debian's package lacks a copy of Xerces where Jena looks for it; one is unpacked here."""
    program("java")
    core = JAVA / "jena-core.jar"
    if not core.exists():
        pytest.skip("libapache-jena-java is not installed")
    inside = "org/apache/jena/ext/"
    with zipfile.ZipFile(core) as jar, zipfile.ZipFile(folder / "xerces.jar", "w") as copy:
        for name in jar.namelist():
            if name.startswith(f"{inside}xerces/") and not name.endswith("/"):
                copy.writestr(name.removeprefix(inside), jar.read(name))
    libraries = [str(p) for p in sorted(JAVA.glob("*.jar")) if not p.name.startswith(LOOPS)]
    found = Jena(folder, ":".join([str(folder / "xerces.jar"), *libraries, str(JAVA / "slf4j-api.jar"), str(JAVA / "slf4j-nop.jar")]))
    found.run("tdb2.tdbloader", "--loader=basic", f"--loc={folder / 'tdb'}", str(data))
    return found


@contextmanager
def _running(command: list[str], folder: Path, up: Callable[[], bool]) -> Iterator[None]:
    """A server from its first answer until the end of the block."""
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
    try:
        for _ in range(600):
            if up():
                break
            assert server.poll() is None, (folder / "server.log").read_text("utf-8", "replace")[-2000:]
            time.sleep(0.1)
        else:
            raise AssertionError(f"{command[0]} did not answer in a minute")
        yield
    finally:
        server.terminate()
        try:
            server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return bool(response.status == 200)
    except urllib.error.HTTPError as exc:
        exc.close()
        return False
    except OSError:
        return False
