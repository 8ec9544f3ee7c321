"""Render product pictures.

python render.py                                # everything that is missing, into out/
python render.py speckled-mug teapot --force    # these products, again
python render.py teapot --views front,close-up --size 400x500 --samples 16 --out draft
python render.py speckled-mug--variant-moss     # one picture
python render.py --list
"""

import argparse
import random
import time
from pathlib import Path

import captions
import kit
from catalogue import Params, load, seed_of
from models import props


def shoot(p, view, path, size, samples, threads, scale=0.85):
    """Build, light, frame and render one picture."""
    name, code = captions.colour_of(p, view)
    rng = random.Random(seed_of(p.slug))
    kit.reset()
    p.build(Params(code, name, random.Random(seed_of(p.slug) + 1), view))
    yaw, elev = p.yaw + rng.uniform(-4, 4), p.elev + rng.uniform(-1, 1)
    kit.cove(kit.shade(kit.COVES[p.cove], 1 + rng.uniform(-0.04, 0.04)))
    if view == "close-up":
        yaw = p.close_yaw if p.close_yaw is not None else yaw - 8
        elev = p.close_elev if p.close_elev is not None else elev
        kit.frame(elev, yaw, p.fill, focus=p.focus, zoom=p.zoom, aperture=2.2)
    elif view == "in-scale":
        kit.beside(props, p, yaw)
        kit.frame(p.beside_elev or elev, yaw, (0.80, 0.62), props=True)
    else:
        kit.frame(elev, yaw, p.fill, p.centre)
    kit.light(p.key, p.ambient, p.mood)
    kit.render(path, size, samples, threads, p.exposure, scale)


def options():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("names", nargs="*", help="product slugs or single pictures (slug--view); default: all")
    a.add_argument("--views", help="comma separated, e.g. front,close-up,in-scale,variants")
    a.add_argument("--size", default="800x1000")
    a.add_argument("--samples", type=int, default=8)
    a.add_argument("--scale", type=float, default=0.85, help="trace at this share of the size, then enlarge")
    a.add_argument("--threads", type=int, default=2)
    a.add_argument("--out", type=Path, default=Path("out"))
    a.add_argument("--format", default="webp", choices=["webp", "png", "jpg"])
    a.add_argument("--force", action="store_true", help="render again even if the file exists")
    a.add_argument("--list", action="store_true", help="say what could be rendered")
    a.add_argument("--catalogue", type=Path, help="write what the pictures show into this JSON file")
    return a.parse_args()


def wanted(o, products):
    """Pairs of product and view, in the order of the command line."""
    for name in o.names or list(products):
        slug, _, single = name.partition("--")
        views = [single] if single else products[slug].views()
        if o.views and not single:
            chosen = o.views.split(",")
            views = [v for v in views if v in chosen or (v.startswith("variant-") and "variants" in chosen)]
        for view in views:
            yield products[slug], view


def develop_one(o, p, view):
    """One picture, where it is missing. A broken model is reported, and the next one follows."""
    path = o.out / f"{p.slug}--{view}.{o.format}"
    if path.exists() and not o.force:
        return
    began, cpu = time.time(), time.process_time()
    try:
        shoot(p, view, path, tuple(int(v) for v in o.size.split("x")), o.samples, o.threads, o.scale)
    except Exception as fault:
        print(f"FAILED {path.name}: {type(fault).__name__}: {fault}", flush=True)
        return
    spent = f"{time.time() - began:.1f} s  cpu {time.process_time() - cpu:.1f} s"
    print(f"{path.name}  {spent}  {path.stat().st_size // 1024} KB", flush=True)


def main():
    o, products = options(), load()
    if o.list:
        for p in products.values():
            print(f"{p.slug:26} {p.category:32} {', '.join(p.views())}")
        return
    o.out.mkdir(parents=True, exist_ok=True)
    for p, view in wanted(o, products):
        develop_one(o, p, view)
    if o.catalogue:
        captions.write(o.catalogue, o.out, products, o.format)


if __name__ == "__main__":
    main()
