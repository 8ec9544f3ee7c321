"""
`make clean`: stops the embedded servers and removes what the commands made, by name, and nothing else.

    python3 -m shop.cleaning

Only the standard library, since the packages may be gone already. Backups stay.
"""

import os
import re
import shutil
import sys
from pathlib import Path

from shop import embedded
from shop.embedded import layout as layouts
from shop.embedded import postgres, redis

HERE = Path(__file__).resolve().parent.parent
IN_CHECKOUT = (
    *(".venv", ".coverage", ".hypothesis"),
    *(".import_linter_cache", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".schemathesis"),
)
IN_DATA_DIR = (
    *("postgresql", "postgresql.new", "run", "log", "locks", "certs", "static", "media", "mail", "screenshots"),
    *("secrets.json", ".secrets.lock", "demo-logins.json"),
)


def main() -> None:
    data_dir = chosen_data_dir()
    if data_dir.exists():
        if embedded.is_in_use(data_dir):
            sys.exit(f"Millrow runs in {data_dir}: stop it first (Ctrl-C), then clean.")
        for layout in layouts.possible(data_dir):
            remove_servers(layout)
        remove_data(data_dir)
    for name in IN_CHECKOUT:
        remove(HERE / name)
    for cache in [path for path in HERE.rglob("__pycache__") if path.is_dir()]:
        remove(cache)
    print("  Clean.")


def chosen_data_dir() -> Path:
    """As the settings choose it: the environment, then .env, then var/."""
    name = os.environ.get("DATA_DIR", "")
    env_file = HERE / ".env"
    if not name and env_file.exists():
        found = re.search(r"^(?:export )?DATA_DIR=['\"]?(.*?)['\"]?$", env_file.read_text(), re.MULTILINE)
        name = found.group(1) if found else ""
    return (HERE / Path(name or "var").expanduser()).resolve()


def remove_servers(layout: layouts.Layout) -> None:
    redis.stop(layout)
    postgres.stop(layout)
    remove(layout.sockets)
    if layout.outside:
        remove(layout.home)
        if layouts.OUTSIDE.exists() and not any(layouts.OUTSIDE.iterdir()):
            layouts.OUTSIDE.rmdir()


def remove_data(data_dir: Path) -> None:
    for name in IN_DATA_DIR:
        remove(data_dir / name)
    left = sorted(path.name for path in data_dir.iterdir())
    if left:
        print(f"  {data_dir} keeps what is not ours to remove: {', '.join(left[:5])}")
    else:
        data_dir.rmdir()


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
