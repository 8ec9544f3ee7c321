"""What several tests of accounts do: read a link out of a mail, hold a token, wait out a limit."""

import re
from typing import Any

import pyotp
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from accounts.models import CodeApp, Token, TokenScope, User
from accounts.tests.factories import PASSWORD
from shop.core import jobs

_LINK = re.compile(r"https://[^/\s]+(/\S+)")


def sent() -> list[EmailMessage]:
    """Run the waiting jobs and answer all mails so far."""
    jobs.run_waiting()
    return list(mail.outbox)


def link_in(message: EmailMessage) -> str:
    """Path and query of the first link of a mail that carries a token."""
    return next(path for path in _LINK.findall(str(message.body)) if "token" in path)


def issued(user: User, scope: TokenScope, **more: Any) -> str:
    return Token.objects.issue(user=user, scope=scope, now=more.pop("now", timezone.now()), **more)


def bearer(user: User) -> dict[str, str]:
    """The header that lets somebody use the API."""
    return {"Authorization": f"Bearer {issued(user, TokenScope.AUTH)}"}


def api_client(user: User | None = None) -> Client:
    return Client(headers={"host": "localhost", **(bearer(user) if user else {})})


def strict_client() -> Client:
    """A browser's client that refuses what comes without the CSRF token."""
    return Client(enforce_csrf_checks=True, headers={"host": "localhost"})


def signed_in(user: User) -> Client:
    """A browser in which somebody gave the password just now."""
    browser = Client(headers={"host": "localhost"})
    browser.post("/login/", {"email": user.email, "password": PASSWORD})
    return browser


def code_app(user: User) -> CodeApp:
    """An app that is set up, and has shown no code yet."""
    now = timezone.now()
    return CodeApp.objects.create(user=user, secret=pyotp.random_base32(), created_at=now, confirmed_at=now)
