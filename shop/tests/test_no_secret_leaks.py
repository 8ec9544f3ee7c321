"""A token that works is in no log, no staff page, no error page and no mail but the one that was to bring it."""

import logging

import pytest
import structlog
from django.contrib import admin
from django.db import IntegrityError, transaction
from django.test import Client

from accounts import operations
from accounts.models import TokenScope, User
from accounts.tests import support
from accounts.tests.factories import PASSWORD
from orders import tracking
from orders.tests.factories import OrderFactory
from shop.core import logs
from shop.tests import access_world

NEW = "a brand new pass phrase"


@pytest.fixture
def heard(caplog):
    """Everything that any logger says, at any level."""
    caplog.set_level(logging.DEBUG)
    for name in ("django.request", "django_structlog", "accounts", "shop", "django.security"):
        caplog.set_level(logging.DEBUG, logger=name)
    return caplog


def secrets_of(alice):
    return {
        "api token": support.issued(alice, TokenScope.AUTH, label="A program"),
        "reset link": support.issued(alice, TokenScope.RESET),
        "activation link": support.issued(alice, TokenScope.ACTIVATION),
        "key of the app": support.code_app(alice).secret,
        "password": PASSWORD,
    }


def said(heard):
    """The lines as the log has them."""
    formatter = logs.configuration(debug=False)["formatters"]["line"]
    line = structlog.stdlib.ProcessorFormatter(
        processors=formatter["processors"], foreign_pre_chain=formatter["foreign_pre_chain"]
    )
    return "\n".join(line.format(record) for record in heard.records)


@pytest.mark.django_db
def test_no_staff_page_shows_one(client_of, db):
    world = access_world.build()
    alice, adam = world.people["alice"], world.people["admin"]
    secrets = secrets_of(alice)
    office = client_of(adam)
    paths = [f"/admin/{model._meta.app_label}/{model._meta.model_name}/" for model in admin.site._registry]
    paths += [f"/admin/accounts/user/{alice.pk}/change/", f"/admin/accounts/user/{alice.pk}/history/", "/admin/"]

    pages = {path: office.get(path).content.decode() for path in paths}

    assert [(path, name) for path, page in pages.items() for name, text in secrets.items() if text in page] == []


@pytest.mark.django_db
def test_no_log_has_one(heard, alice):
    secrets = secrets_of(alice)
    browser, program = support.api_client(), support.api_client()
    header = {"Authorization": f"Bearer {secrets['api token']}"}

    program.get("/api/user/me/", headers=header)
    program.get("/api/no-such-thing/", headers=header)
    program.post("/api/user/login/", {"email": alice.email, "password": PASSWORD}, content_type="application/json")
    browser.get(f"/api/user/new-password/?reset_token={secrets['reset link']}", headers={"Accept": "text/html"})
    browser.get(f"/api/user/activation_token/?activation_token={secrets['activation link']}")
    browser.post("/api/user/new-password/", {"password": NEW})
    browser.post("/login/", {"email": alice.email, "password": NEW})

    text = said(heard)
    assert "password_reset" in text
    assert [name for name, secret in {**secrets, "new password": NEW}.items() if secret in text] == []


@pytest.mark.django_db
def test_no_log_has_the_link_to_the_order_of_a_guest(heard):
    order = OrderFactory(buyer=None)
    path = f"/track/{tracking.token(order)}/"
    for client, expected in ((Client(headers={"host": "localhost"}), 405), (support.strict_client(), 403)):
        assert client.post(f"{path}invoice/").status_code == expected
    Client(headers={"host": "localhost"}).get(f"{path}no-such-page/")

    text = said(heard)
    assert r"/track/\u2026/invoice/" in text
    assert tracking.token(order) not in text


@pytest.mark.django_db
def test_no_log_has_the_values_that_the_database_refused(heard, alice):
    try:
        with transaction.atomic():
            User.objects.create(email=alice.email)
    except IntegrityError:
        logging.getLogger("shop").exception("broken on purpose")

    text = said(heard)
    assert "user_email" in text
    assert alice.email not in text


@pytest.mark.django_db
def test_no_error_page_and_no_log_of_the_error_has_one(heard, alice, monkeypatch, settings):
    settings.DEBUG = False
    secrets = secrets_of(alice)

    def broken(*args, **kwargs):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(operations, "check_link", broken)
    monkeypatch.setattr(operations, "issue_token", broken)
    client = Client(raise_request_exception=False, headers={"host": "localhost"})

    pages = [
        client.get(f"/api/user/new-password/?reset_token={secrets['reset link']}", headers={"Accept": "text/html"}),
        client.get(f"/api/user/activation_token/?activation_token={secrets['activation link']}"),
        client.post("/api/user/login/", {"email": alice.email, "password": PASSWORD}, content_type="application/json"),
    ]

    text = said(heard) + "".join(page.content.decode() for page in pages)
    assert [page.status_code for page in pages] == [500] * 3
    assert "broken on purpose" in text
    assert [name for name, secret in secrets.items() if secret in text] == []


@pytest.mark.django_db
def test_a_mail_has_the_one_that_it_was_to_bring_and_no_other(alice):
    secrets = secrets_of(alice)
    support.api_client().post("/forget/password/", {"email": alice.email})
    operations.remove_all_factors(user=alice, by=None, now=support.timezone.now())

    mails = support.sent()

    texts = " ".join(str(mail.message()) for mail in mails)
    assert len(mails) == 2
    assert [name for name, secret in secrets.items() if secret in texts] == []
    assert "reset_token=" in support.link_in(mails[0])
