"""
The API keeps what its OpenAPI document promises, whatever comes: a token of each role, values that fit and do not.

Not one of the `test_…` files, so that the suite neither runs it nor waits for its libraries: `make fuzz`.
"""

import copy
import logging

import pytest
from django.core import signals
from django.db import close_old_connections
from schemathesis import GenerationMode

from shop.api import api
from shop.tests import fuzzing
from shop.tests.access_world import build

EXAMPLES = {GenerationMode.POSITIVE: 8, GenerationMode.NEGATIVE: 8}


@pytest.fixture
def world(db, settings):
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, "1000000/m")
    # As Django's own test client does: the end of a request must not close the connection of the test.
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    logging.disable(logging.CRITICAL)
    yield build()
    logging.disable(logging.NOTSET)
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("role", fuzzing.ROLES)
def test_the_api_keeps_its_promises(world, role):
    document = api.get_openapi_schema(path_prefix="/api/")

    found = [
        finding
        for operation in fuzzing.operations(document)
        for mode, examples in EXAMPLES.items()
        if (finding := fuzzing.run(world, operation, role, mode, examples=examples))
    ]

    assert found == [], "\n\n".join(f"{one.operation} as {one.role} ({one.mode}): {one.words}" for one in found)


def test_a_status_that_nobody_described_is_found(world):
    document = copy.deepcopy(dict(api.get_openapi_schema(path_prefix="/api/")))
    path = "/api/products/{product_id}/"
    operation = document["paths"][path]["get"]
    document["paths"] = {path: {"get": {**operation, "responses": {"418": {"description": "A teapot."}}}}}

    [walked] = fuzzing.operations(document)

    assert fuzzing.run(world, walked, "guest", GenerationMode.POSITIVE, examples=5) is not None
