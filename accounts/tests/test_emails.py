"""Every mail of accounts: both bodies, one line of subject, and nothing that a stranger could put into it."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from accounts import emails, operations
from accounts.models import Token, User
from accounts.tests import support
from shop.core import jobs, mail

pytestmark = pytest.mark.django_db

CONTEXT = {
    "base_url": "https://shop.example",
    "link": "https://shop.example/link?token=1",
    "login_url": "https://shop.example/login/",
    "forgot_url": "https://shop.example/forget/password/",
    "register_url": "https://shop.example/register/",
    "desk_url": "https://shop.example/seller/",
    "lasts": "1 hour",
    "security_url": "https://shop.example/user-info/second-factor/",
    "news": "factor_added",
    "new_email": "new@example.com",
    "masked": "n…@example.com",
    "shop": "Kiln & <b>Kettle</b>",
    "note": "A <i>note</i>",
}
NAMES = [
    "activation", "already_registered", "email_changed", "email_confirm", "erased", "invitation", "no_account",
    "password_changed", "reset", "security_news", "seller_applied", "seller_approved", "seller_rejected",
    "seller_suspended",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_mail_has_a_subject_and_two_bodies(name):
    person = User(email="amara@example.com", full_name="Amara <Lind>")
    subject = render_to_string(f"emails/{name}/subject.txt", {**CONTEXT, "person": person})

    mail.send(name, to=person.email, context={**CONTEXT, "person": person})

    [message] = support.sent()
    text, html = message.body, message.alternatives[0][0]

    assert len(subject.strip().splitlines()) == 1
    assert "{{" not in subject + text + html
    assert "&lt;" not in text
    assert "<b>" not in html
    assert "<i>" not in html
    assert text.count("\n\n\n") == 0
    assert text.endswith("Millrow\nhttps://shop.example\n")


def test_every_folder_of_ours_is_tested():
    folder = Path(settings.BASE_DIR) / "templates" / "emails"

    assert all((folder / name).is_dir() for name in NAMES)


def test_links_begin_with_the_configured_address(settings, alice, client_of):
    settings.BASE_URL = "https://shop.example"
    client_of(None).post("/forget/password/", {"email": alice.email}, headers={"host": "localhost"})

    [message] = support.sent()
    assert "https://shop.example/api/user/new-password/?reset_token=" in message.body


def test_a_name_puts_nothing_into_a_mail_to_a_stranger(client_of):
    spam = "https://evil.example/win Subject: hello"
    operations.register(email="victim@example.com", password="x" * 12, full_name=spam, now=timezone.now())

    [message] = support.sent()
    html = message.alternatives[0][0]
    assert "evil.example" not in str(message.subject) + str(message.body) + str(html)


def test_a_job_may_run_twice(alice):
    emails.send_registration(user_id=alice.pk)
    emails.send_registration(user_id=alice.pk)

    assert len(support.sent()) == 2


@pytest.mark.parametrize("job", [emails.send_registration, emails.send_password_changed, emails.send_invitation])
def test_a_job_about_somebody_who_left_does_nothing(alice, job):
    operations.erase(user=alice, by=alice, now=timezone.now())
    support.sent().clear()

    job(user_id=alice.pk)
    job(user_id=999_999)

    assert [message.subject for message in support.sent()] == ["Your account is deleted"]
    assert not Token.objects.exists()


def test_an_address_waits_sealed(alice):
    sealed = emails.seal("nobody@example.com")

    assert "nobody" not in sealed
    assert emails.open_sealed(sealed) == "nobody@example.com"


def test_only_marked_functions_are_jobs():
    with pytest.raises(ValueError, match="is not a job"):
        jobs.enqueue(emails.masked, email="x")


@pytest.mark.parametrize(
    ("email", "masked"), [("amara@example.com", "a…@example.com"), ("a@example.com", "a…@example.com")]
)
def test_masks_an_address(email, masked):
    assert emails.masked(email) == masked
