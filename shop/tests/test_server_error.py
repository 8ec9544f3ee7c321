"""What a person and a program read when our own code failed."""

import logging
import re
import uuid

import pytest
from django.test import Client

from shop import texts

BROKEN = RuntimeError("a fault of ours")


@pytest.fixture
def failing_page(monkeypatch):
    def fail(*args, **kwargs):
        raise BROKEN

    monkeypatch.setattr(texts, "render", fail)
    return "/about/"


def test_the_error_page_names_the_reference_under_which_the_log_holds_the_error(db, failing_page, caplog):
    visitor = Client(raise_request_exception=False)

    with caplog.at_level(logging.ERROR):
        response = visitor.get(failing_page)

    assert response.status_code == 500
    shown = re.search(r"Reference: <strong>([0-9a-f-]{36})</strong>", response.content.decode())
    assert shown
    assert response.headers["X-Request-Id"] == str(uuid.UUID(shown[1]))
    assert any(shown[1] in str(record.msg) for record in caplog.records)
