"""Small components that sit inside a line: icon, button, badge, price, avatar, progress, rating."""

import functools
import hashlib
import re
from decimal import Decimal
from typing import Any

import phonenumbers
from django import template
from django.template import defaultfilters
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from shop.core import dates, excerpts, lists, numbers
from shop.core import money as core_money
from shop.templatetags import states
from shop.templatetags.markup import attributes, component

register = template.Library()

AVATAR_HUES = 8
# They point along the line of reading, and so the other way on a page that runs from right to left.
POINTING = {
    "arrow-left",
    "arrow-right",
    "chevron-left",
    "chevron-right",
    "list",
    "log-in",
    "log-out",
    "truck",
    "undo-2",
}


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """A Lucide icon of the sprite. Decorative unless `label` gives it a name that is read aloud."""
    return _icon(name, str(label), size)


@functools.lru_cache(maxsize=512)
def _icon(name: str, label: str, size: str) -> SafeString:
    return format_html(
        '<svg class="icon{}" width="24" height="24" aria-hidden="true"><use href="{}#{}"></use></svg>{}',
        (f" icon--{size}" if size else "") + (" icon--points" if name in POINTING else ""),
        static("img/icons.svg"),
        name,
        format_html('<span class="u-hidden">{}</span>', label) if label else "",
    )


@register.simple_block_tag
def button(
    content: str,
    variant: str = "primary",
    icon: str = "",
    href: str = "",
    size: str = "",
    wide: bool = False,
    **attrs: Any,
) -> SafeString:
    """A button, or a link that looks like one when `href` is given. Extra arguments become attributes."""
    classes = [
        "btn",
        f"btn--{variant}",
        f"btn--{size}" if size else "",
        "btn--wide" if wide else "",
        attrs.pop("class", ""),
    ]
    words = SafeString(content.strip())  # what a block holds is escaped already
    inner = format_html("{}<span>{}</span>", _icon(icon, "", ""), words) if icon else words
    extra = {"class": " ".join(filter(None, classes)), **attrs}
    if href:
        return format_html("<a{}>{}</a>", attributes({"href": href, **extra}), inner)
    return format_html("<button{}>{}</button>", attributes({"type": "submit", **extra}), inner)


@register.simple_tag
def badge(label: str, tone: str = "neutral", icon: str = "") -> SafeString:
    """A word with a tone: neutral, ok, info, warn, danger, sale, brand."""
    return format_html('<span class="badge badge--{}">{}{}</span>', tone, _icon(icon, "", "") if icon else "", label)


@register.simple_tag
def state(status: str, label: str = "") -> SafeString:
    """The badge of an order, parcel, payment, product or seller state, in the words that everybody reads."""
    looks = states.look(str(status))
    return badge(label or str(looks.label), looks.tone, looks.icon)


@register.simple_tag
def stock_note(available: int, low: int = 5) -> SafeString:
    """In stock, "Only 3 left" (at or below `low`), or sold out."""
    if available <= 0:
        return format_html('<span class="stock stock--out">{}</span>', gettext("Sold out"))
    if available <= low:
        words = ngettext("Only %(n)s left", "Only %(n)s left", available) % {"n": available}
        return format_html('<span class="stock stock--low">{}</span>', words)
    return format_html('<span class="stock">{}</span>', gettext("In stock"))


@register.filter
def money(amount: Any, currency: str = "") -> str:
    """`{{ 13.6|money }}` is €13.60; "" stays "". The currency is the shop's unless named."""
    return "" if amount in (None, "") else core_money.shown(Decimal(str(amount)), currency or None)


@register.filter
def percent(value: Decimal) -> str:
    """`{{ rate|percent }}` is 19%, in German 19 %."""
    return numbers.percent(value)


@register.filter(expects_localtime=True, is_safe=False)
def date(value: Any, pattern: str | None = None) -> Any:
    """Django's filter of this name, in the order and with the marks of the reader's language (see `dates`)."""
    return defaultfilters.date(value, dates.local(pattern) if pattern else pattern)


@register.filter
def amount(value: Any) -> str:
    """Like `money`, but words such as "Free" pass through."""
    return str(value) if isinstance(value, str | Promise) else money(value)


