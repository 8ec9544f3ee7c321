"""
Drives every operation of the API by its own OpenAPI document: values that fit it and values that do not.

Half of the requests name things that exist, since random numbers find nothing. Every request runs in a transaction that
is rolled back, so the world stays the same and each finding can be repeated; the seed is fixed.
"""

import dataclasses
from typing import Any

import schemathesis
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi import checks

from shop.tests.access_world import World

CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
ROLES = {"guest": None, "customer": "alice", "seller": "bruno", "deliver": "assigned", "admin": "admin"}
# Names in paths and bodies, and what stands for them in the world.
NAMES = {"variant": "variant_id", "cart": "cart_id", "address_id": "address_id", "line_id": "cart_line_id"}


@dataclasses.dataclass
class Finding:
    operation: str
    role: str
    mode: str
    words: str


def operations(document: dict[str, Any]) -> list[Any]:
    schema = schemathesis.openapi.from_dict(document)
    schema.app = get_wsgi_application()
    return [result.ok() for result in schema.get_all_operations()]


def run(world: World, operation: Any, role: str, mode: GenerationMode, *, examples: int) -> Finding | None:
    """The first finding of an operation, made as small as it can be."""
    headers = {"Accept": "application/json", "Accept-Encoding": "identity", "Host": "localhost"}
    email = ROLES[role]
    if email is not None:
        headers["Authorization"] = f"Bearer {world.tokens[world.people[email].email]}"

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), is_real=st.booleans())
    def walk(case: Any, is_real: bool) -> None:
        if is_real:
            _name_real_things(case, world)
        with transaction.atomic():
            response = case.call(headers=headers, base_url="https://localhost")
            transaction.set_rollback(True)
        case.validate_response(response, checks=CHECKS)

    try:
        walk()
    except (FailureGroup, AssertionError) as error:
        return Finding(operation.label, role, mode.value, _words(error))
    except Unsatisfiable:
        return None  # there is nothing that it could not be asked: a path of free text
    return None


def _words(error: BaseException) -> str:
    return "\n".join([str(error), *(str(one)[:1500] for one in getattr(error, "exceptions", ()))])


def _name_real_things(case: Any, world: World) -> None:
    for name in case.path_parameters or {}:
        key = NAMES.get(name, name) if "/cart/" in case.path else name
        if key in world.values:
            case.path_parameters[name] = world.values[key]
    if isinstance(case.body, dict):
        for name in set(case.body) & set(NAMES):
            value = world.values[NAMES[name]]
            case.body[name] = int(value) if value.isdigit() else value
