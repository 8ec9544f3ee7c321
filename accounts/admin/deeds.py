"""Admin actions that call an operation for each chosen row and tell what came of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shop.core import errors
from shop.core.generics import ModelAdmin


def each(
    model_admin: ModelAdmin[Any],
    request: HttpRequest,
    rows: models.QuerySet[Any],
    deed: Callable[[Any], object],
    done: str,
) -> None:
    """
    Do it to each row by itself: what one refuses, the others still get.

    :param done: what the history of the row says.
    """
    count = 0
    for row in rows:
        try:
            deed(row)
        except errors.DomainError as error:
            text = _("%(row)s: %(reason)s") % {"row": row, "reason": error.message}
            model_admin.message_user(request, text, messages.ERROR)
        else:
            model_admin.log_change(request, row, done)
            count += 1
    if count:
        text = ngettext("%(done)s: %(count)s row.", "%(done)s: %(count)s rows.", count)
        model_admin.message_user(request, text % {"done": done, "count": count}, messages.SUCCESS)
