"""The address book. Orders keep their own copies, so nothing here changes the past."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import addresses
from accounts.models import PARTS, Address, User
from shop.core import errors

MOST = 50


class TooManyAddresses(errors.DomainError):
    """The book is full."""


@transaction.atomic
def add_address(*, owner: User, parts: Mapping[str, str], make_default: bool, now: datetime) -> Address:
    """
    :param parts: the values under the names of `accounts.models.PARTS`.
    :raises addresses.WrongAddress, TooManyAddresses:
    """
    values = addresses.normalised(parts)
    _lock(owner)
    book = Address.objects.of(owner)
    if book.count() >= MOST:
        raise TooManyAddresses(_("Your address book is full. Remove an address first."))
    address = Address.objects.create(owner=owner, **values)
    if make_default or not book.filter(is_default=True).exists():
        _set_default(address)
    return address


@transaction.atomic
def update_address(
    *, address: Address, parts: Mapping[str, str], make_default: bool = False, by: User, now: datetime
) -> Address:
    """:raises addresses.WrongAddress:"""
    values = addresses.normalised(parts)
    _lock(address.owner)
    for name in PARTS:
        setattr(address, name, values[name])
    address.save(update_fields=PARTS)
    if make_default:
        _set_default(address)
    return address


@transaction.atomic
def delete_address(*, address: Address, by: User, now: datetime) -> None:
    """Take an address out of the book. For a day it can be put back. The newest other one becomes the default."""
    _lock(address.owner)
    was_default = address.is_default
    Address.objects.filter(pk=address.pk).update(removed_at=now, is_default=False)
    if was_default and (heir := Address.objects.of(address.owner).first()) is not None:
        _set_default(heir)


@transaction.atomic
def restore_address(*, address: Address, by: User, now: datetime) -> Address:
    """Put a removed address back. Its data is as it was; the default stays where it went."""
    _lock(address.owner)
    address.removed_at = None
    address.save(update_fields=["removed_at"])
    if not Address.objects.of(address.owner).filter(is_default=True).exists():
        _set_default(address)
    return address


@transaction.atomic
def make_default(*, address: Address, by: User, now: datetime) -> Address:
    """Offer this address first from now on."""
    _lock(address.owner)
    _set_default(address)
    return address


def _lock(owner: User) -> None:
    """One change of a book at a time: at most one default, whatever two tabs do."""
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)


def _set_default(address: Address) -> None:
    Address.objects.filter(owner_id=address.owner_id, is_default=True).exclude(pk=address.pk).update(is_default=False)
    Address.objects.filter(pk=address.pk).update(is_default=True)
    address.is_default = True
