"""The same pages for a guest, by the secret link of the confirmation mail. Whoever has the link sees the order."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import guards
from orders.views import customer, links

_unstored = cache_control(private=True, no_store=True)


@guards.public
@_unstored
@require_safe
def order(request: HttpRequest, token: str) -> HttpResponse:
    return customer.show(request, links.by_link(token))


@guards.public
@_unstored
@require_http_methods(["GET", "HEAD", "POST"])
def cancellation(request: HttpRequest, token: str) -> HttpResponse:
    return customer.cancel(request, links.by_link(token))


@guards.public
@_unstored
@require_safe
def invoice(request: HttpRequest, token: str) -> HttpResponse:
    return customer.print_invoice(request, links.by_link(token))


@guards.public
@_unstored
@require_POST
def again(request: HttpRequest, token: str) -> HttpResponse:
    return customer.refill(request, links.by_link(token))
