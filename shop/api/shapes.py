"""JSON schemas as a person reads them: one line per field, deeper ones set in."""

from dataclasses import dataclass
from typing import Any

DEEPEST = 5


@dataclass(frozen=True)
class Shape:
    """:ivar schemas: the named ones of the document."""

    schemas: dict[str, Any]

    def text(self, schema: dict[str, Any] | None) -> str:
        return self._drawn(schema, "") if schema else ""

    def _drawn(self, schema: dict[str, Any], margin: str) -> str:
        schema = self._found(schema)
        if "anyOf" in schema:
            return " or ".join(self._drawn(one, margin) for one in schema["anyOf"])
        kind = schema.get("type")
        if kind == "array":
            return f"[{self._drawn(schema.get('items', {}), margin)}]"
        if "properties" in schema and len(margin) < DEEPEST * 2:
            return self._object(schema, margin)
        if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
            return f"{{name: {self._drawn(schema['additionalProperties'], margin)}}}"
        if "enum" in schema:
            return " | ".join(f'"{value}"' for value in schema["enum"])
        return _plain(schema)

    def _object(self, schema: dict[str, Any], margin: str) -> str:
        needed = set(schema.get("required", schema["properties"]))
        deeper = margin + "  "
        rows = [
            f"{deeper}{name}{'' if name in needed else '?'}: {self._drawn(field, deeper)}"
            for name, field in schema["properties"].items()
        ]
        return "\n".join(["{", *rows, f"{margin}}}"])

    def _found(self, schema: dict[str, Any]) -> dict[str, Any]:
        if "allOf" in schema and len(schema["allOf"]) == 1:
            schema = schema["allOf"][0]
        reference = schema.get("$ref")
        return self.schemas[reference.rpartition("/")[2]] if reference else schema


def _plain(schema: dict[str, Any]) -> str:
    name = str(schema.get("format") or schema.get("type") or "anything")
    return "null" if name == "null" else name
