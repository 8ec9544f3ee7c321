"""In which language a page answers: the reader's choice (a cookie), or what the browser asks for, or English."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers

# Where the pages begin that only sellers, couriers and the office open, and where they do not after all.
ENGLISH_ONLY = (
    "/admin/", "/seller/", "/add/product/", "/update/product/", "/product/price/", "/publish/", "/del/product/",
    "/deliver/", "/styleguide/", "/dev/",
)  # fmt: skip
FOR_EVERYBODY = ("/seller/apply/",)


class Language(LocaleMiddleware):
    """
    Django's, but for the pages that are not translated: half a page in each language would help nobody.

    The choice travels in a cookie, so a cache in front of us must tell readers apart by their cookies too. What is the
    same for everybody says so in its own `Cache-Control: public`, and is kept out of it.
    """

    def process_request(self, request: HttpRequest) -> None:
        if is_english_only(request.path_info):
            translation.activate(settings.LANGUAGE_CODE)
            request.LANGUAGE_CODE = settings.LANGUAGE_CODE
        else:
            super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if "public" in response.headers.get("Cache-Control", ""):
            return response
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        if not is_english_only(request.path_info):
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def is_english_only(path: str) -> bool:
    """Whether a page is for those who work here, and not translated."""
    return path.startswith(ENGLISH_ONLY) and not path.startswith(FOR_EVERYBODY)


def direction() -> str:
    """ "rtl" or "ltr", for `dir` of the page and of mails."""
    return "rtl" if translation.get_language_bidi() else "ltr"
