"""
Backups: one file that holds everything a shop needs on another machine, and that is proved before anything is kept.

`making.make` writes it while the shop serves; `restoring.restore` reads it into an empty place. A backup is a tar:
`manifest.json`, `database.dump` (pg_dump), `secrets.json` unless that was left out, and `media/`.
"""

from shop.backups.making import make
from shop.backups.manifest import Unusable
from shop.backups.restoring import restore

__all__ = ["Unusable", "make", "restore"]
