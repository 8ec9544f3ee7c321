"""Views of the office's lists that somebody saved for themselves."""

from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import SavedView, User
from shop.core import errors, transactions

# More than these nobody finds again.
MOST = 20
# What is searched for names people; a page, an error, a pop-up is no part of a view.
_LEFT_OUT = ("q", "p", "e", "all", "_popup", "_to_field", "_facets")


class TooMany(errors.DomainError):
    """A list holds no more views of one person."""


class NothingToSave(errors.DomainError):
    """The whole list needs no name of its own."""

    status = 422


def of(*, user: User, listed: str) -> list[SavedView]:
    """One person’s, of one list, by their names."""
    return list(SavedView.objects.filter(user=user, listed=listed).order_by("name", "id"))


def kept_part(*, query: str) -> str:
    """What of a list's parameters a view keeps, always in the same order."""
    parameters = QueryDict(query, mutable=True)
    for name in _LEFT_OUT:
        parameters.pop(name, None)
    return "&".join(sorted(parameters.urlencode().split("&"))) if parameters else ""


@transactions.retried
def keep(*, user: User, listed: str, name: str, query: str, now: datetime) -> SavedView:
    """
    Keep the filters of a list under a name; the same name again takes the new ones.

    :raises NothingToSave: where nothing is filtered or sorted.
    :raises TooMany:
    """
    kept = kept_part(query=query)
    if not kept:
        raise NothingToSave(_("Filter or sort the list first, then save what you see."))
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
    mine = SavedView.objects.filter(user=user, listed=listed)
    if mine.count() >= MOST and not mine.filter(name=name).exists():
        raise TooMany(_("You have %(most)s views of this list. Delete one first.") % {"most": MOST})
    view, _is_new = mine.update_or_create(
        name=name, defaults={"user": user, "listed": listed, "query": kept, "created_at": now}
    )
    return view


def delete(*, view_id: int, user: User) -> SavedView | None:
    """The view that is no more; None for somebody else's, or one that was deleted before."""
    view = SavedView.objects.filter(pk=view_id, user=user).first()
    if view is not None:
        SavedView.objects.filter(pk=view_id).delete()
    return view
