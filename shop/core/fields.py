"""Columns that Django does not have."""

import json
from typing import Any

from django.db import models
from psycopg.types.json import Json


class OrderedJSONField(models.JSONField):
    """
    JSON that keeps its keys in the order they were written: a `json` column, where Django's is `jsonb`.

    The price: the database neither compares nor indexes it, so no lookups by key, no DISTINCT over such a column.
    """

    def db_type(self, connection: Any) -> str:
        return "json"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None or hasattr(value, "as_sql"):
            return value
        return Json(value, dumps=lambda content: json.dumps(content, cls=self.encoder))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        # The driver has parsed `json` already; only `jsonb` reaches Django as text.
        return value
