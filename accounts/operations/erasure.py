"""Leaving, and being removed. What spans the apps is in `shop.core.registry`."""

import logging
from datetime import datetime

from django.contrib import auth
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import CharField, Q, Value
from django.db.models.functions import Concat
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts import audit, emails
from accounts.models import Address, CodeApp, Courier, Passkey, RecoveryCode, SavedView, SellerStatus, Token, User
from accounts.operations import credentials, membership, sessions, tokens
from shop.core import errors, jobs, registry

logger = logging.getLogger(__name__)

# Reserved by RFC 2606: no mail ever gets there.
NOBODY = "erased-{pk}@erased.invalid"


class CannotErase(errors.DomainError):
    """Something has to be handed over first."""


def delete_account(request: HttpRequest, *, user: User, password: str, now: datetime) -> None:
    """
    Erase whoever is signed in, and end this session.

    :raises ratelimit.RateLimited, credentials.WrongPassword, CannotErase:
    """
    credentials.confirm(request, user=user, password=password)
    with transaction.atomic():
        erase(user=user, by=user, now=now)
        auth.logout(request)


@transaction.atomic
def erase_on_request(*, user: User, by: User, reason: str, now: datetime) -> User:
    """
    By the office, for somebody who asked by letter or by phone. The reason stays in the row's history.

    :raises CannotErase: as for the person; an admin erases nobody who is the admin.
    """
    if user.pk == by.pk:
        raise CannotErase(_("Delete your own account on the page of your account."))
    if user.erased_at is not None:
        raise CannotErase(_("This account is deleted already."))
    erase(user=user, by=by, now=now)
    audit.record(by=by, action="erase", about=user, at=now, reason=reason)
    LogEntry.objects.create(
        user_id=by.pk,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(user.pk),
        object_repr=f"#{user.pk}",
        action_flag=CHANGE,
        change_message=_("Deleted on request: %(reason)s") % {"reason": reason},
    )
    return user


@transaction.atomic
def erase(*, user: User, by: User | None, now: datetime) -> User:
    """
    Remove what names a person. Orders stay, without the person, since they are also the sellers' and the taxman's.

    :raises CannotErase: for an open shop, a courier on duty and the last admin.
    """
    _check_hand_over(user)
    old_email, old_language = user.email, user.language
    # Higher apps first: they may need to read what is removed here.
    for eraser in reversed(registry.erasers):
        eraser(user)
    sessions.end_all_devices(user=user)
    tokens.revoke_all_tokens(user=user, now=now)
    for model in (Token, CodeApp, Passkey, RecoveryCode, SavedView):
        model._default_manager.filter(user=user).delete()
    Address.objects.filter(owner=user).delete()
    user.groups.clear()
    user.user_permissions.clear()
    _blank(user, now)
    jobs.enqueue(emails.send_erased, sealed=emails.seal(old_email), language=old_language)
    logger.info("erased", extra={"user_id": user.pk, "by": by and by.pk})
    return user


def _check_hand_over(user: User) -> None:
    seller = getattr(user, "seller", None)
    if seller is not None and seller.status == SellerStatus.APPROVED:
        raise CannotErase(_("Your shop is open. Ask us to close it, then delete your account."))
    if Courier.objects.filter(user=user, is_active=True).exists():
        raise CannotErase(_("You are a courier. Ask us to end that, then delete your account."))
    if membership.is_last_admin(user):
        raise CannotErase(_("You are the last admin. Make somebody else admin first."))


def _blank(user: User, now: datetime) -> None:
    _forget_shop(user, now)
    _forget_in_log(user)
    user.email = NOBODY.format(pk=user.pk)
    user.full_name = user.phone = user.time_zone = user.language = ""
    user.is_active = user.is_staff = False
    user.erased_at = now
    user.set_unusable_password()
    user.forget_roles()
    user.save()


def _forget_in_log(user: User) -> None:
    """The office's log calls rows by name, be it the person's own, their round, or what they handed in."""
    own = Q(content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk))
    named = own | Q(object_repr__icontains=user.email)
    if user.full_name.strip():
        named |= Q(object_repr__icontains=user.full_name.strip())
    LogEntry.objects.filter(named).update(object_repr=Concat(Value("#"), "object_id", output_field=CharField()))


def _forget_shop(user: User, now: datetime) -> None:
    """The name of a shop that sold something stays in the books. One that never opened is in none of them."""
    seller = getattr(user, "seller", None)
    if seller is None:
        return
    if seller.status == SellerStatus.APPLIED:
        seller.move_to(SellerStatus.REJECTED, by=None, at=now)
    if seller.status == SellerStatus.REJECTED:
        seller.name, seller.slug = f"#{seller.pk}", f"closed-{seller.pk}"
    seller.payout_details = seller.story = seller.town = ""
    seller.save(update_fields=["payout_details", "story", "town", "name", "slug"])
