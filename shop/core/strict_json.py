"""Reads JSON strictly: what two programs could read in two ways is refused."""

import json
from typing import Any, NoReturn


def loads(body: bytes | str) -> Any:
    """
    Neither the same name twice nor numbers that JSON does not know (NaN, Infinity).

    :raises ValueError:
    """
    return json.loads(body, object_pairs_hook=_unique, parse_constant=_no_number)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("the same name twice")
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)
