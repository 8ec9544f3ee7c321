"""Rules that every template, stylesheet and script keeps; read from the files, so that a new one is checked too."""

import re
from itertools import chain
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines, loader

BASE = Path(settings.BASE_DIR)
TEMPLATES = sorted((BASE / "templates").rglob("*.html"))
# Mails are read without our stylesheet; their inline styles never meet our Content-Security-Policy.
PAGES = [path for path in TEMPLATES if "emails" not in path.parts]
STYLES = sorted((BASE / "static/css").rglob("*.css"))
SCRIPTS = sorted((BASE / "static/js").rglob("*.js"))

_COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}|<!--.*?-->", re.DOTALL)
_INLINE = re.compile(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\bsrc=)", re.IGNORECASE)
_WORDS = re.compile(r"\b(invalid|oops|please)\b|!(?=\s*(?:</|\{%))", re.IGNORECASE)
_CODE = re.compile(r"\{%\s*(?:if|elif|with|include|extends|load)[^%]*%\}|aria-invalid|\{\{[^}]*\}\}")
_ICON = re.compile(r'(?:\{% icon |icon=|Look\("\w+", )"([\w-]+)"')
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_NAMED = "black white red green blue grey gray orange yellow purple silver navy teal maroon olive lime aqua fuchsia"
_COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(" rf"|:[^;{{]*\b(?:{_NAMED.replace(' ', '|')})\b",
    re.IGNORECASE,
)
_SIDES = "left|right|top|bottom"
_PHYSICAL = re.compile(
    rf"(?<![\w-])(?:margin|padding|border)-(?:{_SIDES})\b|(?<![\w-])(?:{_SIDES}|(?:(?:min|max)-)?(?:width|height))\s*:"
)


def _name(path: Path) -> str:
    return str(path.relative_to(BASE))


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_template_has_nothing_inline(path):
    found = _INLINE.search(_COMMENT.sub("", path.read_text()))

    assert not found, f"{found and found.group()} is blocked by our Content-Security-Policy"


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_template_compiles(path):
    loader.get_template(str(path.relative_to(BASE / "templates")))


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path.name != "_foundations.html"], ids=_name)
def test_template_speaks_plainly(path):
    text = _CODE.sub("", _COMMENT.sub("", path.read_text()))

    assert not _WORDS.search(text), f"say it without ‘{_WORDS.search(text).group()}’"


@pytest.mark.parametrize("path", [path for path in STYLES if path.name != "tokens.css"], ids=_name)
def test_stylesheet_has_no_colour_of_its_own(path):
    found = _COLOUR.search(_CSS_COMMENT.sub("", path.read_text()))

    assert not found, f"‘{found and found.group()}’ belongs into tokens.css"


@pytest.mark.parametrize("path", [path for path in STYLES if path.name not in ("admin.css",)], ids=_name)
def test_stylesheet_is_logical(path):
    found = _PHYSICAL.search(re.sub(r"@(?:media|container)[^{]*", "", _CSS_COMMENT.sub("", path.read_text())))

    assert not found, f"‘{found and found.group()}’ has a logical twin (inline-size, margin-inline-start, …)"


@pytest.mark.parametrize("path", STYLES, ids=_name)
def test_stylesheet_imports_exist(path):
    for target in re.findall(r'url\("([^"#]+)"\)', _CSS_COMMENT.sub("", path.read_text())):
        assert (path.parent / target).is_file(), target


def test_every_stylesheet_is_imported_once_by_app_or_by_an_entry():
    imported = list(chain.from_iterable(re.findall(r'@import url\("([^"]+)"\)', path.read_text()) for path in STYLES))
    in_folders = [str(path.relative_to(BASE / "static/css")) for path in STYLES if path.parent.name != "css"]

    assert set(in_folders) == {name for name in imported if "/" in name}


@pytest.mark.parametrize("path", [*STYLES, *SCRIPTS], ids=_name)
def test_static_source_is_short(path):
    limit = 200 if path.suffix == ".css" else 60

    assert len(path.read_text().splitlines()) <= limit


def test_every_icon_that_a_template_names_is_in_the_sprite():
    sprite = set(re.findall(r'<symbol id="([\w-]+)"', (BASE / "static/img/icons.svg").read_text()))
    sources = chain(TEMPLATES, (BASE / "shop").rglob("*.py"))
    used = set(chain.from_iterable(_ICON.findall(path.read_text()) for path in sources))

    assert used <= sprite


def test_component_tags_need_no_load():
    template = engines["django"].from_string('{% badge "Live" tone="ok" %}')

    assert template.render() == '<span class="badge badge--ok">Live</span>'
