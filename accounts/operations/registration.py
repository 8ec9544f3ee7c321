"""Becoming somebody: sign-up and activation, and accounts that an admin or a command makes."""

import logging
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts import emails
from accounts.models import Seller, SellerStatus, Token, TokenScope, User, normal_email
from accounts.operations import links, membership, passwords, roles, sellers
from accounts.roles import Role
from shop.core import errors, jobs

logger = logging.getLogger(__name__)


class EmailTaken(errors.DomainError):
    """Another account has this address. Only ever said to an admin."""


@transaction.atomic
def register(*, email: str, password: str, full_name: str, shop_name: str = "", now: datetime) -> None:
    """
    Sign somebody up, not active before the mailed link is opened. Does, says and costs the same for an address that
    has an account already: its owner gets a mail that says so.

    Repeated by somebody who never opened the link, the later password counts and links of earlier mails die with the
    old one, so that nobody can wait in somebody else's name with a password of their own.

    :param shop_name: with one, an application to sell is filed too.
    """
    email, hashed = normal_email(email), make_password(password)
    language = get_language() or ""
    fresh = User(email=email, full_name=full_name, password=hashed, joined_at=now, language=language)
    User.objects.bulk_create([fresh], ignore_conflicts=True)
    user = User.objects.select_for_update(no_key=True).get(email=email)
    if user.awaits_activation:
        user.password, user.full_name, user.language = hashed, full_name, language
        user.save(update_fields=["password", "full_name", "language"])
        membership.add(user, role=Role.CUSTOMER, by=None)
        if shop_name:
            sellers.rename_application(user=user, shop_name=shop_name, now=now)
    else:
        _take_as_long(user)
    jobs.enqueue(emails.send_registration, user_id=user.pk)


def _take_as_long(user: User) -> None:
    """The statements of a sign-up that change nothing: an address with an account shall not answer sooner."""
    User.objects.filter(pk=user.pk, is_active=False, activated_at=None, erased_at=None).update(full_name=user.full_name)
    group = Group.objects.get(name=Role.CUSTOMER.value)
    user.groups.filter(pk=group.pk).exists()
    User.groups.through.objects.filter(user_id=user.pk, group_id=0).update(group_id=group.pk)


def request_activation(request: HttpRequest, *, email: str) -> None:
    """
    Have the activation link mailed again. The same answer and the same work for every address.

    :raises ratelimit.RateLimited:
    """
    passwords.request_reset(request, email=email)


@transaction.atomic
def activate(*, token: str, now: datetime) -> User:
    """
    Confirm the address. A second time it changes nothing.

    :raises links.UnknownLink, links.ExpiredLink:
    """
    row = links.check_link(scope=TokenScope.ACTIVATION, token=token, now=now)
    user = User.objects.select_for_update(no_key=True).get(pk=row.user_id)
    Token.objects.filter(pk=row.pk, used_at=None).update(used_at=now)
    if user.is_active:
        return user
    if row.fingerprint != user.fingerprint() or not user.awaits_activation:
        raise links.ExpiredLink
    user.is_active, user.activated_at = True, now
    user.save(update_fields=["is_active", "activated_at"])
    seller = Seller.objects.filter(user=user, status=SellerStatus.APPLIED).first()
    if seller is not None:
        sellers.announce_application(seller)
    logger.info("activated", extra={"user_id": user.pk})
    return user


@transaction.atomic
def create_user(
    *,
    email: str,
    password: str | None,
    full_name: str,
    role: Role,
    by: User | None,
    now: datetime,
    shop_name: str = "",
) -> User:
    """
    An account that is active at once, with a role and what belongs to it.

    :param password: None for one that cannot be used before a new one is set by a mailed link.
    :param shop_name: for a seller: the approved shop; the person's name unless given.
    :raises EmailTaken:
    """
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                email=email, password=password, full_name=full_name, is_active=True, activated_at=now, joined_at=now
            )
    except IntegrityError:
        message = _("Another account has this email address.")
        raise EmailTaken(message, fields={"email": [message]}) from None
    membership.add(user, role=Role.CUSTOMER, by=by)
    if role is Role.SELLER:
        shop = sellers.apply_to_sell(user=user, shop_name=shop_name or str(user), story="", by=by or user, now=now)
        sellers.approve_seller(seller=shop, by=by, now=now)
    elif role is not Role.CUSTOMER:
        roles.grant_role(user=user, role=role, by=by, now=now)
    return user


@transaction.atomic
def invite(*, email: str, full_name: str, role: Role, by: User, now: datetime) -> User:
    """
    Make an account for somebody and mail a link with which they choose the password.

    :raises EmailTaken:
    """
    user = create_user(email=email, password=None, full_name=full_name, role=role, by=by, now=now)
    jobs.enqueue(emails.send_invitation, user_id=user.pk)
    return user
