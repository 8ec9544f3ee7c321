"""Where payment providers report. Nobody signs in here: the signature of the message is the proof."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from orders.payments import webhook
from shop.core import http

router = Router(tags=["Payments"])


class Received(Schema):
    received: bool


@router.post(
    "/payments/{str:provider}/webhook/",
    response={200: Received, **http.refusals(400, 404)},
    auth=None,
    operation_id="payment_webhook",
    summary="Tell that a payment went on",
)
def receive(request: HttpRequest, provider: str) -> dict[str, Any]:
    """A signed event of a payment provider. The same event again changes nothing."""
    try:
        webhook.receive(provider=provider, body=request.body, headers=request.headers, now=timezone.now())
    except KeyError as error:
        raise Http404 from error
    return {"received": True}
