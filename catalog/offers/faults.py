"""What is wrong with a price or a discount."""

from shop.core import errors


class BadOffer(errors.DomainError):
    """A price or a discount that makes no sense. `fields` says where."""

    status = 422

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__(message, fields={field: [message]})
