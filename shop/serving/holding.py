"""One process has DATA_DIR to itself: who serves from it, or restores into it."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# One that is just ending is waited for.
PATIENCE_S = 3.0


class Held(Exception):
    """Another process has it. Holds its id, or "unknown"."""


@contextmanager
def only_one(data_dir: Path) -> Iterator[None]:
    """
    Hold DATA_DIR for this process. The kernel lets go when the process ends, however it ends.

    :raises Held:
    """
    folder = data_dir / "locks"
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    with open(folder / "serve", "a+") as lock:
        deadline = time.monotonic() + PATIENCE_S
        while not _locked(lock.fileno()):
            lock.seek(0)
            holder = lock.read().strip()
            if time.monotonic() > deadline:
                raise Held(holder or "unknown")
            time.sleep(0.1)
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
