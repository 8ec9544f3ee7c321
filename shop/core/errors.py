"""The errors that operations raise: each carries a sentence for the person and a code for programs."""

from collections.abc import Mapping, Sequence


class DomainError(Exception):
    """
    A rule of the shop said no.

    :ivar message: a translated sentence that may be shown to the person as it is.
    :ivar code: a stable name for API clients, by default the class name in snake case.
    :ivar fields: sentences by field name, where the fault has a place.
    """

    code = ""
    status = 409

    def __init__(self, message: str, *, fields: Mapping[str, Sequence[str]] | None = None) -> None:
        super().__init__(message)
        self.message = str(message)
        self.fields = {name: list(texts) for name, texts in (fields or {}).items()}

    def __init_subclass__(cls) -> None:
        if "code" not in cls.__dict__:
            name = cls.__name__
            cls.code = "".join(f"_{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))


class Unprocessable(DomainError):
    """What was sent cannot be used as it is; `fields` says where and why."""

    status = 422
