"""
What the parcel addresses of shops and couriers share: finding one's own parcel, and steps that ask nothing.

Each audience says who may come, which parcels are theirs and how it shows one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from ninja import Router

from accounts.api import require
from accounts.api.auth import ApiRequest
from accounts.models import User
from accounts.roles import Permission
from orders.actions import Action
from orders.models import Parcel
from shop.core import forms, http

Out = TypeVar("Out")
Operation = Callable[..., Parcel]


@dataclass(frozen=True)
class Desk(Generic[Out]):
    """
    :ivar parcels: those of a person, loaded with all that `show` reads.
    :ivar prefix: of the addresses of one parcel.
    """

    permission: Permission
    parcels: Callable[[User], QuerySet[Parcel]]
    show: Callable[[Parcel, User], Out]
    schema: type[Out]
    prefix: str = ""

    @property
    def reads(self) -> dict[Any, Any]:
        return {200: self.schema, **http.refusals(401, 403, 404, 429)}

    @property
    def writes(self) -> dict[Any, Any]:
        return {200: self.schema, **http.refusals(400, 401, 403, 404, 409, 422, 429)}

    def own(self, request: ApiRequest, parcel_id: int) -> Parcel:
        """:raises Http404: for somebody else's parcel and for none."""
        require(request, self.permission)
        found = self.parcels(request.user).filter(pk=parcel_id).first()
        if found is None:
            raise Http404
        return found

    def shown(self, request: ApiRequest, parcel_id: int) -> Out:
        return self.show(self.own(request, parcel_id), request.user)

    def run(self, request: ApiRequest, parcel_id: int, operation: Operation, form: Any = None, **given: Any) -> Out:
        """One operation on one's own parcel, with the values of a form where it asks something."""
        found = self.own(request, parcel_id)
        values = {**given, **(forms.cleaned(form) if form is not None else {})}
        operation(parcel=found, by=request.user, now=timezone.now(), **values)
        return self.shown(request, parcel_id)

    def add(self, router: Router, steps: Mapping[Action, tuple[Operation, str]]) -> None:
        """An address for each step that asks nothing."""
        for action, (operation, summary) in steps.items():
            name = f"{action.name.lower()}_parcel"
            path = f"{self.prefix}{{int:parcel_id}}/{action}/"
            router.post(path, response=self.writes, operation_id=name, summary=summary)(self._step(operation))

    def _step(self, operation: Operation) -> Callable[[ApiRequest, int], Out]:
        def step(request: ApiRequest, parcel_id: int) -> Out:
            return self.run(request, parcel_id, operation)

        return step
