"""What the component tags write, where it matters to people who cannot see it."""

from decimal import Decimal

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory


class AddressForm(forms.Form):
    email = forms.EmailField(label="Email", help_text="For the receipt.")
    flat = forms.CharField(label="Flat", required=False)
    way = forms.ChoiceField(label="Delivery", widget=forms.RadioSelect, choices=[("a", "Standard"), ("b", "Express")])


def shown(template: str, path: str = "/", **context: object) -> str:
    request = RequestFactory().get(path)
    text = engines["django"].from_string(template).render({**context, "request": request})
    return " ".join(text.split())


def test_price_is_read_as_a_sentence():
    html = shown("{% price now was=was %}", now=Decimal("13.60"), was=Decimal(17))

    assert "Now €13.60, was €17.00, 20% off" in html


def test_price_without_a_reduction_is_just_the_price():
    html = shown("{% price now was=was %}", now=Decimal(17), was=Decimal(17))

    assert html == '<p class="price"><span class="price__now">€17.00</span></p>'


def test_price_says_from_where_variants_differ():
    assert "From €17.00" in shown("{% price 17 start=True %}")


@pytest.mark.parametrize(
    ("_case", "value", "text"),
    [
        ("decimal", Decimal("1234.5"), "€1,234.50"),
        ("negative", Decimal("-3.4"), "−€3.40"),
        ("nothing", None, ""),
        ("zero", 0, "€0.00"),
    ],
)
def test_money_is_written_with_its_currency(_case, value, text):
    assert shown("{{ value|money }}", value=value) == text


def test_amount_lets_words_pass():
    assert shown("{{ 'Free'|amount }}") == "Free"


def test_field_ties_hint_and_error_to_the_input():
    html = shown("{% field form.email autocomplete='email' %}", form=AddressForm({}))

    assert 'aria-describedby="id_email_hint id_email_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'autocomplete="email"' in html
    assert 'id="id_email_hint"' in html
    assert '<span class="u-hidden">Error:</span> This field is required.' in html


def test_field_marks_what_is_optional():
    html = shown("{% field form.flat %}{% field form.email %}", form=AddressForm())

    assert html.count("(optional)") == 1


def test_radios_are_a_group_with_a_legend():
    html = shown("{% field form.way kind='cards' hints=hints %}", form=AddressForm(), hints={"a": "Tue 24 Nov"})

    assert '<legend class="field__label">Delivery</legend>' in html
    assert 'aria-describedby="id_way_0_hint"' in html
    assert "Tue 24 Nov" in html


def test_error_summary_links_to_each_field_and_takes_the_focus():
    html = shown("{% error_summary form %}", form=AddressForm({}))

    assert "autofocus" in html
    assert 'tabindex="-1"' in html
    assert 'href="#id_email"' in html
    assert 'href="#id_way_0"' in html


@pytest.mark.parametrize(("data", "prefix"), [({}, "Error:"), ({"email": "a@b.de", "way": "a"}, ""), (None, "")])
def test_title_says_that_there_is_an_error(data, prefix):
    assert shown("{% error_prefix form %}", form=AddressForm(data)) == prefix


def test_error_summary_is_silent_without_errors_or_without_a_form():
    assert shown("{% error_summary form missing %}", form=AddressForm()) == ""


def test_what_people_typed_is_escaped():
    evil = '<script>alert("x")</script>'

    html = shown(
        "{% badge t %}{% button href=t %}{{ t }}{% endbutton %}{% icon 'x' label=t %}{% message 'ok' title=t %}{{ t }}"
        "{% endmessage %}{% panel title=t %}{{ t }}{% endpanel %}{% avatar t %}{% state t %}{% breadcrumb crumbs %}"
        "{% summary_row label=t %}{{ t }}{% endsummary_row %}{% price 1 unit=t %}{% quantity product=t error=t %}",
        t=evil,
        crumbs=[(evil, evil), (evil, "")],
    )

    assert "<script" not in html


def test_button_keeps_markup_of_its_words():
    html = shown("{% button icon='x' %}Remove<span class='u-hidden'> {{ t }}</span>{% endbutton %}", t="Mug & bowl")

    assert "Remove<span class='u-hidden'> Mug &amp; bowl</span>" in html


def test_pagination_keeps_the_query_and_marks_this_page():
    page = Paginator(range(100), 10).page(3)

    html = shown("{% pagination page %}", "/listing/?q=mug&page=3&seller=a&seller=b", page=page)

    assert "?q=mug&amp;seller=a&amp;seller=b&amp;page=4" in html
    assert 'href="?q=mug&amp;seller=a&amp;seller=b" rel' not in html
    assert html.count('aria-current="page"') == 1
    assert 'rel="next"' in html


def test_pagination_of_one_page_is_nothing():
    assert shown("{% pagination page %}", page=Paginator(range(5), 10).page(1)) == ""


def test_unknown_state_is_shown_by_its_name():
    assert "Lost at sea" in shown("{% state 'lost_at_sea' %}")


def test_sort_header_turns_the_order_around():
    html = shown("<table><tr>{% sort_header 'Price' 'price' sort='price' %}</tr></table>", "/?sort=price&page=2")

    assert 'aria-sort="ascending"' in html
    assert 'href="?sort=-price"' in html


def test_address_names_its_country():
    parts = {
        "full_name": "Amara Diallo",
        "line1": "Mill Lane 4",
        "postal_code": "10115",
        "city": "Berlin",
        "country": "DE",
    }

    html = shown("{% address parts phone=True %}", parts={**parts, "phone": "+49 30 901820"})

    assert "<span>Germany</span>" in html
    assert 'href="tel:+4930901820"' in html
    assert "+49 30 901820</a>" in html  # `shown` joins on spaces
