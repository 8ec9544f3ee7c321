"""
One way to send a mail: a folder of templates, a person, a context.

`templates/emails/<name>/{subject.txt,body.txt,body.html}`. Links are absolute and start with BASE_URL, never with the
host of a request. Called from jobs only: no request waits for a mail server.
"""

import re
import unicodedata
from contextlib import AbstractContextManager
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation


def absolute(path: str) -> str:
    """The address of a page as a mail needs it."""
    return f"{settings.BASE_URL}{path}"


def language(code: str) -> AbstractContextManager[None]:
    """In which language the mails inside are written; the shop's own for "" and for one that we have no longer."""
    return translation.override(code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE)


def send(name: str, *, to: str, context: dict[str, Any]) -> None:
    """
    Render and send one mail. The subject is folded into one line, so that no value can add a header.

    :raises smtplib.SMTPException, OSError: where the server does not take it; the job is then tried again.
    """
    context = {"base_url": settings.BASE_URL, **context}
    subject = " ".join(render_to_string(f"emails/{name}/subject.txt", context).split())
    message = EmailMultiAlternatives(
        subject=subject,
        body=_text(render_to_string(f"emails/{name}/body.txt", context), context),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to],
        headers={"Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string(f"emails/{name}/body.html", context), "text/html")
    message.send()


def _text(body: str, context: dict[str, Any]) -> str:
    """Signed, and with one empty line where a condition of the template left several."""
    spaced = re.sub(r"\n\s*\n", "\n\n", body).strip()
    lines = f"{spaced}\n\n{render_to_string('emails/_sign_off.txt', context)}".split("\n")
    return "\n".join(map(_begun, lines)) if translation.get_language_bidi() else "\n".join(lines)


def _begun(line: str) -> str:
    """
    A line with anything from right to left, begun at the right also where it starts with a number or a shop's name.

    Plain text says nothing else of its direction. Addresses of pages stay as they are.
    """
    return f"\u200f{line}" if any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in line) else line
