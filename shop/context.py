"""What the shell of every page shows. Nothing here asks the database before a template uses it."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from accounts.models import User
from shop import navigation
from shop.core import registry

THEMES = ("light", "dark")


class Header:
    """Who is here and what is in the basket, each read at most once and only when shown."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def _user(self) -> User | None:
        user = getattr(self._request, "user", None)
        return user if isinstance(user, User) else None

    @cached_property
    def signed_in(self) -> bool:
        return self._user is not None

    @cached_property
    def name(self) -> str:
        return str(self._user or "")

    @cached_property
    def first_name(self) -> str:
        return self._user.first_name if self._user else ""

    @cached_property
    def links(self) -> list[navigation.Link]:
        return navigation.for_user(self._user) if self._user else []

    @cached_property
    def footer_links(self) -> list[navigation.Link]:
        return navigation.served(navigation.FOOTER)

    @cached_property
    def basket_count(self) -> int:
        return registry.basket_count(self._request)

    @cached_property
    def back(self) -> str:
        """Where signing in returns to: this page, unless it is one that signing in would leave behind."""
        request = self._request
        stays = request.method in ("GET", "HEAD") and not request.path.startswith(("/login/", "/register/", "/logout/"))
        return request.get_full_path() if stays and request.path != "/" else ""


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context processor: `header`, `theme` ("light", "dark", or "" as the device has it) and `base_url`."""
    theme = request.COOKIES.get(settings.THEME_COOKIE_NAME, "")
    return {
        "header": Header(request),
        "theme": theme if theme in THEMES else "",
        "base_url": settings.BASE_URL,
    }
