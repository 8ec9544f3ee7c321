"""What a token from a mail is worth: the one row that it names, or the reason why it does not work."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import Token, TokenScope
from shop.core import errors


class UnknownLink(errors.DomainError):
    """No mail of ours carried this token."""

    status = 404

    def __init__(self) -> None:
        super().__init__(_("We do not know this link. Copy it from the mail as a whole."))


class ExpiredLink(errors.DomainError):
    """Too old, or the password or the address changed since."""

    status = 410

    def __init__(self) -> None:
        super().__init__(_("This link is too old. Ask for a new one."))


class UsedLink(errors.DomainError):
    """A link that works once was used."""

    status = 410

    def __init__(self) -> None:
        super().__init__(_("This link was used already. Ask for a new one."))


def check_link(*, scope: TokenScope, now: datetime, token: str = "", pk: int | None = None) -> Token:
    """
    The token of a link, by its text or (kept in a session) by its key, if it may be used now.

    An activation link is also good after its use, for as long as the account is active: a second click does no harm.

    :raises UnknownLink, ExpiredLink, UsedLink:
    """
    rows = Token.objects.select_related("user")
    rows = rows.filter(pk=pk, scope=scope) if pk is not None else rows.presented(token, scope)
    found = rows.first()
    if found is None:
        raise UnknownLink
    if scope == TokenScope.ACTIVATION:
        _check_activation(found, now)
    elif found.used_at is not None:
        raise UsedLink
    elif found.is_dead(now) or not found.user.is_active:
        raise ExpiredLink
    return found


def _check_activation(token: Token, now: datetime) -> None:
    user = token.user
    if user.is_active:
        if token.used_at is not None or not token.is_dead(now):
            return
    elif user.awaits_activation and not token.is_dead(now):
        return
    raise ExpiredLink
