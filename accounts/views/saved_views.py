"""Saving and deleting views of the office's lists: back to the list in either case."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import SavedView
from accounts.operations import saved_views
from shop.core import errors
from shop.core.forms import Form


class SaveForm(Form):
    name = forms.CharField(max_length=40)
    listed = forms.CharField(max_length=100)
    query = forms.CharField(max_length=1000, required=False)


def url_of(listed: str) -> str:
    """
    The address of a list.

    :raises Http404: for one that the office does not have.
    """
    models = {model._meta.label_lower: model._meta for model in admin.site._registry}
    if listed not in models:
        raise Http404
    return reverse(f"admin:{models[listed].app_label}_{models[listed].model_name}_changelist")


def address(view: SavedView) -> str:
    return f"{url_of(view.listed)}?{view.query}"


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    form, who = SaveForm(request.POST), _who(request)
    back = url_of(request.POST.get("listed", ""))
    if not form.is_valid():
        messages.error(request, _("Give the view a name of at most 40 characters."))
        return redirect(back)
    try:
        view = saved_views.keep(user=who, now=timezone.now(), **form.cleaned_data)
    except errors.DomainError as error:
        messages.error(request, error.message)
        return redirect(back)
    messages.success(request, _("Saved as “%(name)s”.") % {"name": view.name})
    return redirect(address(view))


@require_POST
def delete(request: HttpRequest, view_id: int) -> HttpResponse:
    view = saved_views.delete(view_id=view_id, user=_who(request))
    if view is None:
        raise Http404
    messages.success(request, _("The view “%(name)s” is deleted.") % {"name": view.name})
    return redirect(url_of(view.listed))


def _who(request: Any) -> Any:
    """Behind `admin_view`, somebody of the office."""
    return request.user
