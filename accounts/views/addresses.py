"""The address book."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import guards, operations
from accounts.forms import BookForm
from accounts.guards import AuthenticatedRequest
from accounts.models import Address
from shop.core import errors, forms

_EDITABLE = ["GET", "HEAD", "POST"]


@guards.signed_in
@require_safe
def addresses(request: AuthenticatedRequest) -> HttpResponse:
    number = request.GET.get("removed", "")
    removed = None
    if number.isascii() and number.isdigit() and len(number) < 19:
        removed = Address.objects.removed(request.user).filter(pk=number).first()
    context = {"addresses": Address.objects.of(request.user), "removed": removed}
    return render(request, "accounts/addresses.html", context)


@guards.signed_in
@require_http_methods(_EDITABLE)
def add(request: AuthenticatedRequest) -> HttpResponse:
    form = _form(request, {"full_name": request.user.full_name, "phone": request.user.phone})
    if form.is_bound and form.is_valid():
        default = form.cleaned_data["make_default"]
        try:
            operations.add_address(owner=request.user, parts=form.parts(), make_default=default, now=timezone.now())
        except errors.DomainError as error:
            forms.refuse(form, error)
        else:
            messages.success(request, _("Address saved."))
            return redirect("accounts:addresses")
    return render(request, "accounts/address_form.html", {"form": form}, status=422 if form.is_bound else 200)


@guards.signed_in
@require_http_methods(_EDITABLE)
def edit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    address = get_object_or_404(Address.objects.of(request.user), pk=pk)
    form = _form(request, {**address.parts(), "make_default": address.is_default})
    if form.is_bound and form.is_valid():
        operations.update_address(
            address=address,
            parts=form.parts(),
            make_default=form.cleaned_data["make_default"],
            by=request.user,
            now=timezone.now(),
        )
        messages.success(request, _("Address saved."))
        return redirect("accounts:addresses")
    context = {"form": form, "address": address}
    return render(request, "accounts/address_form.html", context, status=422 if form.is_bound else 200)


@guards.signed_in
@require_http_methods(_EDITABLE)
def delete(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """GET asks, POST removes, POST with `undo` puts back."""
    if request.method == "POST" and "undo" in request.POST:
        removed = get_object_or_404(Address.objects.removed(request.user), pk=pk)
        operations.restore_address(address=removed, by=request.user, now=timezone.now())
        messages.success(request, _("The address is back."))
        return redirect("accounts:addresses")
    address = get_object_or_404(Address.objects.of(request.user), pk=pk)
    if request.method != "POST":
        return render(request, "accounts/address_delete.html", {"address": address})
    operations.delete_address(address=address, by=request.user, now=timezone.now())
    response = redirect("accounts:addresses")
    response.headers["Location"] += f"?removed={address.pk}"
    return response


@guards.signed_in
@require_POST
def default(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    address = get_object_or_404(Address.objects.of(request.user), pk=pk)
    operations.make_default(address=address, by=request.user, now=timezone.now())
    messages.success(request, _("This address is offered first from now on."))
    return redirect("accounts:addresses")


def _form(request: AuthenticatedRequest, initial: dict[str, object]) -> BookForm:
    """
    Bound to what was sent. Where only the country was chosen (no JavaScript needed), an unbound form with what was
    typed so far, which then has that country's fields.
    """
    if request.method != "POST":
        return BookForm(initial=initial)
    if "refit" in request.POST:
        return BookForm(initial=request.POST.dict())
    return BookForm(request.POST)
