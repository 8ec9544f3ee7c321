"""Addresses as they shall stand in the address bar."""

from collections.abc import Mapping

from django.http import HttpRequest, QueryDict
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes


def tidied(request: HttpRequest, *, defaults: Mapping[str, str]) -> str | None:
    """
    The address of a form that was sent with empty fields, without these and those at their default.

    None where no field is empty, so whoever redirects there never gets into a loop.
    """
    sent = list(request.GET.lists())
    if not any("" in values for _name, values in sent):
        return None
    kept = QueryDict(mutable=True)
    for name, values in sent:
        if wanted := [value for value in values if value not in ("", defaults.get(name))]:
            kept.setlist(name, wanted)
    path = escape_leading_slashes(escape_uri_path(request.path))
    return f"{path}?{kept.urlencode()}" if kept else path
