"""Who brings what: the parcels that wait for a courier, by area, and how much each courier carries."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.models import Courier
from catalog.models import Area, DeliveryMethod
from orders.models import CashCount, Parcel
from orders.states import CashCountStatus
from orders.states import ParcelStatus as P

# More than anybody assigns in one go; the rest stands there once these are gone.
MOST_WAITING = 200
_OPEN = (P.PACKED, P.SHIPPED, P.OUT_FOR_DELIVERY, P.ATTEMPT_FAILED, P.RETURNING)


@dataclass(frozen=True)
class Load:
    """A courier and what they have in hand."""

    courier: Courier
    areas: str
    to_fetch: int
    in_car: int
    on_the_way: int
    failed: int
    delivered: int

    @property
    def total(self) -> int:
        return self.to_fetch + self.in_car + self.on_the_way + self.failed


@dataclass(frozen=True)
class Wait:
    """An area, its parcels without a courier, and who works there."""

    area: Area | None
    parcels: list[Parcel]
    couriers: list[Load]

    @property
    def name(self) -> str:
        return self.area.name if self.area else _("No area")


def unassigned() -> QuerySet[Parcel]:
    """Packed parcels for couriers that nobody brings yet."""
    return Parcel.objects.filter(status=P.PACKED, courier=None, delivery_method=DeliveryMethod.COURIER)


def carried_by(courier: Courier) -> QuerySet[Parcel]:
    rows = Parcel.objects.filter(courier=courier, status__in=_OPEN)
    return rows.select_related("order", "seller", "area").order_by("status", "id")


def locked() -> QuerySet[Parcel]:
    """Hand-overs that five wrong codes stopped."""
    rows = Parcel.objects.filter(code_locked_at__isnull=False, status__in=(P.OUT_FOR_DELIVERY, P.ATTEMPT_FAILED))
    return rows.select_related("order", "seller", "courier__user", "area").order_by("code_locked_at", "id")


def waiting(loads: list[Load]) -> list[Wait]:
    """By area, in each the one promised first on top. One query."""
    rows = unassigned().select_related("order", "seller", "area").order_by("area__name", "area_id", "arrives_to", "id")
    return [
        Wait(area, list(group), _working_in(area, loads))
        for area, group in groupby(rows[:MOST_WAITING], key=lambda parcel: parcel.area)
    ]


def loads(*, midnight: datetime) -> list[Load]:
    """Every active courier, the one with least to do first. Two queries."""
    of_courier = Parcel.objects.filter(courier=OuterRef("pk")).order_by().values("courier")
    today = of_courier.filter(status=P.DELIVERED, delivered_at__gte=midnight)
    counts = {f"n_{status}": _number(of_courier.filter(status=status)) for status in _OPEN}
    rows = Courier.objects.filter(is_active=True).select_related("user").prefetch_related("areas")
    counted = rows.annotate(n_today=_number(today), **counts)
    return sorted((_load(courier) for courier in counted), key=lambda load: (load.total, load.courier.pk))


def _number(parcels: Any) -> Coalesce:
    """Each by the index on courier and state, however many a courier has delivered in their life."""
    return Coalesce(Subquery(parcels.annotate(n=Count("pk")).values("n")), 0)


def _load(courier: Courier) -> Load:
    count = {status: getattr(courier, f"n_{status}") for status in (*_OPEN, "today")}
    return Load(
        courier=courier,
        areas=", ".join(sorted(area.name for area in courier.areas.all())),
        to_fetch=count[P.PACKED],
        in_car=count[P.SHIPPED],
        on_the_way=count[P.OUT_FOR_DELIVERY],
        failed=count[P.ATTEMPT_FAILED] + count[P.RETURNING],
        delivered=count["today"],
    )


def _working_in(area: Area | None, loads: list[Load]) -> list[Load]:
    """Those of the area first; anybody may be asked to help out."""
    here = [load for load in loads if area in load.courier.areas.all()]
    return [*here, *(load for load in loads if load not in here)]


def cash_to_confirm() -> QuerySet[CashCount]:
    rows = CashCount.objects.filter(status=CashCountStatus.HANDED_IN)
    return rows.select_related("courier__user").order_by("id")
