"""The studio that made the pictures can make them again. Read as text: Blender is not among our packages."""

import re

from django.conf import settings

from shop.demo import world

STUDIO = settings.BASE_DIR / "studio"
NAMED = re.compile(r'@product\(\s*"([a-z0-9-]+)"(.*?)^def ', re.DOTALL | re.MULTILINE)
COLOUR = re.compile(r'"([A-Za-z ]+)": "#[0-9a-f]{6}"')


def headers() -> dict[str, str]:
    """What each model says about itself, by the slug of its product."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((STUDIO / "models").glob("*.py"))]
    return {slug: header for text in texts for slug, header in NAMED.findall(text)}


def views(header: str) -> set[str]:
    colours = COLOUR.findall(header.split("colours=", 1)[-1])
    found = {f"variant-{colour.lower().replace(' ', '-')}" for colour in colours[1:]} | {"front"}
    return found | ({"close-up"} if "focus=" in header else set()) | ({"in-scale"} if "beside=" in header else set())


def test_every_picture_has_a_model_that_makes_it():
    models = headers()

    for path in sorted(world.PICTURES.iterdir()):
        slug, _, view = path.stem.partition("--")
        assert view in views(models[slug]), path.name


def test_every_typeface_comes_with_its_licence():
    families = {path.stem.rpartition("-")[0] for path in (STUDIO / "fonts").glob("*.ttf")}

    assert families == {path.name.removesuffix(".OFL.txt") for path in (STUDIO / "fonts").glob("*.txt")}


def test_nothing_of_the_shop_needs_the_studio():
    packages = (settings.BASE_DIR / "requirements.txt").read_text(encoding="utf-8")

    assert "bpy" not in packages
    assert "bpy==" in (STUDIO / "requirements.txt").read_text(encoding="utf-8")
