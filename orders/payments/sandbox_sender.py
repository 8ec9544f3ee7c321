"""
The sandbox's side of the wire: it POSTs its signed webhook to the shop as a real provider does, over TLS, with retries.

The job is the sure way; the stand-in page also tries at once, so that the buyer who comes back finds the order paid.
"""

import http.client
import logging
import ssl
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from orders.models import SandboxCharge
from orders.payments import sandbox
from shop.core import jobs

logger = logging.getLogger(__name__)

PATH = "/api/payments/sandbox/webhook/"
JOB_TIMEOUT_S = 10.0
PAGE_TIMEOUT_S = 2.0


class NotAccepted(Exception):
    """The shop did not answer 2xx: try again later."""


@transaction.atomic
def decide(*, reference: str, decision: str, now: datetime) -> SandboxCharge:
    """
    Write the decision into the book, and with it the job that tells the shop.

    :raises SandboxCharge.DoesNotExist, sandbox.Decided:
    """
    charge = sandbox.decide(reference=reference, decision=decision, now=now)
    jobs.enqueue(deliver, reference=reference)
    return charge


@jobs.job
def deliver(*, reference: str) -> None:
    """:raises NotAccepted, OSError: the job is then run again."""
    _deliver(reference, timeout=JOB_TIMEOUT_S)


def deliver_soon(charge: SandboxCharge) -> None:
    """Try once, now; whatever goes wrong, the job follows. Never inside a transaction."""
    try:
        _deliver(charge.reference, timeout=PAGE_TIMEOUT_S)
    except (NotAccepted, OSError, http.client.HTTPException) as error:
        logger.info("sandbox_webhook_left_to_job", extra={"reason": type(error).__name__})


def _deliver(reference: str, *, timeout: float) -> None:
    charge = SandboxCharge.objects.get(reference=reference)
    body, headers = sandbox.message(charge, now=timezone.now())
    status = post(body, headers, timeout=timeout)
    if not 200 <= status < 300:
        raise NotAccepted(f"{PATH} answered {status}")


def post(body: bytes, headers: dict[str, str], *, timeout: float) -> int:
    """Send to BASE_URL and answer the status. Redirects are not followed."""
    target = urlsplit(settings.BASE_URL)
    connection: http.client.HTTPConnection
    if target.scheme == "https":
        connection = http.client.HTTPSConnection(target.netloc, timeout=timeout, context=_trust())
    else:
        connection = http.client.HTTPConnection(target.netloc, timeout=timeout)
    try:
        connection.request("POST", f"{target.path}{PATH}", body, headers)
        return connection.getresponse().status
    finally:
        connection.close()


def _trust() -> ssl.SSLContext:
    """The authorities of the system and, for the certificate of the first run, our own."""
    context = ssl.create_default_context()
    own = settings.DATA_DIR / "certs" / "ca.crt"
    if own.exists():
        context.load_verify_locations(own)
    return context
