"""
Processes that may outlive whoever started them, told apart safely.

A process id alone proves nothing: it may belong to a zombie, or to a stranger after the number was used again (quickly
so in containers). A process is the pair of id and start time.
"""

import os
import signal
import stat
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from shop.embedded.layout import CannotStart, RunUser

PROC = Path("/proc/self/stat")
LOG_LIMIT_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True)
class Identity:
    """One process for all time: `started` is in ticks since boot on Linux, a date elsewhere."""

    pid: int
    started: str

    def alive(self) -> bool:
        return identify(self.pid) == self


def identify(pid: int) -> Identity | None:
    """Who has this id now; None for nobody and for a zombie."""
    if pid <= 0:
        return None
    fields = _stat(pid) if PROC.exists() else _ps(pid)
    if not fields or fields[1].startswith(("Z", "X")):
        return None
    return Identity(pid, fields[2])


def name_of(pid: int) -> str:
    """The name of the program, "" where there is none."""
    fields = _stat(pid) if PROC.exists() else _ps(pid)
    return Path(fields[0]).name if fields else ""


def working_directory(pid: int) -> Path | None:
    """None where it cannot be told."""
    try:
        return Path(os.readlink(f"/proc/{pid}/cwd"))
    except OSError:
        return None


def _stat(pid: int) -> tuple[str, str, str] | None:
    """Name, state and start time from /proc/<pid>/stat (proc(5)); the name may contain spaces and brackets."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except OSError:
        return None
    rest = text[text.rindex(")") + 2 :].split()
    return text[text.index("(") + 1 : text.rindex(")")], rest[0], rest[19]


def _ps(pid: int) -> tuple[str, str, str] | None:
    command = ["ps", "-o", "stat=,lstart=,comm=", "-p", str(pid)]
    words = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
    return (" ".join(words[6:]), words[0], " ".join(words[1:6])) if len(words) > 6 else None


def end(process: Identity, *signals: tuple[signal.Signals, float]) -> bool:
    """Send each signal in turn and wait its number of seconds. Returns whether the process is gone."""
    for number, seconds in signals:
        reap(process.pid)
        if not process.alive():
            return True
        try:
            os.kill(process.pid, number)
        except ProcessLookupError:
            return True
        if wait_until_gone(process, seconds):
            return True
    return not process.alive()


def wait_until_gone(process: Identity, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while process.alive():
        if time.monotonic() > deadline:
            return False
        reap(process.pid)
        time.sleep(0.02)
    reap(process.pid)
    return True


def reap(pid: int) -> None:
    """Take the exit status, if it is a child of ours, so that no zombie stays."""
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)


def disown(child: subprocess.Popen[bytes]) -> None:
    """Forget a child that shall outlive us: Python warns about those that it still thinks its own."""
    child.returncode = 0


def spawn(
    command: Sequence[str | Path], *, log: Path, user: RunUser | None, env: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    """Start a server in a session of its own: Ctrl-C in our terminal must not reach it."""
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LOG_LIMIT_BYTES:
        log.replace(log.with_suffix(".old"))
    with open(log, "ab") as output:
        return subprocess.Popen(
            [str(word) for word in command],
            env=dict(env),
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            user=user.uid if user else None,
            group=user.gid if user else None,
            extra_groups=[] if user else None,
        )


def environment() -> dict[str, str]:
    """What the servers see: nothing of ours, so that no PG… variable, locale or secret reaches them."""
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


def make_shared(directory: Path) -> None:
    """
    Make a directory that others may pass through, whatever the umask: as root, the servers run as another user. What
    is private inside is 0600 or 0700 itself. One that exists is left as it is.
    """
    if not directory.exists():
        directory.mkdir(parents=True, exist_ok=True)
        directory.chmod(0o755)


def make_private(directory: Path, user: RunUser | None) -> None:
    """
    Make a directory that only the user of the servers can enter.

    :raises CannotStart: if something else has its name: another user could have laid a trap there.
    """
    owner = user.uid if user else os.geteuid()
    try:
        directory.mkdir(mode=0o700)
    except FileExistsError:
        status = directory.lstat()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid not in (owner, os.geteuid()):
            raise CannotStart(
                f"{directory} should be a directory of user {user.name if user else owner} but is not:"
                " start as its owner, or remove it."
            ) from None
    if user:
        os.chown(directory, user.uid, user.gid)
    directory.chmod(0o700)
