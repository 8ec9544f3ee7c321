"""
What the first start creates and every later one reads again: the secrets in DATA_DIR/secrets.json.

Losing this file means that encrypted fields can no longer be read, so it belongs into every backup.
"""

import base64
import fcntl
import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from shop import environment
from shop.embedded import process

FILE_NAME = "secrets.json"


def load_secrets(data_dir: Path) -> dict[str, str]:
    """
    The generated secrets by name, made where they are missing. The file is readable by its owner only.

    :raises environment.BadSetting: if DATA_DIR cannot be used, or the file is damaged.
    """
    path = data_dir / FILE_NAME
    try:
        known = _read(path)
        if all(known.get(name) for name in GENERATED):
            return known
        process.make_shared(data_dir)
        with open(data_dir / ".secrets.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # several processes may start at the same moment
            return _complete(path)
    except OSError as error:
        problem = f"is {data_dir}, which cannot be used ({error.strerror})"
        raise environment.BadSetting(
            "DATA_DIR", problem, "name a directory that you may write to, or become its owner"
        ) from None


def _complete(path: Path) -> dict[str, str]:
    known = _read(path)
    missing = {name: make() for name, make in GENERATED.items() if not known.get(name)}
    if missing:
        known |= missing
        _write(path, known)
    return known


def _read(path: Path) -> dict[str, str]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError:
        content = None
    if not isinstance(content, dict) or not all(isinstance(value, str) for value in content.values()):
        raise environment.BadSetting(
            str(path), "is damaged", "restore it from a backup, since the encrypted fields cannot be read without it"
        )
    return content


def _write(path: Path, content: dict[str, str]) -> None:
    """Whole or not at all, so that a power cut cannot leave half a file."""
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(content, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _field_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def _text_key() -> str:
    return secrets.token_urlsafe(48)


GENERATED: dict[str, Callable[[], str]] = {
    "SECRET_KEY": _text_key,
    "FIELD_ENCRYPTION_KEYS": _field_key,
    "BLIND_INDEX_KEY": _text_key,
    "HANDOVER_KEY": _text_key,
    "SANDBOX_WEBHOOK_SECRET": _text_key,
}
