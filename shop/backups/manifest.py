"""What a backup says of itself: `manifest.json`, its first member."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

FORMAT = 1
MANIFEST, DUMP, SECRETS, MEDIA = "manifest.json", "database.dump", "secrets.json", "media/"


class Unusable(Exception):
    """A backup that cannot be made or restored: one sentence for the person at the terminal."""


@dataclass(frozen=True)
class Figure:
    """A table's rows, and a sum over all that they hold, whatever their order."""

    rows: int
    checksum: str


@dataclass(frozen=True)
class Manifest:
    """
    :ivar made_at: ISO 8601, UTC.
    :ivar server: PostgreSQL's version number, such as 180003.
    :ivar dump: the SHA-256 of the dump.
    :ivar tables: by name.
    :ivar files: how many pictures.
    :ivar keys_elsewhere: settings that hold keys and did not come from `secrets.json`: they are not in the backup.
    """

    made_at: str
    server: int
    dump: str
    tables: Mapping[str, Figure]
    files: int
    keys_elsewhere: list[str] = field(default_factory=list)
    format: int = FORMAT

    def to_bytes(self) -> bytes:
        return json.dumps(asdict(self), indent=1).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> "Manifest":
        """:raises Unusable: for anything that `to_bytes` did not write."""
        try:
            found: dict[str, Any] = json.loads(content)
            if found["format"] != FORMAT:
                raise Unusable(f"This backup has format {found['format']}; this version of Millrow reads {FORMAT}.")
            found["tables"] = {name: Figure(**figure) for name, figure in found["tables"].items()}
            return cls(**found)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise Unusable("The manifest of this file is damaged: it is no backup, or not a whole one.") from error
