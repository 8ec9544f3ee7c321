"""
Versions of what two could edit: `ETag` on reads, `If-Match` on edits (RFC 9110, 8.8.3 and 13.1.1).

A version is a digest of the whole answer. An edit that names one first locks the row, reads the answer anew and
refuses with 412 and the current version where they differ; without `If-Match` the last one wins, as on the pages'
plainest forms. Compression marks an ETag as weak; either form is accepted.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags
from django.utils.translation import gettext as _

from accounts.models import Address, User
from cart.models import Cart
from catalog.models import Product, Stock
from shop.core import http

Run = Callable[..., HttpResponse]
Path = Mapping[str, Any]


@dataclass(frozen=True)
class Version:
    """
    :ivar read: the operation whose answer the version belongs to.
    :ivar rows: what is locked while the versions are compared and the edit is made.
    :ivar same: whether the edit answers in the shape of the read, and so carries the next version.
    """

    read: str
    rows: Callable[[Any, Path], QuerySet[Any]]
    same: bool = True


def _me(user: Any, path: Path) -> QuerySet[Any]:
    return User.objects.filter(pk=user.pk)


def _address(user: Any, path: Path) -> QuerySet[Any]:
    return Address.objects.of(user).filter(pk=path["address_id"])


def _product(user: Any, path: Path) -> QuerySet[Any]:
    return Product.objects.filter(pk=path["product_id"])


def _stock(user: Any, path: Path) -> QuerySet[Any]:
    return Stock.objects.filter(variant=path["variant_id"])


def _cart(user: Any, path: Path) -> QuerySet[Any]:
    return Cart.objects.filter(user=user)


EDITS = {
    "update_me": Version("me", _me),
    "update_address": Version("address", _address),
    "delete_address": Version("address", _address),
    "update_product": Version("shop_product", _product),
    "delete_product": Version("shop_product", _product),
    "set_stock": Version("variant_stock", _stock),
    "change_stock": Version("variant_stock", _stock),
    "change_line": Version("cart", _cart, same=False),
    "remove_line": Version("cart", _cart, same=False),
    "apply_coupon": Version("cart", _cart, same=False),
    "drop_coupon": Version("cart", _cart, same=False),
}


def mark(response: HttpResponse) -> None:
    response.headers.setdefault("ETag", of(response))


def of(response: HttpResponse) -> str:
    return f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'


def guarded(version: Version, run: Run, read: Run, request: HttpRequest, path: Path) -> HttpResponse:
    """The edit, if what it would change is still what its sender has seen."""
    with transaction.atomic():
        rows = version.rows(request.user, path).order_by("pk")
        list(rows.select_for_update(of=("self",), no_key=True).values_list("pk"))
        seen = read(request, **(path if version.read != "cart" else {}))
        if seen.status_code != 200:
            return seen
        current = of(seen)
        wanted = {text.removeprefix("W/") for text in parse_etags(request.headers["If-Match"])}
        if current not in wanted and "*" not in wanted:
            return _stale(current)
        return run(request, **path)


def _stale(current: str) -> HttpResponse:
    text = _("It was changed meanwhile. Read it again and decide anew.")
    fields = {"If-Match": [_("The version is now %(version)s.") % {"version": current}]}
    response: HttpResponse = http.json_error(412, "changed_meanwhile", text, fields)
    response.headers["ETag"] = current
    return response
