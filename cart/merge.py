"""The one signal receiver of the project: whoever logs in keeps what they had put into the basket as a guest."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cart import operations, queries


@receiver(user_logged_in, dispatch_uid="cart.merge")
def merge_at_login(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """The session was rotated before, and its data came along: its last basket is still known."""
    if not hasattr(request, "session"):
        return
    guest = queries.guest_cart(request)
    if guest is None:
        return
    had_one = queries.of_user(user) is not None
    operations.merge(guest_cart=guest, user=user, now=timezone.now())
    text = (
        _("We added what you had chosen to the basket of your account.")
        if had_one
        else _("We kept your basket: it now belongs to your account.")
    )
    messages.info(request, text, fail_silently=True)
