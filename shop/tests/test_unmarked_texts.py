"""Nobody reads a text that cannot be translated: every one is marked. The sieve is `shop.translating.unmarked`."""

import pytest
from django.conf import settings

from shop.translating import extracting, scope, unmarked

# What is no language: the name of the marketplace, the two halves in which its mark is drawn, a part of an address.
NAMES = {"Millrow", "millrow", "mill", "row", "Millrow – Millrow", ": review//"}
# Read by nobody who shops: what programs read, what the log, a command or the office says, names of companies.
ELSEWHERE = (
    "accounts/api/", "cart/api/", "catalog/api/", "orders/api/", "catalog/evaluation/", "catalog/synthetic/",
    "shop/backups/",
    "shop/embedded/", "shop/environment", "shop/bootstrap", "shop/cleaning", "shop/command_line", "shop/serving/",
    "accounts/retention", "cart/retention", "catalog/retention", "orders/retention", "orders/carriers",
    "accounts/operations/housekeeping", "accounts/operations/sessions", "shop/multiplied", "shop/sitemap",
    "shop/health", "shop/first_run", "shop/storage", "shop/gunicorn_conf", "orders/payments/", "catalog/indexing",
    "shop/core/crypto", "shop/core/ratelimit", "catalog/importing/", "catalog/forms/fields",
)  # fmt: skip
# Described for programmers in a model's `help_text` or a template's own words.
KNOWN = {
    "Raised by every change, for two tabs.",
    "Raised by every edit, for conflict detection.",
    "The form that made it, once.",
    "Off where the seller removed it; orders keep it.",
    "Start of the window, seconds since 1970.",
    "Code app ",
    "Recovery code ",
}


def bare(sieve, suffixes, known):
    """By file, the texts that nobody marked."""
    named = ((path, str(path.relative_to(settings.BASE_DIR))) for path in extracting.files())
    texts = {
        name: [text for text in sieve(path.read_text()) if text not in known]
        for path, name in named
        if path.suffix in suffixes and scope.is_file_for_shoppers(name) and not name.startswith(ELSEWHERE)
    }
    assert len(texts) > 100
    return {name: found for name, found in texts.items() if found}


def test_templates_mark_every_text():
    """Write it as {% translate %}, or in a component's argument as _()."""
    assert bare(unmarked.in_template, {".html", ".txt"}, NAMES) == {}


def test_modules_mark_every_sentence():
    """Call gettext for it."""
    assert bare(unmarked.in_python, {".py"}, KNOWN) == {}


def test_no_marked_text_hides_in_an_f_string():
    """Give it a name before the f-string."""
    modules = [path for path in extracting.files() if path.suffix == ".py"]
    found = {str(path): list(unmarked.out_of_reach(path.read_text())) for path in modules}

    assert {path: texts for path, texts in found.items() if texts} == {}


@pytest.mark.parametrize(
    "source",
    [
        "<p>Your basket is empty</p>",
        "<p>{% if a %}{% translate 'Yes' %}{% else %}No, thanks{% endif %}</p>",
        '<input placeholder="Search mugs">',
        '<button aria-label="Close"></button>',
        '{% panel title="Delivered to" %}{% endpanel %}',
        "{% blocktranslate %}Marked{% endblocktranslate %} and not",
        '<meta name="description" content="Good things">',
    ],
)
def test_the_sieve_keeps_what_a_template_writes_bare(source):
    assert list(unmarked.in_template(source))


@pytest.mark.parametrize(
    "source",
    [
        '{% panel title=_("Delivered to") %}{{ order.name }}{% endpanel %}',
        '<p class="u-small">{% translate "Yes" %} · {{ count }}</p>',
        "{% blocktranslate count n=n %}<b>One</b>{% plural %}{{ n }}{% endblocktranslate %}",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "{# A remark #}<svg><title>A drawing</title></svg>",
    ],
)
def test_the_sieve_lets_marked_texts_through(source):
    assert not list(unmarked.in_template(source))


@pytest.mark.parametrize(
    "source",
    [
        'messages.success(request, "Address saved.")',
        'raise WrongAddress("Check the address.")',
        'forms.CharField(label="Shop name")',
        'words = {"title": "Your basket is empty"}',
        'text = f"Only {left} left in the shop"',
    ],
)
def test_the_sieve_keeps_bare_sentences_of_python(source):
    assert list(unmarked.in_python(source))


@pytest.mark.parametrize(
    "source",
    [
        'messages.success(request, _("Address saved."))',
        'raise ValueError("Nothing to split the amount over.")',
        'logger.warning("Something is slow here")',
        'def f():\n    """A docstring of one line."""',
        'rows = query("SELECT * FROM a b")',
        'day = dates.shown(day, "D j M")',
    ],
)
def test_the_sieve_lets_the_rest_of_python_through(source):
    assert not list(unmarked.in_python(source))
