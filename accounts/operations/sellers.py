"""From the application to a shop, and out of it."""

import logging
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts import emails
from accounts.models import Seller, SellerStatus, User
from accounts.operations import membership
from accounts.roles import Role
from shop.core import errors, jobs, registry

logger = logging.getLogger(__name__)

_LONGEST_SLUG = 50
_TRIES = 5


class AlreadyApplied(errors.DomainError):
    """One person has one shop, and asks for it once."""


class NotActivated(errors.DomainError):
    """The address of the applicant is not confirmed."""


@transaction.atomic
def apply_to_sell(*, user: User, shop_name: str, story: str, by: User | None, now: datetime) -> Seller:
    """
    File an application, which an admin decides.

    :raises AlreadyApplied:
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if Seller.objects.filter(user=user).exists():
        raise AlreadyApplied(_("You applied already. We have your application."))
    seller = _create(user, shop_name, story)
    seller.log(by=by, at=now, note="")
    if user.is_active:
        announce_application(seller)
    return seller


def rename_application(*, user: User, shop_name: str, now: datetime) -> None:
    """The sign-up of somebody who never confirmed the address was repeated: the later name of the shop counts."""
    seller = Seller.objects.filter(user=user, status=SellerStatus.APPLIED).first()
    if seller is None:
        apply_to_sell(user=user, shop_name=shop_name, story="", by=user, now=now)
    elif seller.name != shop_name:
        seller.name, seller.slug = shop_name, _free_slug(shop_name)
        seller.save(update_fields=["name", "slug"])


def announce_application(seller: Seller) -> None:
    """Tell the applicant that we have it. In the caller's transaction."""
    jobs.enqueue(emails.send_seller_news, seller_id=seller.pk, mail_name="seller_applied")


@transaction.atomic
def approve_seller(*, seller: Seller, by: User | None, now: datetime) -> Seller:
    """
    Open a shop, or open it again.

    :raises NotActivated: before the person confirmed the address.
    :raises states.IllegalMove, states.ChangedMeanwhile:
    """
    if not seller.user.is_active:
        raise NotActivated(_("This person has not confirmed the email address yet."))
    seller.move_to(SellerStatus.APPROVED, by=by, at=now)
    membership.add(seller.user, role=Role.SELLER, by=by)
    _announce(seller, "seller_approved")
    return seller


@transaction.atomic
def reject_seller(*, seller: Seller, by: User | None, now: datetime, reason: str = "") -> Seller:
    """:raises states.IllegalMove, states.ChangedMeanwhile:"""
    seller.move_to(SellerStatus.REJECTED, by=by, at=now, note=reason)
    _announce(seller, "seller_rejected")
    return seller


@transaction.atomic
def suspend_seller(*, seller: Seller, by: User | None, now: datetime, reason: str = "") -> Seller:
    """
    Take a shop off the site. The seller keeps the desk, since open orders still have to be packed.

    :raises states.IllegalMove, states.ChangedMeanwhile:
    """
    seller.move_to(SellerStatus.SUSPENDED, by=by, at=now, note=reason)
    _announce(seller, "seller_suspended")
    return seller


@transaction.atomic
def edit_seller(*, seller: Seller, by: User, now: datetime) -> Seller:
    """Store what a form changed on the row (never its state), and let what buyers find follow."""
    seller.save()
    _ripple(seller)
    return seller


def _ripple(seller: Seller) -> None:
    for changed in registry.seller_changed:
        changed(seller.pk)


def _announce(seller: Seller, mail_name: str) -> None:
    _ripple(seller)
    jobs.enqueue(emails.send_seller_news, seller_id=seller.pk, mail_name=mail_name)


def _create(user: User, shop_name: str, story: str) -> Seller:
    for attempt in range(1, _TRIES + 1):
        try:
            with transaction.atomic():
                return Seller.objects.create(user=user, name=shop_name, story=story, slug=_free_slug(shop_name))
        except IntegrityError:
            # Another shop of the same name took the address between our look and our write.
            if attempt == _TRIES:
                raise
    raise AssertionError("unreachable")


def _free_slug(name: str) -> str:
    """The shop's name as an address, with a number where it is taken: `oak-edge-2`."""
    base = slugify(name)[:_LONGEST_SLUG].strip("-") or "shop"
    taken = set(Seller.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(slug for n in range(2, len(taken) + 3) if (slug := f"{base}-{n}") not in taken)


@transaction.atomic
def set_payout(*, seller: Seller, details: str, by: User, now: datetime) -> Seller:
    """Where a shop's money goes. Its owner gets a mail: whoever changes this in their name shall not go unnoticed."""
    seller = Seller.objects.select_for_update(no_key=True).get(pk=seller.pk)
    seller.payout_details = details
    seller.save(update_fields=["payout_details"])
    jobs.enqueue(emails.send_security_news, user_id=seller.user_id, news="payout_changed")
    logger.info("payout_changed", extra={"user_id": seller.user_id, "by": by.pk})
    return seller
