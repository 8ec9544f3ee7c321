"""The people: staff first, who approve the others, then customers with their addresses, couriers, shops, applicants."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from accounts import operations
from accounts.models import Seller, User
from accounts.roles import Role
from catalog.models import Area, DeliveryRate
from shop.demo import mailbox, world
from shop.demo.world import Entry

# Before the first order.
JOINED_DAYS_AGO = 200


def build(*, password: str, now: datetime) -> Iterator[str]:
    """Make whoever is missing, and answer each name. Somebody who is there already stays as they are."""
    then = now - timedelta(days=JOINED_DAYS_AGO)
    with mailbox.about(then, now=now):
        yield from _everybody(password=password, then=then, now=now)


def _everybody(*, password: str, then: datetime, now: datetime) -> Iterator[str]:
    people = world.people()
    for entry in people["admins"]:
        yield _admin(entry, password, then)
    office = User.objects.get(email=people["admins"][0]["email"])
    for entry in people["customers"]:
        yield _customer(entry, password, then)
    for entry in people["couriers"]:
        yield _courier(entry, password, office, then)
    for entry in world.shops():
        yield _shop(entry, password, office, then)
    for number, entry in enumerate(people["applicants"], 1):
        yield _applicant(entry, password, now - timedelta(days=number, hours=3))


def user_of(email: str) -> User | None:
    return User.objects.filter(email=email).first()


def everybody() -> dict[str, User]:
    """By address. Whoever acts often is read once: an object remembers its roles."""
    return {user.email: user for user in User.objects.filter(email__in=world.emails()).select_related("courier")}


@transaction.atomic
def _person(entry: Entry, password: str, role: Role, by: User | None, now: datetime) -> User:
    user = operations.create_user(
        email=entry["email"], password=password, full_name=entry["full_name"], role=role, by=by, now=now
    )
    if entry.get("phone"):
        operations.update_details(
            user=user, full_name=entry["full_name"], phone=entry["phone"], time_zone="", by=user, now=now
        )
    return user


def _admin(entry: Entry, password: str, now: datetime) -> str:
    if user_of(entry["email"]) is None:
        _person(entry, password, Role.ADMIN, None, now)
    return str(entry["full_name"])


@transaction.atomic
def _customer(entry: Entry, password: str, now: datetime) -> str:
    if user_of(entry["email"]) is None:
        user = _person(entry, password, Role.CUSTOMER, None, now)
        for parts in entry["addresses"]:
            operations.add_address(owner=user, parts=parts, make_default=False, now=now)
    return str(entry["full_name"])


@transaction.atomic
def _courier(entry: Entry, password: str, office: User, now: datetime) -> str:
    if user_of(entry["email"]) is None:
        user = _person(entry, password, Role.DELIVER, office, now)
        area = next(area for area in world.areas() if area["key"] == entry["area"])
        Area.objects.get(name=area["name"]).couriers.add(user.courier)
    return str(entry["full_name"])


@transaction.atomic
def _shop(entry: Entry, password: str, office: User, now: datetime) -> str:
    if user_of(entry["owner"]["email"]) is None:
        user = _person(entry["owner"], password, Role.CUSTOMER, None, now)
        seller = operations.apply_to_sell(
            user=user, shop_name=entry["name"], story=entry["story"], by=user, now=now + timedelta(hours=1)
        )
        operations.approve_seller(seller=seller, by=office, now=now + timedelta(days=1))
        _settle(seller, entry)
    return str(entry["name"])


def _settle(seller: Seller, entry: Entry) -> None:
    """What the shop and the office agree on, and what it charges for delivery."""
    seller.town, seller.country = entry["town"], entry["country"]
    seller.handling_days = entry["handling_days"]
    seller.commission_rate = Decimal(entry["commission_rate"])
    seller.save(update_fields=["town", "country", "handling_days", "commission_rate"])
    areas = {area.name: area for area in Area.objects.all()}
    names = {area["key"]: area["name"] for area in world.areas()}
    DeliveryRate.objects.bulk_create(
        DeliveryRate(
            seller=seller,
            area=areas[names[rate["area"]]],
            method=rate["method"],
            name=rate["name"],
            price=Decimal(rate["price"]),
            free_over=Decimal(rate["free_over"]) if "free_over" in rate else None,
            days_min=rate["days"][0],
            days_max=rate["days"][1],
            position=position,
        )
        for position, rate in enumerate(entry["delivery"])
    )


@transaction.atomic
def _applicant(entry: Entry, password: str, now: datetime) -> str:
    if user_of(entry["email"]) is None:
        user = _person(entry, password, Role.CUSTOMER, None, now - timedelta(hours=1))
        shop = entry["shop"]
        seller = operations.apply_to_sell(user=user, shop_name=shop["name"], story=shop["story"], by=user, now=now)
        seller.town, seller.country = shop["town"], shop["country"]
        seller.save(update_fields=["town", "country"])
    return str(entry["full_name"])
