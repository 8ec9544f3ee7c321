"""
Run a program that ends when its parent does, even when the parent is killed with -9.

    python -m shop.serving.tether PARENT_PID program argument …

Linux keeps the promise itself (PR_SET_PDEATHSIG, see prctl(2); it survives the exec). Elsewhere, `serve` finds what
was left over by the ids that it recorded, at its next start.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def tie_to(parent: int) -> bool:
    """Ask for SIGTERM when the parent ends. False if it ended already."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)
    return os.getppid() == parent


if __name__ == "__main__":
    if not tie_to(int(sys.argv[1])):
        sys.exit(f"The process that wanted {sys.argv[2]} ended before it began.")
    os.execv(sys.argv[2], sys.argv[2:])  # noqa: S606 - by the same Python that runs us
