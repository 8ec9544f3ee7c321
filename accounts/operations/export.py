"""Taking one's data along: a zip with everything as JSON and every section as a CSV table."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from accounts.models import User
from shop.core import registry, spreadsheets


def personal_data(user: User, *, now: datetime) -> dict[str, Any]:
    """Everything that the shop keeps about a person, by section, as plain rows."""
    sections = {name: rows(user) for name, rows in sorted(registry.personal_data.items())}
    return {"exported_at": now.isoformat(), **sections}


def personal_archive(user: User, *, now: datetime) -> bytes:
    """The same as a zip. Sections without rows have no table, and the JSON says that they are empty."""
    data, file = personal_data(user, now=now), io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _readme(user, data))
        archive.writestr("my-data.json", json.dumps(data, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False))
        for name, rows in data.items():
            if isinstance(rows, list) and rows:
                archive.writestr(f"{name.replace(' ', '-')}.csv", _table(rows))
    return file.getvalue()


def _readme(user: User, data: Mapping[str, Any]) -> str:
    first = _("What Millrow keeps about %(email)s, on %(day)s.") % {
        "email": user.email,
        "day": data["exported_at"][:10],
    }
    second = _("my-data.json holds everything; each table holds one part of it, for a spreadsheet.")
    parts = [f"{name}: {len(rows)}" for name, rows in data.items() if isinstance(rows, list)]
    return "\n".join([first, second, "", *parts, ""])


def _table(rows: list[dict[str, Any]]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows(_cells(row.get(name, "") for name in names) for row in rows)
    # Spreadsheets take a file without this mark for something else than UTF-8.
    return "\ufeff" + text.getvalue()


def _cells(values: Iterable[Any]) -> list[str]:
    return [_cell(value) for value in values]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat()
    text = (
        json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
    )
    return spreadsheets.escaped(text)
