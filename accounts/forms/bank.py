"""A bank account, as somebody types it: for a shop's payouts, and for money that goes back to a buyer."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.core.forms import Form


class BankForm(Form):
    holder = forms.CharField(
        label=gettext_lazy("Account holder"),
        max_length=70,
        error_messages={"required": gettext_lazy("Enter who holds the account.")},
    )
    iban = forms.CharField(
        label=gettext_lazy("IBAN"), max_length=42, error_messages={"required": gettext_lazy("Enter the IBAN.")}
    )

    def clean_iban(self) -> str:
        """Spaces are the writer's. The check digits are those of ISO 13616."""
        iban = "".join(self.cleaned_data["iban"].split()).upper()
        plain = iban.isascii() and iban.isalnum() and 15 <= len(iban) <= 34 and iban[:2].isalpha()
        if not plain or int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97 != 1:
            raise ValidationError(_("This is not an IBAN. It looks like DE02 1203 0000 0000 2020 51."))
        return iban

    def in_groups(self) -> str:
        """The IBAN as people read it, four signs at a time; only of a valid form."""
        iban = self.cleaned_data["iban"]
        return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))
