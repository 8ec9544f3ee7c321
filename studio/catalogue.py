"""Product registry: every model function announces itself with @product(...)."""

import importlib
import pkgutil
import random
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

PRODUCTS = {}


@dataclass
class Product:
    """What one product is, how it is photographed, and the words that describe it."""

    slug: str
    name: str
    shop: str
    category: str
    build: Callable = None
    alt: str = ""  # '{colour}' is replaced by the colour's name in lower case
    material: str = ""
    colours: dict = field(default_factory=dict)  # name -> hex; the first is the main one
    cove: str = "linen"
    elev: float = 14
    yaw: float = 0
    fill: tuple = (0.70, 0.62)
    centre: tuple = (0.5, 0.47)
    focus: tuple = None  # close-up: point in model centimetres
    zoom: float = 2.2
    close_elev: float = None
    close_yaw: float = None
    close_alt: str = ""
    beside: str = None  # in-scale view: prop from models/props.py
    beside_at: tuple = None
    beside_elev: float = None
    mood: str = "day"
    key: float = 1.0
    ambient: float = 1.0
    exposure: float = 0.0
    variants: bool = True

    def views(self):
        """All pictures this product can have."""
        v = ["front"]
        if self.focus:
            v.append("close-up")
        if self.beside:
            v.append("in-scale")
        if self.variants:
            v += [f"variant-{c.lower().replace(' ', '-')}" for c in list(self.colours)[1:]]
        return v


@dataclass
class Params:
    """Handed to a model function: the chosen colour and a generator seeded by product."""

    colour: str
    colour_name: str
    rng: random.Random
    view: str = "front"


def seed_of(text):
    """Stable seed for a product, so its pictures agree with each other."""
    return zlib.crc32(text.encode())


def product(slug, name, shop, category, **kw):
    """Decorator that registers a model function."""

    def register(fn):
        PRODUCTS[slug] = Product(slug, name, shop, category, build=fn, **kw)
        return fn

    return register


def load():
    """Import all model modules and return the registry."""
    for module in pkgutil.iter_modules([str(Path(__file__).resolve().parent / "models")]):
        importlib.import_module(f"models.{module.name}")
    return PRODUCTS
