"""What the component tags share: rendering a component's template, and attributes written as keyword arguments."""

from collections.abc import Mapping
from typing import Any

from django.template import loader
from django.utils.html import format_html_join
from django.utils.safestring import SafeString


def component(template: str, /, **context: Any) -> SafeString:
    """Render `templates/_components/<template>.html`; a component sees its own arguments and nothing else."""
    return SafeString(loader.get_template(f"_components/{template}.html").render(context))


def attributes(attrs: Mapping[str, Any]) -> SafeString:
    """
    HTML attributes from keyword arguments, each with a space before it.

    `_` becomes `-` (`data_id=3` is ` data-id="3"`); True is a bare attribute; None, False and "" are left out.
    """
    named = ((name.replace("_", "-"), value) for name, value in attrs.items() if value not in (None, False, ""))
    return format_html_join("", " {}{}", ((name, _value(value)) for name, value in named))


def _value(value: Any) -> SafeString | str:
    return "" if value is True else format_html_join("", '="{}"', [(value,)])
