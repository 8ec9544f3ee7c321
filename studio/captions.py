"""What a picture shows, in words: file, view, alt text, colour, material."""

import json

from models import props


def alt_text(p, view, colour):
    """Words for a picture from the same parameters that made it."""
    text = p.alt.replace("{colour}", colour.lower()).strip() or p.name
    text = text[0].upper() + text[1:]
    if view == "close-up":
        return f"Close-up of the {p.name[0].lower() + p.name[1:]}: {p.close_alt or text[0].lower() + text[1:]}"
    if view == "in-scale":
        return f"{text}, shown beside {props.NAMES[p.beside]} for scale"
    return text


def colour_of(p, view):
    """Name and hex of the colour a view shows."""
    colours = p.colours or {"": "#cccccc"}
    names = list(colours)
    name = names[0]
    if view.startswith("variant-"):
        name = next(c for c in names if slugged(c) == view[8:])
    return name, colours[name]


def slugged(name):
    """'Dusk blue' -> 'dusk-blue'."""
    return name.lower().replace(" ", "-")


def entry(p, view, path):
    """Manifest entry of one picture."""
    name, code = colour_of(p, view)
    kind = f"variant:{name}" if view.startswith("variant-") else view
    return {
        "file": path.name,
        "product": p.slug,
        "name": p.name,
        "shop": p.shop,
        "category": p.category,
        "view": kind,
        "alt": alt_text(p, view, name),
        "colour": name or None,
        "colour_hex": code if name else None,
        "material": p.material,
    }


def write(file, out, products, suffix):
    """One entry for every picture that exists in the folder `out`."""
    entries = [
        entry(p, v, out / f"{p.slug}--{v}.{suffix}")
        for p in products.values()
        for v in p.views()
        if (out / f"{p.slug}--{v}.{suffix}").exists()
    ]
    file.write_text(json.dumps(entries, indent=1, ensure_ascii=False) + "\n")
