"""The headers and refusals of the API, as its description names them."""

from typing import Any

_WHOLE = {"type": "integer", "minimum": 0}
DESCRIBED: dict[str, Any] = {
    "X-Request-Id": {
        "description": "Under this id our log holds the request.",
        "schema": {"type": "string"},
    },
    "ETag": {
        "description": "The version of what was read, for If-None-Match and If-Match.",
        "schema": {"type": "string"},
    },
    "RateLimit-Limit": {
        "description": "Requests in the present window, of the limit that is nearest.",
        "schema": _WHOLE,
    },
    "RateLimit-Remaining": {"description": "What is left of them.", "schema": _WHOLE},
    "RateLimit-Reset": {"description": "Seconds until all of them are there again.", "schema": _WHOLE},
    "Retry-After": {"description": "Seconds until it is worth trying again.", "schema": _WHOLE},
    "WWW-Authenticate": {"description": "How to sign in.", "schema": {"type": "string"}},
    "Idempotent-Replayed": {
        "description": "`true` where this answer was kept from the first time.",
        "schema": {"type": "string"},
    },
}
REFUSALS: dict[int, tuple[str, str]] = {
    400: ("bad_request", "The body cannot be read."),
    401: ("unauthenticated", "There is no token, or it opens nothing (any more)."),
    403: ("forbidden", "Your role does not allow this."),
    404: ("not_found", "There is nothing here, or nothing of yours."),
    409: ("conflict", "As things stand this cannot be done; the code and the message say why."),
    410: ("expired_link", "This link is used or too old."),
    412: ("changed_meanwhile", "It was changed meanwhile; ETag names the present version."),
    413: ("too_large", "The body is longer than we read."),
    415: ("unsupported_media_type", "Send the body in the type that is named here."),
    422: ("unprocessable", "Some values are missing or wrong; `fields` says which."),
    429: ("rate_limited", "Too many requests. Retry-After says when to go on."),
    500: ("server_error", "Something went wrong on our side; the message has a reference."),
    503: ("unavailable", "We are busy. Try again in a moment."),
}
OF_STATUS: dict[int, tuple[str, ...]] = {
    401: ("WWW-Authenticate",),
    412: ("ETag",),
    429: ("Retry-After", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"),
    503: ("Retry-After",),
}
_SENT: dict[str, tuple[str, dict[str, Any]]] = {
    "Idempotency-Key": (
        "A name of your own for this request, best a UUID. Sent again with the same body within seven days it gets the"
        " same answer and nothing happens twice; with another body it is refused with 422. Refusals are not kept.",
        {"type": "string", "pattern": "^[!-~]{1,255}$", "examples": ["0b9d2f0e-5c1b-4c6b-9a35-4d1f3c1e7a55"]},
    ),
    "If-Match": (
        "The ETag of what you read. Where it was changed meanwhile nothing happens and the answer is 412. For a line or"
        " the coupon of a basket it is the ETag of the basket.",
        {"type": "string", "pattern": '^((W/)?"[!#-~]*"|\\*)$'},
    ),
    "If-None-Match": (
        "The ETag that you have: 304 where it still holds.",
        {"type": "string", "pattern": '^((W/)?"[!#-~]*"|\\*)$'},
    ),
}


def refs(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def parameter(name: str) -> dict[str, Any]:
    description, schema = _SENT[name]
    return {"in": "header", "name": name, "required": False, "description": description, "schema": schema}
