"""The processes of a running shop, kept alive, and found again after the one who kept them was killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from shop.embedded import process

# Where `shop` can be imported from.
HOME = Path(__file__).resolve().parent.parent.parent
# Seconds to finish what is in hand, then to be killed.
GRACE = ((signal.SIGTERM, 15.0), (signal.SIGKILL, 5.0))
# A child that ends sooner than this after its start is failing, and each time in a row doubles the wait before the
# next try, up to LONGEST_WAIT.
STEADY_AFTER = 20.0
LONGEST_WAIT = 30.0


@dataclass
class Child:
    """:ivar failures: how often in a row it ended soon after its start."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str]
    running: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    retry_at: float = 0.0
    ended_with: int | None = None

    def start(self) -> None:
        self.running = subprocess.Popen(
            [sys.executable, "-m", "shop.serving.tether", str(os.getpid()), *self.command],
            env=dict(self.env),
            cwd=HOME,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C reaches us alone, and we end them in order
        )
        self.started = time.monotonic()
        self.ended_with = None

    def check(self) -> bool:
        """Notice an end, plan the next start, carry out a planned one. True if it ended just now."""
        if self.running is None:
            if time.monotonic() >= self.retry_at:
                self.start()
            return False
        if self.running.poll() is None:
            return False
        self.ended_with, self.running = self.running.returncode, None
        steady = time.monotonic() - self.started > STEADY_AFTER
        self.failures = 1 if steady else self.failures + 1
        self.retry_at = time.monotonic() + min(0.5 * 2 ** (self.failures - 1), LONGEST_WAIT)
        return True

    def identity(self) -> process.Identity | None:
        return process.identify(self.running.pid) if self.running else None


def end_all(children: Sequence[Child]) -> None:
    """All are told at once, then each is waited for."""
    running = [child.running for child in children if child.running and child.running.poll() is None]
    for one in running:
        one.terminate()
    deadline = time.monotonic() + GRACE[0][1]
    for one in running:
        try:
            one.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            _kill_session(one.pid)
            one.wait()
    for child in children:
        child.running = None


def record(children: Sequence[Child], file: Path) -> None:
    """Write down who runs, for `end_left_overs` of a later start."""
    known = [identity for child in children if (identity := child.identity())]
    draft = file.with_suffix(".new")
    draft.write_text(json.dumps([{"pid": one.pid, "started": one.started} for one in known]))
    draft.replace(file)


def end_left_overs(file: Path) -> bool:
    """End what a killed predecessor left running; nothing else is touched. Returns whether there was anything."""
    try:
        known = [process.Identity(**entry) for entry in json.loads(file.read_text())]
    except (OSError, ValueError, TypeError):
        return False
    file.unlink(missing_ok=True)
    alive = [one for one in known if one.alive()]
    for one in alive:
        process.end(one, *GRACE)
    return bool(known)


def _kill_session(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
