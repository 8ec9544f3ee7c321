"""Form components, drawn from Django's bound fields: field, error summary, quantity, theme form."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms, template
from django.conf import settings
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from shop.core import language
from shop.templatetags.markup import component

register = template.Library()

_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checks"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "check"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.PasswordInput, "password"),
    (forms.FileInput, "file"),
    (forms.HiddenInput, "hidden"),
)
_CLASSES = {"check": "check__box", "select": "select", "textarea": "input input--area", "file": "file"}
_GROUPS = {"radios", "checks", "cards"}


@register.simple_tag
def field(
    bound: BoundField,
    label: str = "",
    hint: str = "",
    kind: str = "",
    prefix: str = "",
    suffix: str = "",
    width: str = "",
    hints: Mapping[Any, Any] | None = None,
    hide_label: bool = False,
    **attrs: Any,
) -> SafeString:
    """
    One form field with its label, hint and error, tied together for screen readers.

    :param kind: only to override what the widget says: "cards" turns radios into large cards.
    :param prefix, suffix: a unit inside the box, such as "€" or "g".
    :param width: "short" (a number), "medium" (a postcode), or the whole column.
    :param hints: for radios and cards: a second line by option value.
    :param attrs: attributes of the input, such as autocomplete="email" inputmode="numeric".
    """
    kind = kind or _kind(bound)
    if kind == "hidden":
        return SafeString(str(bound))
    hint = hint or str(bound.help_text)
    notes = (("hint", hint), ("error", bound.errors))
    described_by = " ".join(f"{bound.auto_id}_{part}" for part, there in notes if there)
    look = {"prefix": prefix, "suffix": suffix, "width": width, "hide_label": hide_label}
    return component(
        "field_group" if kind in _GROUPS else "field_check" if kind == "check" else "field_input",
        **look,
        bound=bound,
        kind=kind,
        label=label or bound.label,
        hint=hint,
        described_by=described_by,
        optional=_is_optional(bound, kind),
        control="" if kind in _GROUPS else _control(bound, kind, described_by, attrs),
        options=list(_options(bound, hints or {})) if kind in _GROUPS else [],
    )


def _is_optional(bound: BoundField, kind: str) -> bool:
    """Whether the label says "(optional)": not for a box to tick, nor where a choice is made beforehand."""
    chosen = kind in {"radios", "cards"} and bound.value() not in (None, "")
    unmarked = bound.field.required or bound.field.disabled or not getattr(bound.field, "says_optional", True)
    return not (unmarked or kind == "check" or chosen)


def _kind(bound: BoundField) -> str:
    return next((kind for widget, kind in _KINDS if isinstance(bound.field.widget, widget)), "text")


def _control(bound: BoundField, kind: str, described_by: str, attrs: dict[str, Any]) -> SafeString:
    css = _CLASSES.get(kind, "input")
    own = bound.field.widget.attrs.get("class", "")
    named = {name.replace("_", "-"): value for name, value in attrs.items() if value not in (None, False, "")}
    merged = {**named, "class": f"{css} {own}".strip()}
    if described_by:
        merged["aria-describedby"] = described_by
    return bound.as_widget(attrs=merged)


def _options(bound: BoundField, hints: Mapping[Any, Any]) -> Iterator[dict[str, Any]]:
    for option in bound.subwidgets:
        value = option.data["value"]
        yield {
            "id": option.id_for_label,
            "label": option.choice_label,
            "hint": hints.get(value) or hints.get(str(value)) or "",
            "attrs": {**option.data["attrs"], "required": False},
            "type": option.data["type"],
            "name": option.data["name"],
            "value": "" if value is None else str(value),
            "checked": option.data["selected"],
        }


@register.simple_tag
def error_summary(*all_forms: Any, title: str = "") -> SafeString:
    """
    "There is a problem" with a link to each wrong field of the forms and form sets; nothing when all is well.

    Takes the focus when the page loads. Put it first in the content block.
    """
    errors = [error for form in all_forms for error in _errors(form)]
    if not errors:
        return SafeString("")
    return component("error_summary", errors=errors, title=title or gettext("There is a problem"))


def _errors(form: Any) -> Iterator[tuple[str, str]]:
    """(id of the field or "", message) of a form, a form set or nothing."""
    if isinstance(form, forms.BaseFormSet):
        yield from (("", str(message)) for message in form.non_form_errors())
        for one in form.forms:
            yield from _errors(one)
    elif isinstance(form, forms.BaseForm):
        yield from (("", str(message)) for message in form.non_field_errors())
        for bound in form:
            yield from ((_first_id(bound), str(message)) for message in bound.errors)


def _first_id(bound: BoundField) -> str:
    return bound.id_for_label or f"{bound.auto_id}_0"


@register.simple_tag
def error_prefix(*all_forms: Any) -> str:
    """ "Error: " when one of the forms has errors, for the title of the page; base.html calls it with `form`."""
    found = any(True for form in all_forms for _ in _errors(form))
    return gettext("Error:") + " " if found else ""


@register.simple_tag
def quantity(
    name: str = "quantity",
    value: Any = 1,
    product: str = "",
    minimum: int = 1,
    maximum: int | None = None,
    error: str = "",
    form: str = "",
    input_id: str = "",
) -> SafeString:
    """A number input that names its product; JavaScript adds − and +. `minimum=0` where 0 removes the line."""
    return component(
        "quantity",
        name=name,
        value=value,
        product=product,
        minimum=minimum,
        maximum=maximum,
        error=error,
        form=form,
        input_id=input_id or f"id_{name}",
    )


@register.inclusion_tag("_components/theme_form.html", takes_context=True)
def theme_form(context: template.Context, label_id: str = "theme-label") -> dict[str, Any]:
    """The light / dark / as the device form, a POST without JavaScript; outside the footer with its own `label_id`."""
    return {"label_id": label_id, "theme": context.get("theme", ""), **_back(context)}


@register.inclusion_tag("_components/language_form.html", takes_context=True)
def language_form(context: template.Context, label_id: str = "language-label") -> dict[str, Any]:
    """The form that chooses the language, each named in itself; nothing on pages that have one language only."""
    languages, request = settings.LANGUAGES, context.get("request")
    if request is None or language.is_english_only(request.path):
        return {}
    return {"label_id": label_id, "languages": languages, "current": get_language(), **_back(context)}


def _back(context: template.Context) -> dict[str, Any]:
    """What a form of the footer needs to come back to this page."""
    request = context.get("request")
    return {
        "csrf_token": context.get("csrf_token"),
        "next": request.get_full_path() if request and request.method in ("GET", "HEAD") else "/",
    }
