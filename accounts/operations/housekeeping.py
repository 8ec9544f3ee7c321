"""What is swept out behind everybody's back: `shop.core.registry.retention` says what and when, for all apps."""

import logging
from datetime import datetime

from shop.core import registry

logger = logging.getLogger(__name__)


def purge(*, now: datetime) -> dict[str, int]:
    """
    Delete or blank what is older than we promise to keep it, and answer how many rows by rule. Repeating it does
    nothing further.

    :raises ExceptionGroup: where rules failed, once every other one has run: the job then stands as failed.
    """
    done: dict[str, int] = {}
    failed: list[Exception] = []
    for name, (_how_long, sweep) in registry.retention.items():
        try:
            done[name] = sweep(now)
        except Exception as error:  # whatever it is: what one rule cannot do keeps no other from being done
            logger.exception("not_swept", extra={"rule": name})
            error.add_note(f"While sweeping: {name}")
            failed.append(error)
    logger.info("swept", extra={"rows": sum(done.values())})
    if failed:
        raise ExceptionGroup("Not everything was swept", failed)
    return done
