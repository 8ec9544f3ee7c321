"""Where an address lies: a country, or the part of it whose postcodes start with a prefix."""

from catalog.models import Area


def area_for(*, country: str, postal_code: str) -> Area | None:
    """The area of an address: of those whose prefix fits, the one with the longest; None where we do not deliver."""
    return next(iter(holding(country, postal_code)), None)


def holding(country: str, postal_code: str) -> list[Area]:
    """The areas that hold an address, the most specific first."""
    code = _bare(postal_code)
    fitting = []
    for area in Area.objects.filter(country=country):
        prefixes = [_bare(prefix) for prefix in area.postcode_prefixes]
        lengths = [len(prefix) for prefix in prefixes if code.startswith(prefix)]
        if lengths or not prefixes:
            fitting.append((-max(lengths, default=0), area.pk, area))
    return [area for _length, _pk, area in sorted(fitting, key=lambda entry: entry[:2])]


def _bare(postal_code: str) -> str:
    """Postcodes forgive case, spaces and dashes."""
    return "".join(c for c in postal_code.upper() if c.isalnum())
