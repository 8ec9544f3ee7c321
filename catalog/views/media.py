"""The pictures, where no other server or storage serves them."""

import re

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.guards import public

# Exactly the names that `ProductImage.name` makes, so that no path can lead anywhere else.
_NAME = re.compile(r"products/([0-9a-f]{2})/(?:\1)[0-9a-f]{30}-[0-9]{1,4}\.webp")
# A name never comes back with other content.
_FOREVER = "public, max-age=31536000, immutable"


@public
@require_safe
def media(request: HttpRequest, name: str) -> HttpResponse:
    """One file of a picture. Whatever it held, a browser would take it for a picture and nothing else."""
    if not _NAME.fullmatch(name):
        raise Http404
    tag = f'"{name.rsplit("/", 1)[1]}"'
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponse(status=304)
    else:
        try:
            with default_storage.open(name) as file:
                response = HttpResponse(file.read(), content_type="image/webp")
        except FileNotFoundError as error:
            raise Http404 from error
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = _FOREVER
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
