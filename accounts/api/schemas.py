"""
The shapes of the accounts API. What a person may type is checked by the same forms as on the pages, so the limits
here only describe them. What comes in is plain pydantic: ninja's own base would read a list as an object without keys.
"""

from datetime import datetime
from typing import Any

from ninja import Schema
from pydantic import BaseModel, Field

from accounts.models import Address, Token, User

# One line without control characters: see `shop.core.forms.validate_line`.
_LINE = r"^[^\x00-\x1f\x7f\ufffd]*$"


def _text(longest: int, shortest: int = 1, **extra: Any) -> Any:
    return Field(json_schema_extra={"minLength": shortest, "maxLength": longest, "pattern": _LINE, **extra})


def _optional(longest: int) -> Any:
    return Field("", json_schema_extra={"maxLength": longest, "pattern": _LINE})


class RegisterIn(BaseModel):
    """`shop_name` also files an application to sell."""

    email: str = _text(254, 3, format="email", examples=["amara@example.com"])
    password: str = _text(256, 10)
    full_name: str = _text(150, examples=["Amara Lind"])
    shop_name: str = _optional(80)


class Sent(Schema):
    """The same whether or not the address has an account."""

    message: str


class LoginIn(BaseModel):
    email: str = _text(254, 3, format="email")
    password: str = _text(256)
    label: str = Field(
        "",
        description="By what you recognise this token in your list.",
        json_schema_extra={"maxLength": 100, "pattern": _LINE},
    )
    otp: str = Field(
        "",
        description="A code of the second factor, or a recovery code. Without it, an account that has one answers 401"
        " with the code `second_factor_required`; a wrong or used one answers 401 with `wrong_code`.",
        json_schema_extra={"maxLength": 40, "pattern": _LINE},
    )


class TokenMade(Schema):
    token: str = Field(description="Shown only now. Send it as `Authorization: Bearer <token>`.")
    expires: datetime


class EmailIn(BaseModel):
    email: str = _text(254, 3, format="email")


class PasswordIn(BaseModel):
    password: str = _text(256, 10)


class Activated(Schema):
    active: bool


class PasswordSet(Schema):
    message: str


class MeOut(Schema):
    email: str
    full_name: str
    phone: str
    time_zone: str
    roles: list[str]
    joined_at: datetime

    @staticmethod
    def resolve_roles(user: User) -> list[str]:
        return sorted(role.value for role in user.roles)


class MeIn(BaseModel):
    """What is left out stays as it is."""

    full_name: str | None = Field(None, json_schema_extra={"maxLength": 150})
    phone: str | None = Field(None, json_schema_extra={"maxLength": 40})
    time_zone: str | None = Field(None, description="A name of the IANA database, or empty for the shop's own.")


class AddressIn(BaseModel):
    """Which parts are needed depends on the country (two letters)."""

    full_name: str = _text(150)
    line1: str = _text(200)
    line2: str = _optional(200)
    postal_code: str = _optional(16)
    city: str = _optional(100)
    region: str = _optional(100)
    country: str = _text(2, 2, examples=["DE"])
    phone: str = _optional(40)


class BookIn(AddressIn):
    is_default: bool = False


class BookPatch(BaseModel):
    """What is left out stays as it is."""

    full_name: str | None = None
    line1: str | None = None
    line2: str | None = None
    postal_code: str | None = None
    city: str | None = None
    region: str | None = None
    country: str | None = None
    phone: str | None = None
    is_default: bool | None = Field(None, description="Only true changes something: there is always one default.")


class AddressOut(Schema):
    id: int
    full_name: str
    line1: str
    line2: str
    postal_code: str
    city: str
    region: str
    country: str
    phone: str
    is_default: bool

    @staticmethod
    def resolve_country(address: Address) -> str:
        return str(address.country)


class AddressPage(Schema):
    results: list[AddressOut]
    next: str | None


class TokenOut(Schema):
    id: int
    label: str
    device: str = Field(description="What used it last: a program's name, or a browser and its system.")
    created_at: datetime
    expires: datetime
    last_used_at: datetime | None
    current: bool = Field(description="Whether it is the one that you sent.")

    @classmethod
    def of(cls, token: Token, *, current: Token) -> "TokenOut":
        return cls(
            id=token.pk,
            label=token.label,
            device=token.device,
            created_at=token.created_at,
            expires=token.expires_at,
            last_used_at=token.last_used_at,
            current=token.pk == current.pk,
        )


class TokenPage(Schema):
    results: list[TokenOut]
    next: str | None
