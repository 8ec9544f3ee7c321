"""Invented things to show in the style guide: products, parcels, forms, figures."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django import forms
from django.contrib.staticfiles import finders
from django.templatetags.static import static

from shop.core import charts, money
from shop.templatetags import states

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

TOKENS = (
    *(
        "canvas",
        "surface",
        "sunken",
        "line",
        "line-strong",
        "ink",
        "ink-2",
        "ink-3",
        "brand",
        "brand-hover",
        "brand-soft",
    ),
    *(
        "on-brand",
        "sale",
        "sale-soft",
        "on-sale",
        "warn",
        "warn-line",
        "warn-soft",
        "info",
        "info-soft",
        "ok",
        "ok-soft",
    ),
    *("focus", "bar", "on-bar"),
)
ALL_STATES = tuple(states.LOOKS)


def icons() -> list[str]:
    """The names in the sprite, in its order."""
    sprite = finders.find("img/icons.svg")
    return re.findall(r'<symbol id="([\w-]+)"', Path(sprite).read_text()) if sprite else []


class SampleForm(forms.Form):
    """One field of each kind."""

    email = forms.EmailField(
        label="Email",
        help_text="For the receipt and the delivery day.",
        error_messages={"invalid": "Enter the address like name@example.org."},
    )
    name = forms.CharField(label="Full name", error_messages={"required": "Enter the name on the parcel."})
    phone = forms.CharField(label="Phone", required=False, help_text="Only for the courier on the day.")
    password = forms.CharField(label="Password", widget=forms.PasswordInput, help_text="At least 10 characters.")
    country = forms.ChoiceField(label="Country", choices=[("DE", "Germany"), ("FR", "France"), ("NL", "Netherlands")])
    price = forms.DecimalField(label="Price", error_messages={"required": "Enter a price, such as 12.50."})
    weight = forms.IntegerField(label="Weight", required=False)
    delivery = forms.ChoiceField(
        label="Delivery",
        widget=forms.RadioSelect,
        choices=[("standard", "Standard"), ("express", "Express")],
        error_messages={"required": "Choose how it should travel."},
    )
    want = forms.ChoiceField(
        label="I want to", widget=forms.RadioSelect, choices=[("shop", "Shop"), ("sell", "Sell")], initial="shop"
    )
    days = forms.MultipleChoiceField(
        label="Pack on",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("mo", "Monday"), ("tu", "Tuesday"), ("we", "Wednesday")],
        initial=["mo"],
    )
    note = forms.CharField(label="Note for the courier", required=False, widget=forms.Textarea)
    picture = forms.FileField(label="Picture", required=False, help_text="JPEG, PNG or WebP, smaller than 8 MB.")
    keep = forms.BooleanField(label="Keep this address", required=False, initial=True)


def _image(name: str, alt: str) -> dict[str, Any]:
    return {"src": static(f"img/styleguide/{name}.webp"), "width": 800, "height": 1000, "alt": alt}


def images() -> list[dict[str, Any]]:
    return [
        _image("speckled-mug--front", "Speckled stoneware mug on a terracotta saucer"),
        _image("speckled-mug--close-up", "Close-up of the glaze and the handle"),
        _image("speckled-mug--in-scale", "The mug beside a pencil"),
    ]


def _card(number: int, title: str, shop: str, price: str, picture: str, **more: Any) -> dict[str, Any]:
    row = {
        "id": number, "sku": f"SG-{number}", "url": "/styleguide/product/", "title": title, "shop": shop,
        "price": Decimal(price), "was": None, "percent_off": None, "from_price": False, "unit_price": "",
        "image": _image(picture, title) if picture else None, "stock": "in_stock", "left": 12,
        "arrival": "Tue 24 – Wed 25 Nov",
    }  # fmt: skip
    return {**row, **more}


def cards() -> list[dict[str, Any]]:
    mug, wash = "speckled-mug--front", "hand-wash--front"
    return [
        _card(1, "Speckled stoneware mug, 350 ml", "Kiln & Kettle", "24", mug, stock="low", left=3),
        _card(
            2,
            "Rosemary hand wash, 300 ml",
            "Fjord & Field",
            "13.60",
            wash,
            was=Decimal(17),
            unit_price="€4.53 per 100 ml",
        ),
        _card(3, "Dome table lamp, ochre enamel", "Halden Light", "118", "dome-lamp--front", from_price=True),
        _card(4, "Woven portable speaker", "Northbeat Audio", "89", "portable-speaker--front", was=Decimal(109)),
        _card(
            5, "Ring stacker in painted beech", "Little Alder", "29.50", "ring-stacker--front", stock="sold_out", left=0
        ),
        _card(6, "A product that has no picture yet and a rather long title", "Homeward", "1250", ""),
    ]


FACETS = [
    {"label": "Shop", "name": "seller", "open": True, "selected": 1, "options": [
        {"value": "kiln", "label": "Kiln & Kettle", "count": 14, "selected": True},
        {"value": "fjord", "label": "Fjord & Field", "count": 22},
        {"value": "halden", "label": "Halden Light", "count": 9},
        {"value": "none", "label": "Paper Harbour", "count": 0},
    ]},
    {"label": "Price", "name": "price", "open": True, "kind": "range", "bounds": [
        {"label": "From €", "name": "min_price", "value": ""}, {"label": "To €", "name": "max_price", "value": "50"}]},
    {"label": "Colour", "name": "colour", "open": True, "options": [
        {"value": "lagoon", "label": "Lagoon", "count": 4, "colour": "#3f7480"},
        {"value": "ochre", "label": "Ochre", "count": 6, "colour": "#c8862a"},
    ]},
    {"label": "Availability", "name": "in_stock", "open": False, "options": [
        {"value": "1", "label": "In stock", "count": 120}]},
]  # fmt: skip
APPLIED = [
    {"label": "Shop: Kiln & Kettle", "url": "/styleguide/listing/?max_price=50"},
    {"label": "Under €50", "url": "/styleguide/listing/?seller=kiln"},
]
COLOURS = [
    {"label": "Lagoon", "url": "?colour=lagoon", "current": True, "available": True, "colour": "#3f7480"},
    {"label": "Chalk", "url": "?colour=chalk", "available": True, "colour": "#dcd6ca"},
    {"label": "Saffron", "url": "?colour=saffron", "available": False, "colour": "#d0922c"},
]
TABS = [
    {"label": "All", "url": "?", "count": 42, "current": True},
    {"label": "Live", "url": "?state=live", "count": 36},
    {"label": "Draft", "url": "?state=draft", "count": 2},
    {"label": "Running low", "url": "?state=low", "count": 4},
]
TOTAL = Decimal("58.20")
TOTALS = [
    ("Items (3)", Decimal("61.60")),
    ("Discount", Decimal("-3.40")),
    ("Delivery", "Free"),
    ("Tax, included", Decimal("9.83")),
]
ADDRESS = {
    "full_name": "Amara Lindqvist", "line1": "18 Tannery Street", "line2": "Flat 3", "postal_code": "10115",
    "city": "Berlin", "country": "Germany", "phone": "+49 30 901820",
}  # fmt: skip


def lines() -> list[dict[str, Any]]:
    mug, wash = cards()[:2]
    return [
        {**mug, "options": "Colour: Oat", "quantity": 2, "unit_price": mug["price"], "amount": mug["price"] * 2},
        {**wash, "options": "", "quantity": 1, "unit_price": None, "amount": wash["price"]},
    ]


def timeline() -> list[dict[str, Any]]:
    return [
        {"title": "Order placed", "at": NOON - timedelta(hours=50), "state": "done"},
        {"title": "Packed by Kiln & Kettle", "at": NOON - timedelta(hours=28), "state": "done"},
        {"title": "Out for delivery", "at": NOON - timedelta(hours=1), "note": "3 stops before you", "state": "now"},
        {"title": "Delivered", "at": None, "note": "Today, 14:00 to 15:00", "state": "next"},
    ]


def failed_timeline() -> list[dict[str, Any]]:
    return [
        *timeline()[:2],
        {"title": "Could not deliver", "at": NOON, "note": "Nobody home. We try again tomorrow.", "state": "failed"},
    ]


def chart(days: int) -> charts.Chart:
    """Sales per day, up and down like those of a small shop."""
    labels = [f"{day.day} {day:%b}" for day in (NOON - timedelta(days=ago) for ago in reversed(range(days)))]
    values = [40 + (day * 37 % 61) + day for day in range(days)]
    before = [45 + (day * 53 % 47) for day in range(days)]
    return charts.over_time(
        title="Sales per day", labels=labels, values=values, before=before, head=("Day", "Sales", "The 30 days before"),
        unit=lambda amount: money.shown(Decimal(amount)).removesuffix(".00"),
    )  # fmt: skip
