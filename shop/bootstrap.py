"""
Makes .venv and installs the pinned packages into it. Run by make, before anything is installed:

    python3 -I shop/bootstrap.py [--dev]

Only the standard library, and syntax that an old Python understands well enough to be told that it is too old. Does
nothing when nothing changed; two that run at once take turns; what was interrupted is finished the next time.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
VENV = HERE / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / ".installed"
OLDEST = (3, 11)
NEWER = ["python3.14", "python3.13", "python3.12", "python3.11"]


def main(dev: bool) -> None:
    use_a_python_that_is_new_enough()
    files = ["requirements.txt"] + (["requirements-dev.txt"] if dev else [])
    with open(HERE / "requirements.txt", "rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = [name + " " + hashlib.sha256((HERE / name).read_bytes()).hexdigest() for name in files]
        if not works():
            STAMP.unlink(missing_ok=True)
            make_environment()
        done = STAMP.read_text().splitlines() if STAMP.exists() else []
        if not set(wanted) <= set(done):
            install(files)
            STAMP.write_text("\n".join(sorted(set(wanted) | still_true(done))) + "\n")


def use_a_python_that_is_new_enough() -> None:
    if sys.version_info >= OLDEST:
        return
    newer = next((path for path in map(shutil.which, NEWER) if path), None)
    if newer:
        os.execv(newer, [newer, "-I", *sys.argv])
    sys.exit(
        f"Millrow needs Python 3.11 or newer, and {sys.executable} is {sys.version.split()[0]}."
        " Install a newer one, or name it: make run PYTHON=/path/to/python3.12"
    )


def works() -> bool:
    """Whether the environment is there and its Python still runs (it does not after an upgrade or a move)."""
    if not (VENV / "pyvenv.cfg").exists() or not PYTHON.exists():
        return False
    probe = f"import sys, pip; sys.exit(sys.version_info < {OLDEST} or sys.prefix != {str(VENV)!r})"
    return subprocess.run([str(PYTHON), "-c", probe], stderr=subprocess.DEVNULL, check=False).returncode == 0


def make_environment() -> None:
    try:
        import ensurepip  # noqa: F401, PLC0415 - absent where the distribution packages it apart
        import venv  # noqa: PLC0415 - absent likewise
    except ImportError:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        sys.exit(
            f"This Python has no venv module. On Debian and Ubuntu: apt install python{version}-venv"
            " (or python3-venv); then run make again."
        )
    say("Making the virtual environment")
    venv.EnvBuilder(clear=True, with_pip=True, symlinks=True).create(VENV)


def install(files: "list[str]") -> None:
    say("Installing the pinned packages (half a minute or two)")
    command = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-cache-dir"]
    command += ["--no-input", "--only-binary=:all:", "--require-hashes"]
    command += [word for name in files for word in ("-r", str(HERE / name))]
    # Root in a virtual environment of its own is no news.
    code = subprocess.run(command, env={**os.environ, "PIP_ROOT_USER_ACTION": "ignore"}, check=False).returncode
    if code:
        sys.exit("The packages could not be installed; pip says why above. Run make again when that is mended.")


def still_true(done: "list[str]") -> "set[str]":
    """Stamps of an earlier installation, of files that did not change since."""
    return {
        line
        for line in done
        if (HERE / line.split()[0]).exists()
        and hashlib.sha256((HERE / line.split()[0]).read_bytes()).hexdigest() == line.split()[1]
    }


def say(text: str) -> None:
    print(f"  {text} …", flush=True)


if __name__ == "__main__":
    try:
        main(dev="--dev" in sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)
