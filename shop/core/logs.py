"""Logs: one line per event on standard error, with the request's id; JSON where nobody watches a terminal."""

import re
import sys
from typing import Any

import structlog


def _without_request(logger: Any, method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Django hands its errors the request, whose text is the address with its query: links carry tokens there."""
    if not isinstance(event.get("request", ""), str):
        del event["request"]
    return event


# The link to a guest's order opens it for whoever has it.
_LINK = re.compile(r"(/track/)[^/\s\"']+")
# Where the database says which values it refused.
_DETAIL = re.compile(r"\nDETAIL: .*")


def _without_secrets(logger: Any, method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Addresses are logged by several libraries, errors with all that they say."""
    for name in ("event", "request", "exception", "message"):
        if isinstance(event.get(name), str):
            event[name] = _DETAIL.sub("", _LINK.sub(r"\1…", event[name]))
    return event


_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(),
    _without_request,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]

structlog.configure(
    processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)


def configuration(*, debug: bool) -> dict[str, Any]:
    """The LOGGING setting."""
    on_terminal = debug or sys.stderr.isatty()
    renderer: Any = (
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
        if on_terminal
        else structlog.processors.JSONRenderer()
    )
    processors: list[Any] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if not on_terminal:
        processors.append(structlog.processors.format_exc_info)
    processors.append(_without_secrets)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _SHARED,
                "processors": [*processors, renderer],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            # Every request that ends in 4xx or 5xx is logged once, by django-structlog with the request's id.
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
            "procrastinate": {"level": "WARNING"},
        },
    }
