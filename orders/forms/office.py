"""What the office fills in about money: a refund paid back by hand, a payout, an adjustment."""

import uuid
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.models import ByHandWay
from shop.core import money
from shop.core.forms import Form


class ByHandForm(Form):
    way = forms.ChoiceField(label=gettext_lazy("Paid back by"), choices=ByHandWay.choices, widget=forms.RadioSelect)
    reference = forms.CharField(
        label=gettext_lazy("Reference"),
        max_length=100,
        help_text=gettext_lazy("Of the bank transfer, or the name of whoever took the cash."),
        error_messages={"required": gettext_lazy("Write the reference, so that somebody finds it later.")},
    )


class AmountField(forms.DecimalField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_digits=12, decimal_places=2, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs
        )


class PayoutForm(Form):
    """`key` comes with the page, so that a double click or a repeat is one payout."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    amount = AmountField(label=gettext_lazy("Amount"), min_value=money.CENT)
    reference = forms.CharField(label=gettext_lazy("Reference of the transfer"), max_length=100)


class GoodwillForm(Form):
    """`key` comes with the page, so that a double click or a repeat is one goodwill."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    amount = AmountField(
        label=gettext_lazy("Amount"),
        min_value=money.CENT,
        help_text=gettext_lazy("It reduces each line and the delivery by its share. Nothing is sent back."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        help_text=gettext_lazy("For the shop and the books; the buyer does not read it."),
        error_messages={"required": gettext_lazy("Write why.")},
    )


class AdjustmentForm(Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    amount = AmountField(
        label=gettext_lazy("Amount"),
        help_text=gettext_lazy("Above zero adds to what the shop gets, below takes."),
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200, help_text=gettext_lazy("The shop reads it."))

    def clean_amount(self) -> Decimal:
        amount: Decimal = self.cleaned_data["amount"]
        if not amount:
            raise forms.ValidationError(_("An adjustment of nothing changes nothing."))
        return amount
