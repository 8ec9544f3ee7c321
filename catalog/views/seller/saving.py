"""The two halves of a posted list: its changed rows are saved, then something happens to the ticked products."""

import uuid
from urllib.parse import parse_qsl, urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.guards import AuthenticatedRequest
from accounts.models import Seller
from catalog import bulk, desk
from catalog.forms import listed
from catalog.views.seller import undo


def save_rows(request: AuthenticatedRequest, form: listed.ListForm) -> bool:
    """Each changed value for itself: what can be saved is, the others say why not. Whether all were."""
    edits = form.edits()
    source = f"list:{uuid.uuid4().hex}"
    saved, refused = bulk.save_rows(edits, source=source, by=request.user, now=timezone.now())
    if saved:
        text = ngettext("%(count)d row saved.", "%(count)d rows saved.", saved)
        messages.success(request, text % {"count": saved})
    elif not edits and not request.POST.get("action"):
        messages.info(request, _("Nothing changed."))
    if refused:
        form.settle(refused, edits)
    return not refused


def do(request: AuthenticatedRequest, seller: Seller) -> HttpResponse:
    """What was pressed, to the ticked products; then the same page again, which offers to undo it."""
    deed = undo.DEEDS.get(request.POST.get("action", ""))
    query = {k: v for k, v in parse_qsl(request.GET.urlencode()) if k not in ("did", "ids")}
    if deed is not None:
        products = desk.named(seller, listed.ids(request.POST.getlist("products")))
        done, refused = deed.do(products, by=request.user, now=timezone.now())
        for text in refused:
            messages.warning(request, text)
        if not products:
            messages.info(request, _("Tick the products first."))
        elif done and deed.undo:
            query |= {"did": request.POST["action"], "ids": ",".join(str(product.pk) for product in done)}
        elif done:
            messages.success(request, deed.done % {"count": len(done)})
    return redirect(f"{request.path}?{urlencode(query)}" if query else request.path)
