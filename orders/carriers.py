"""
Parcel services that we know, and where a buyer follows a parcel there.

A link is made of our own address and the quoted number, so that nothing a shop types can lead anywhere else.
"""

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True)
class Carrier:
    """:ivar url: with one `{}` for the tracking number."""

    name: str
    url: str
    also: tuple[str, ...] = ()


KNOWN = (
    Carrier("DHL", "https://www.dhl.de/en/privatkunden/pakete-empfangen/verfolgen.html?piececode={}", ("dhl paket",)),
    Carrier("Deutsche Post", "https://www.deutschepost.de/en/s/sendungsverfolgung.html?piececode={}", ("post",)),
    Carrier("DPD", "https://tracking.dpd.de/status/en_US/parcel/{}"),
    Carrier("GLS", "https://gls-group.com/DE/en/parcel-tracking/?match={}"),
    Carrier("Hermes", "https://www.myhermes.de/empfangen/sendungsverfolgung/sendungsinformation#{}", ("evri",)),
    Carrier("UPS", "https://www.ups.com/track?tracknum={}"),
    Carrier("FedEx", "https://www.fedex.com/fedextrack/?trknbr={}"),
    Carrier("Österreichische Post", "https://www.post.at/en/s/item-search?snr={}", ("post.at", "austrian post")),
    Carrier("Swiss Post", "https://service.post.ch/ekp-web/ui/entry/search/{}", ("die post", "la poste suisse")),
)
NAMES = tuple(carrier.name for carrier in KNOWN)
_BY_NAME = {name.casefold(): carrier for carrier in KNOWN for name in (carrier.name, *carrier.also)}


def link(carrier: str, number: str) -> str:
    """Where to follow a parcel, or empty for a service that we do not know or without a number."""
    known = _BY_NAME.get(carrier.strip().casefold())
    if known is None or not number.strip():
        return ""
    return known.url.format(quote("".join(number.split()), safe=""))
