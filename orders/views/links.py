"""
The addresses of one order's pages: under /orders/ for its buyer, under /track/ for whoever holds the secret link.

Both kinds of pages are the same views' work; only these addresses differ.
"""

from dataclasses import dataclass

from django.http import Http404

from accounts.guards import AuthenticatedRequest
from accounts.models import User
from orders import queries, tracking
from orders.models import Order


@dataclass(frozen=True)
class Access:
    """An order, who reads it (None: a guest by link), and where its pages are."""

    order_id: int
    viewer: User | None
    page: str

    @property
    def cancellation(self) -> str:
        return f"{self.page}cancellation/"

    @property
    def invoice(self) -> str:
        return f"{self.page}invoice/"

    @property
    def returning(self) -> str:
        return f"{self.page}return/"

    @property
    def refund_account(self) -> str:
        return f"{self.page}refund-account/"

    @property
    def again(self) -> str:
        return f"{self.page}again/"


def own(request: AuthenticatedRequest, number: str) -> Access:
    """:raises Http404: for an order that does not exist or is somebody else's."""
    order = queries.orders_visible_to(request.user).filter(number=number).first()
    return Access(_found(order).pk, request.user, f"/orders/{number}/")


def by_link(token: str) -> Access:
    """:raises Http404: for a token that is not one of ours, or was replaced."""
    return Access(_found(tracking.order_of(token)).pk, None, f"/track/{token}/")


def _found(order: Order | None) -> Order:
    if order is None:
        raise Http404
    return order
