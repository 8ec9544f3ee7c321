"""The catalogues in `locale/` say all that shoppers read, fit the code of today, and are compiled."""

import re

import pytest
from babel.messages.catalog import Message
from django.utils import translation

from shop.translating import catalogues, extracting, scope

LANGUAGES = sorted(catalogues.PLURALS)
_PLACE = re.compile(r"%\(\w+\)[sd]|%%")
_TAG = re.compile(r"</?\w[^>]*>")
# German says "Sie" throughout; Arabic has no other marks than its own.
_OTHERWISE = {
    "de": re.compile(r"\b(du|dich|dir|dein\w*|euch|euer|eure)\b", re.IGNORECASE),
    "ar": re.compile(r"[ء-ي]\s*[,;?]"),
}
_WORDS = {"de": re.compile(r"!|\b(ungültig|hoppla|ups)\b", re.IGNORECASE), "ar": re.compile(r"!|؟؟|عفوا")}


@pytest.fixture(scope="module")
def marked():
    return extracting.marked()


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def catalog(language):
    return catalogues.read(language)


def forms(message: Message) -> tuple[str, ...]:
    return tuple(map(str, message.string)) if isinstance(message.string, tuple) else (str(message.string or ""),)


def originals(message: Message) -> tuple[str, ...]:
    return tuple(map(str, message.id)) if isinstance(message.id, tuple) else (str(message.id),)


def translated(catalog):
    return [message for message in catalog if message.id and all(forms(message))]


def test_the_catalogue_is_written_as_the_command_writes_it(language):
    written = (catalogues.folder(language) / "django.po").read_text()

    assert catalogues.as_po(catalogues.read(language)) == written, "make messages"


def test_the_compiled_catalogue_is_the_one_that_people_edit(language, catalog):
    assert (catalogues.folder(language) / "django.mo").read_bytes() == catalogues.as_mo(catalog), "make messages"


def test_everything_that_shoppers_read_is_translated(catalog, marked):
    texts = [message for message in marked if message.id and scope.is_for_shoppers(message)]

    missing = [m.id for m in texts if not catalogues.is_translated(catalog, m.id, m.context)]

    assert len(texts) > 1000
    assert not missing


def test_no_translation_is_a_guess(catalog):
    assert not [message.id for message in catalog if message.fuzzy]


def test_every_translation_takes_the_values_that_the_code_gives(catalog):
    wrong = []
    for message in translated(catalog):
        given = set(_PLACE.findall(" ".join(originals(message)))) - {"%%"}
        needed = set(_PLACE.findall(originals(message)[-1])) - {"%%"}
        for place, form in enumerate(forms(message)):
            used = set(_PLACE.findall(form)) - {"%%"}
            # "one" and "two" may say their number in words; the last form must not lose it.
            is_short = isinstance(message.id, tuple) and place < len(forms(message)) - 1
            if used - given or (not is_short and needed - used):
                wrong.append((message.id, form))

    assert not wrong


def test_a_sign_of_percent_stays_what_it_is(catalog):
    python = [m for m in translated(catalog) if _PLACE.search(" ".join(originals(m)))]

    wrong = [(m.id, form) for m in python for form in forms(m) if re.search(r"%(?!\(|%)", form.replace("%%", ""))]

    assert not wrong


def test_every_translation_keeps_its_links_and_marks(catalog):
    wrong = [
        (message.id, form)
        for message in translated(catalog)
        for form in forms(message)
        if sorted(_TAG.findall(form)) != sorted(_TAG.findall(originals(message)[-1]))
    ]

    assert not wrong


def test_every_translation_is_written_in_the_letters_of_its_language(language, catalog):
    wrong = [form for m in translated(catalog) for form in forms(m) if is_foreign(form, language)]

    assert not wrong


def is_foreign(form: str, language: str) -> bool:
    words = _TAG.sub("", _PLACE.sub("", form))
    is_arabic = re.search(r"[\u0621-\u064a]", words) is not None
    return is_arabic if language == "de" else bool(re.search(r"[a-zA-Z]", words)) and not is_arabic


def test_every_translation_has_the_voice_of_the_shop(language, catalog):
    faults = (_OTHERWISE[language], _WORDS[language])

    wrong = [form for message in translated(catalog) for form in forms(message) for one in faults if one.search(form)]

    assert not wrong


@pytest.mark.parametrize(
    ("language", "count", "expected"),
    [
        ("de", 1, "1 Produkt"),
        ("de", 2, "2 Produkte"),
        ("ar", 0, "لا منتجات"),
        ("ar", 1, "منتج واحد"),
        ("ar", 2, "منتجان"),
        ("ar", 3, "3 منتجات"),
        ("ar", 11, "11 منتجًا"),
        ("ar", 100, "100 منتج"),
        ("ar", 103, "103 منتجات"),
    ],
)
def test_counts_in_the_forms_of_the_language(language, count, expected):
    with translation.override(language):
        assert translation.ngettext("%(count)s product", "%(count)s products", count) % {"count": count} == expected
