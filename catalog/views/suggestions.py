"""`/suggest/`: what somebody may be about to type, as the options of the search field's list."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from accounts import guards
from catalog import fragments
from catalog.queries import suggestions
from shop.core import http, ratelimit

LONGEST = 60
# The same for everybody: a browser that deletes a letter, or a cache in front of us, need not ask again.
_CACHE = "public, max-age=60"


@guards.public
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """At most eight options; an empty answer where there is nothing to suggest. One query, none where it is known."""
    ratelimit.hit(request, "suggest", key=http.client_ip(request))
    text = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
    with translation.override(_language(request)):
        html = fragments.remembered_list(f"suggestions {text.casefold()}", lambda: _options(text))
    response = HttpResponse(html)
    response.headers["Cache-Control"] = _CACHE
    response.headers["X-Robots-Tag"] = "noindex"
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _language(request: HttpRequest) -> str | None:
    """The language of the page that asks, which its address names: a cookie's would differ behind the same address."""
    asked = request.GET.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else translation.get_language()


def _options(text: str) -> str:
    found = suggestions.suggest(text, now=timezone.now())
    rows = [
        {"kind": one.kind, "url": one.url, "typed": text[: one.completed_from], "added": text[one.completed_from :]}
        for one, text in ((one, one.text) for one in found)
    ]
    return render_to_string("catalog/_suggestions.html", {"rows": rows}) if rows else ""