@register.filter
def phone(value: Any) -> str:
    """`{{ "+493012345678"|phone }}` is +49 30 12345678, in one piece; what cannot be dialled stays as it is."""
    try:
        number = phonenumbers.parse(str(value), None)
    except phonenumbers.NumberParseException:
        return unbroken(value)
    return unbroken(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


@register.filter
def excerpt(text: str, words: int) -> str:
    """`{{ story|excerpt:40 }}` is its first forty words."""
    return excerpts.excerpt(text, words)


@register.filter
def unbroken(value: Any) -> str:
    """Words with spaces that never break."""
    return str(value).replace(" ", "\u00a0")


@register.filter
def dotted(words: str) -> SafeString:
    """Parts with " · " between them, as the children of an element of the class "dotted"."""
    kind = type(words)  # what was safe stays so
    return format_html_join(" ", "<span>{}</span>", ((kind(part),) for part in words.split(" · ")))


@register.filter
def whole(value: Any) -> SafeString:
    """An order number or an email address within the sentence of a mail, never broken at its hyphen or dots."""
    return format_html('<span class="whole">{}</span>', value)


@register.simple_tag
def comma() -> str:
    """Between two things in one line, with its space."""
    return lists.comma()


@register.simple_tag
def quoted(words: str) -> str:
    """What somebody wrote, in the marks of the reader's language."""
    return lists.quoted(words)


@register.filter
def isolated(words: Any) -> str:
    """The words of others, which keep their own direction within ours."""
    return lists.isolated(words)


@register.filter
def signed(value: int) -> str:
    """A change: +3, −1, 0."""
    return numbers.signed(value)


@register.filter
def whole_days(words: str) -> str:
    """Words that end with a range of days, "Mon 30 Nov – Tue 1 Dec", which breaks behind its dash and nowhere else."""
    before, dash, last = str(words).partition(" – ")
    first = "\u00a0".join(before.rsplit(" ", 3)[-3:])
    return f"{before[: -len(first)]}{first}\u00a0– {unbroken(last)}" if dash else before


@register.filter
def as_id(value: Any) -> str:
    """Part of an id: letters, digits and hyphens stay, the rest becomes its number, so that no two are the same."""
    return re.sub(r"[^A-Za-z0-9-]", lambda found: f"_{ord(found[0]):x}_", str(value))


@register.simple_tag
def price(
    now: Any,
    was: Any = None,
    percent: Any = None,
    start: bool = False,
    unit: str = "",
    size: str = "",
    currency: str = "",
) -> SafeString:
    """
    A price, read aloud as "Now €13.60, was €17.00, 20% off".

    :param start: "From €13.60", where variants differ.
    :param unit: the price by amount, such as "€4.53 per 100 ml".
    """
    on_sale = was not in (None, "") and Decimal(str(was)) > Decimal(str(now))
    if on_sale and percent in (None, ""):
        percent = round((1 - Decimal(str(now)) / Decimal(str(was))) * 100)
    now_text = money(now, currency)
    was_text = money(was, currency) if on_sale else ""
    from_text = gettext("From %(price)s") % {"price": now_text} if start else now_text
    spoken = gettext("Now %(now)s, was %(was)s, %(percent)s%% off") % {
        "now": from_text, "was": was_text, "percent": percent or 0,
    } if on_sale else ""  # fmt: skip
    return format_html(
        '<p class="price{}{}">{}{}</p>',
        " price--sale" if on_sale else "",
        f" price--{size}" if size else "",
        _sale(spoken, from_text, was_text, percent)
        if on_sale
        else format_html('<span class="price__now">{}</span>', from_text),
        format_html(' <span class="price__unit">{}</span>', unit) if unit else "",
    )


def _sale(spoken: str, now: str, was: str, percent: Any) -> SafeString:
    return format_html(
        '<span class="u-hidden">{}</span><span class="price__seen" aria-hidden="true">'
        '<span class="price__now">{}</span> <span class="price__before"><s class="price__was">{}</s> {}</span></span>',
        spoken,
        now,
        was,
        format_html('<span class="price__off">{}</span>', gettext("−%(percent)s%%") % {"percent": percent})
        if percent
        else "",
    )


@register.simple_tag
def avatar(name: str, size: str = "") -> SafeString:
    """Initials on a hue that always is the same for the same name."""
    words = str(name).split()
    initials = "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"
    hue = hashlib.sha256(str(name).casefold().encode()).digest()[0] % AVATAR_HUES
    sized = f" avatar--{size}" if size else ""
    return format_html('<span class="avatar avatar--h{}{}" aria-hidden="true">{}</span>', hue, sized, initials)


@register.simple_tag
def progress(value: int, maximum: int, label: str) -> SafeString:
    """A `<progress>` bar with its label and the numbers in words."""
    return component("progress", value=value, maximum=maximum, label=label)


@register.simple_tag
def rating(average: Any, count: int | None = None) -> SafeString:
    """Stars: of one review, or with `count` the average, "4.6 out of 5 (12 reviews)"; nothing when there are none."""
    if count == 0 or average in (None, ""):
        return SafeString("")
    halves = int(float(average) * 2 + 0.5)
    full, half = halves // 2, halves // 2 + halves % 2
    return component("rating", average=average, count=count, full=full, half=half, stars=range(1, 6))
