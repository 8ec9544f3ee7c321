"""Deleting somebody's account because they asked the office: a page that asks for the reason, then the deed."""

from typing import Any

from django.contrib.admin import helpers
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import operations
from accounts.admin import deeds
from accounts.forms.staff import EraseForm
from accounts.models import User
from shop.core.generics import ModelAdmin


def ask_or_erase(
    model_admin: ModelAdmin[User], request: HttpRequest, rows: models.QuerySet[User]
) -> HttpResponse | None:
    """None once it is done: the list shows what came of it."""
    form = EraseForm(request.POST if "confirmed" in request.POST else None)
    if form.is_bound and form.is_valid():
        deeds.each(model_admin, request, rows, _eraser(request, form.cleaned_data["reason"]), _("Deleted on request"))
        return None
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Delete on request"),
        "form": form,
        "people": rows.order_by("email"),
        "opts": User._meta,
        "checkbox": helpers.ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/erase.html", context, status=422 if form.is_bound else 200)


def _eraser(request: Any, reason: str) -> Any:
    def deed(user: User) -> object:
        return operations.erase_on_request(user=user, by=request.user, reason=reason, now=timezone.now())

    return deed
