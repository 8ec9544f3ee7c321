"""The staff site: Django admin, open to staff only, with the shop's own login."""

import functools
from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import guards, keeping, operations
from accounts.roles import Permission
from accounts.views import saved_views
from shop import overview

# Who somebody is and what they may: asks for the password once more, unless it was given just now.
DANGEROUS = ("/admin/accounts/user/", "/admin/accounts/requiredfactor/")


def _is_confirmed(request: HttpRequest) -> bool:
    return operations.is_confirmed(request, now=timezone.now())


class StaffSite(admin.AdminSite):
    site_header = _("Millrow office")
    site_title = _("Millrow office")
    index_title = _("Overview")
    index_template = "admin/overview.html"
    empty_value_display = "–"
    # The lists and their filters need the width; the overview names everything, and the breadcrumb leads there.
    enable_nav_sidebar = False

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Guests go to the login page at once, whoever has another role is refused at once."""
        inner = super().admin_view(view, cacheable)

        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not self.has_permission(request):
                return self.login(request)
            if request.user.lacks_factor([Permission.MANAGE_PEOPLE]):  # type: ignore[union-attr]  # staff is a User
                return guards.to_set_up(request)
            if request.method == "POST" and request.path.startswith(DANGEROUS) and not _is_confirmed(request):
                return keeping.to_confirm(request)
            response: HttpResponse = inner(request, *args, **kwargs)
            return response

        return guarded

    def get_urls(self) -> list[Any]:
        own = [
            path("views/save/", self.admin_view(saved_views.keep), name="save_view"),
            path("views/<int:view_id>/delete/", self.admin_view(saved_views.delete), name="delete_view"),
        ]
        return [*own, *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The overview: what needs somebody first, then how it goes. Each number is a link to the list behind it."""
        return super().index(request, {**overview.context(now=timezone.now()), **(extra_context or {})})

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one login page. Somebody signed in who is not staff has the wrong role."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or request.get_full_path(), "/login/")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """As on the pages: the device leaves the person's list too. A form sends it; a link only leads home."""
        if request.method == "POST":
            operations.log_out(request)
        return redirect("/")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """There is one way to change a password: it ends every other session and tells the person."""
        return redirect("/update/user-info/#password")
