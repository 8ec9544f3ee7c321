"""
The mails of accounts, one job each. A link's token is made when its mail is sent, so that no secret ever lies in the
table of jobs; where somebody without an account is written to, the address lies there sealed.
"""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import ngettext

from accounts.models import Seller, Token, TokenScope, User, normal_email
from shop.core import crypto, jobs, mail

ACTIVATION_PATH = "/api/user/activation_token/"
RESET_PATH = "/api/user/new-password/"
SECURITY_PATH = "/user-info/second-factor/"
NEW_EMAIL_PATH = "/update/user-info/email/"
# The associated data of an address that waits in the table of jobs.
_SEALED = "accounts.waiting_address"


def seal(email: str) -> str:
    """An address as an argument of a job."""
    return crypto.encrypt(email, context=_SEALED)


def open_sealed(sealed: str) -> str:
    return crypto.decrypt(sealed, context=_SEALED)


@jobs.job
def send_registration(*, user_id: int) -> None:
    """After a sign-up: the activation link, or "you already have an account" where that is so."""
    user = _user(user_id)
    if user is None:
        return
    if user.awaits_activation:
        _send_activation(user)
    else:
        _send_already(user)


@jobs.job
def send_reset(*, sealed: str, language: str = "") -> None:
    """
    What somebody gets who forgot the password: a link for a new one, or for the activation where that is missing.
    An address without an account is told so, and nothing else is.

    :param language: of the page on which it was asked for, for who has no account that knows one.
    """
    email = normal_email(open_sealed(sealed))
    user = User.objects.filter(email=email).first()
    if user is None or not (user.is_active or user.awaits_activation):
        with mail.language(language):
            mail.send("no_account", to=email, context={"register_url": mail.absolute("/register/")})
    elif user.awaits_activation:
        _send_activation(user)
    else:
        _send("reset", user, link=_link(user, TokenScope.RESET), lasts=_lasts(TokenScope.RESET))


@jobs.job
def send_invitation(*, user_id: int) -> None:
    """To somebody for whom an admin made the account: choose a password. Works as long as an activation link."""
    if user := _user(user_id):
        lasts = settings.TOKEN_TTL[TokenScope.ACTIVATION]
        _send("invitation", user, link=_link(user, TokenScope.RESET, lasts=lasts), lasts=_told(lasts))


@jobs.job
def send_password_changed(*, user_id: int) -> None:
    if user := _user(user_id):
        _send("password_changed", user, forgot_url=_forgot_url())


@jobs.job
def send_security_news(*, user_id: int, news: str) -> None:
    """:param news: factor_added, factor_removed, recovery_used or payout_changed."""
    if user := _user(user_id):
        _send("security_news", user, news=news, security_url=mail.absolute(SECURITY_PATH), forgot_url=_forgot_url())


@jobs.job
def send_email_confirmation(*, user_id: int, sealed: str) -> None:
    """To the new address, with the link that makes it the person's."""
    user, new_email = _user(user_id), open_sealed(sealed)
    if user is None:
        return
    if owner := User.objects.filter(email=new_email).exclude(pk=user.pk).first():
        # The page said the same as always; only whoever reads this mailbox learns that it has an account.
        _send_already(owner)
        return
    token = Token.objects.issue(user=user, scope=TokenScope.EMAIL, now=timezone.now(), new_email=new_email)
    link = mail.absolute(f"{NEW_EMAIL_PATH}?{urlencode({'token': token})}")
    _send("email_confirm", user, to=new_email, link=link, lasts=_lasts(TokenScope.EMAIL), new_email=new_email)


@jobs.job
def send_email_changed(*, user_id: int, sealed: str) -> None:
    """To the old address, once the new one is confirmed."""
    if user := _user(user_id):
        _send("email_changed", user, to=open_sealed(sealed), masked=masked(user.email))


@jobs.job
def send_erased(*, sealed: str, language: str = "") -> None:
    with mail.language(language):
        mail.send("erased", to=open_sealed(sealed), context={})


@jobs.job
def send_seller_news(*, seller_id: int, mail_name: str) -> None:
    """:param mail_name: seller_applied, seller_approved, seller_rejected or seller_suspended."""
    seller = Seller.objects.select_related("user").filter(pk=seller_id).first()
    if seller and seller.user.erased_at is None:
        last = seller.events.order_by("-at", "-id").first()
        context = {"shop": seller.name, "note": last.note if last else "", "desk_url": mail.absolute("/seller/")}
        _send(mail_name, seller.user, **context)


def masked(email: str) -> str:
    """An address that its owner recognises and nobody else learns: `a…@example.com`."""
    name, _at, domain = email.partition("@")
    return f"{name[:1]}…@{domain}"


def _user(pk: int) -> User | None:
    return User.objects.filter(pk=pk, erased_at=None).first()


def _send(name: str, user: User, *, to: str = "", **context: Any) -> None:
    """In the language of the person. :param to: another address of theirs."""
    with mail.language(user.language):
        mail.send(name, to=to or user.email, context={"person": user, **context})


def _send_activation(user: User) -> None:
    _send("activation", user, link=_link(user, TokenScope.ACTIVATION), lasts=_lasts(TokenScope.ACTIVATION))


def _link(user: User, scope: TokenScope, *, lasts: timedelta | None = None) -> str:
    token = Token.objects.issue(user=user, scope=scope, now=timezone.now(), lasts=lasts)
    path, name = {
        TokenScope.ACTIVATION: (ACTIVATION_PATH, "activation_token"),
        TokenScope.RESET: (RESET_PATH, "reset_token"),
    }[scope]
    return mail.absolute(f"{path}?{urlencode({name: token})}")


def _send_already(user: User) -> None:
    _send("already_registered", user, login_url=mail.absolute("/login/"), forgot_url=_forgot_url())


def _forgot_url() -> str:
    return mail.absolute("/forget/password/")


def _lasts(scope: TokenScope) -> str:
    return _told(settings.TOKEN_TTL[scope])


def _in_words(lasts: timedelta) -> str:
    """How long a link works: "1 hour"."""
    minutes = int(lasts.total_seconds() // 60)
    if minutes % 60:
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    hours = minutes // 60
    if hours <= 72 or hours % 24:
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    days = hours // 24
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


# In the language that the mail is written in.
_told = lazy(_in_words, str)
