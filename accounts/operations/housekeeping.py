"""What is swept out behind everybody's back: `shop.core.registry.retention` says what and when, for all apps."""

import logging
from datetime import datetime

from shop.core import registry

logger = logging.getLogger(__name__)


def purge(*, now: datetime) -> dict[str, int]:
    """
    Delete or blank what is older than we promise to keep it, and answer how many rows by rule. Repeating it does
    nothing further; what one rule cannot do does not keep the others from being done.
    """
    done: dict[str, int] = {}
    for name, (_how_long, sweep) in registry.retention.items():
        try:
            done[name] = sweep(now)
        except Exception:
            logger.exception("not_swept", extra={"rule": name})
    logger.info("swept", extra={"rows": sum(done.values())})
    return done
