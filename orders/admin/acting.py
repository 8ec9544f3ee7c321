"""A page of the office that asks something, then does one thing: a form, one operation, back to where one came from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from orders import forms
from shop.core import errors
from shop.core.generics import ModelAdmin

Texts = Sequence[tuple[str | Promise, object]]


@dataclass(frozen=True)
class Page:
    """
    :ivar deed: called with the cleaned form; what it raises is shown on the form.
    :ivar facts: what one should know while deciding, (label, value).
    :ivar done: what the office reads afterwards.
    """

    title: str
    button: str
    subject: object
    back: str
    form: Form
    deed: Callable[[Any], object]
    done: str
    facts: Texts = field(default_factory=tuple)


def act(model_admin: ModelAdmin[Any], request: HttpRequest, page: Page) -> HttpResponse:
    """GET asks, POST does it; 422 with the input kept where it was refused."""
    if not model_admin.has_change_permission(request):
        raise PermissionDenied
    if page.form.is_valid():
        try:
            page.deed(page.form)
        except errors.DomainError as error:
            forms.refuse(page.form, error)
        else:
            model_admin.log_change(request, page.subject, page.done)
            model_admin.message_user(request, page.done, messages.SUCCESS)
            return redirect(page.back)
    context: Mapping[str, Any] = {
        **model_admin.admin_site.each_context(request),
        "title": page.title,
        "button": page.button,
        "subject": page.subject,
        "back": page.back,
        "form": page.form,
        "facts": page.facts,
    }
    return render(request, "admin/act.html", context, status=422 if page.form.is_bound else 200)
