"""The forms of orders, one file per audience: checkout, customer, seller, courier. A form checks and never writes."""

from django import forms

from shop.core import errors


def refuse(form: forms.Form, error: errors.DomainError) -> None:
    """Show what an operation refused: beside the fields that it names, otherwise above the form."""
    placed = {name: texts for name, texts in error.fields.items() if name in form.fields}
    for name, texts in placed.items():
        for text in texts:
            form.add_error(name, text)
    if not placed:
        form.add_error(None, error.message)
