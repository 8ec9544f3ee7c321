"""
The stand-in for a bank's hosted payment page, at `/sandbox/pay/<reference>/`. It is another house: it reads its own
book only, and tells the shop what was decided by the signed webhook alone.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import guards
from orders.models import SandboxCharge
from orders.payments import sandbox, sandbox_sender

_DECISIONS = {"approve": sandbox.APPROVED, "decline": sandbox.DECLINED}


@guards.public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pay(request: HttpRequest, reference: str) -> HttpResponse:
    """Approve, decline, or leave."""
    if "sandbox" not in settings.PAYMENT_METHODS:
        raise Http404
    charge = get_object_or_404(SandboxCharge, reference=reference)
    decision = _DECISIONS.get(request.POST.get("decision", ""))
    if request.method == "POST" and decision:
        try:
            charge = sandbox_sender.decide(reference=reference, decision=decision, now=timezone.now())
        except sandbox.Decided:
            return redirect(_local(charge.return_url))
        sandbox_sender.deliver_soon(charge)
        return redirect(_local(charge.return_url))
    cancel_url = _local(charge.cancel_url or charge.return_url)
    context = {"charge": charge, "cancel_url": cancel_url, "return_url": _local(charge.return_url)}
    return render(request, "orders/sandbox.html", context, status=422 if request.method == "POST" else 200)


def _local(url: str) -> str:
    return urlsplit(url).path if url.startswith(f"{settings.BASE_URL}/") else url
