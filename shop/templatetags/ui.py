"""Every component tag under one name, built into the template engine: no `{% load %}`. See docs/components.md."""

from django import template

from shop.templatetags import ui_card, ui_forms, ui_nav, ui_panels, ui_shop, ui_text

register = template.Library()

for part in (ui_text, ui_card, ui_forms, ui_shop, ui_panels, ui_nav):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
