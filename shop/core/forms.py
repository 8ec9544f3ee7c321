"""Forms that take only what can be read back, for pages and for the API alike."""

from typing import Any, TypeVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from shop.core import errors

# What Django puts in place of bytes that are not UTF-8.
REPLACEMENT = "\ufffd"
T = TypeVar("T")
_LAYOUT = "\n\r\t"


def validate_readable(text: Any) -> None:
    """:raises ValidationError: for NUL and other control characters, broken UTF-8 and halves of surrogate pairs."""
    if isinstance(text, str) and any(c not in _LAYOUT and _is_unreadable(c) for c in text):
        raise ValidationError(_("Some characters cannot be read. Type the text again."), code="unreadable")


def validate_line(text: Any) -> None:
    """:raises ValidationError: as `validate_readable`, and for a line break or a tab."""
    if isinstance(text, str) and any(_is_unreadable(c) for c in text):
        raise ValidationError(_("Some characters cannot be read. Type the text again."), code="unreadable")


def _is_unreadable(character: str) -> bool:
    return character < " " or character in ("\x7f", REPLACEMENT) or "\ud800" <= character <= "\udfff"


class Form(forms.Form):
    """A form whose text fields all refuse unreadable text, with one sentence."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            make_readable(field)


class ChosenField(forms.ChoiceField):
    """A choice whose empty answer means something too, or that is needed with some answers: never "(optional)"."""

    says_optional = False


def make_readable(field: forms.Field) -> None:
    """What `Form` does with its fields, for those that are added later."""
    if isinstance(field, forms.CharField):
        others = [v for v in field.validators if not isinstance(v, ProhibitNullCharactersValidator)]
        has_lines = isinstance(field.widget, forms.Textarea)
        field.validators = [validate_readable if has_lines else validate_line, *others]


def known(kind: type[T], value: object) -> T:
    """
    A field or a widget of a form as what it is: Django hands out all of them as plain ones.

    :raises TypeError: for a form that was changed since.
    """
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


class LongSelect(forms.Select):
    """A select of hundreds of options, such as all countries, drawn without a template per option: 20 times faster."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        chosen = {str(one) for one in self.format_value(value)}
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, SafeString(" selected") if str(key) in chosen else "", label) for key, label in self.choices),
        )
        own = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return format_html("<select{}>{}</select>", flatatt(own), options)


def cleaned(form: forms.Form) -> dict[str, Any]:
    """
    The cleaned values of a form, for the API.

    :raises errors.Unprocessable: with the form's own sentences, field by field.
    """
    if form.is_valid():
        return form.cleaned_data
    fields = {
        "body" if name == NON_FIELD_ERRORS else name: [str(message) for message in messages]
        for name, messages in form.errors.items()
    }
    raise errors.Unprocessable(_("Some values are missing or wrong."), fields=fields)


def refuse(form: forms.Form, error: errors.DomainError) -> None:
    """Note on a form what an operation said: beside the fields that it names, else above them all."""
    known = {name: messages for name, messages in error.fields.items() if name in form.fields}
    for name, messages in known.items():
        form.add_error(name, messages)
    if not known:
        form.add_error(None, error.message)
