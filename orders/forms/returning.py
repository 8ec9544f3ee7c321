"""What buyers and shops fill in about a return. The buyer's form has a group of fields per line that may go back."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.models import ReturnLine, ReturnReason
from orders.queries.returning import Offer
from shop.core.forms import ChosenField, Form, make_readable

LONGEST_NOTE = 500
LONGEST_INSTRUCTIONS = 1000
LONGEST_REASON = 300


class ReturnForm(Form):
    """`quantity_7`, `reason_7`, `note_7` and `photo_7` for the line 7; a quantity of 0 keeps it."""

    def __init__(self, *args: Any, offers: Sequence[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = {offer.line.pk: offer for offer in offers}
        for pk, offer in self.offers.items():
            self.fields.update(_fields(pk, offer))
            make_readable(self.fields[f"note_{pk}"])

    def rows(self) -> list[dict[str, Any]]:
        """What the page shows, line by line."""
        return [
            {"offer": offer, **{name: self[f"{name}_{pk}"] for name in ("quantity", "reason", "note", "photo")}}
            for pk, offer in self.offers.items()
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        chosen = [pk for pk in self.offers if values.get(f"quantity_{pk}")]
        if not self.offers:  # somebody pressed twice, or the last day is over
            raise forms.ValidationError(_("Nothing can be sent back now"))
        if not chosen and not self.errors:
            first = next(iter(self.offers))
            self.add_error(f"quantity_{first}", _("Say how many pieces of which item you want to send back."))
        for pk in chosen:
            if not values.get(f"reason_{pk}") and f"reason_{pk}" not in self.errors:
                self.add_error(f"reason_{pk}", _("Say why you send it back."))
        return values

    def chosen(self) -> list[int]:
        """The lines with a quantity; only of a valid form."""
        return [pk for pk in self.offers if self.cleaned_data[f"quantity_{pk}"]]


def _fields(pk: int, offer: Offer) -> dict[str, forms.Field]:
    return {
        f"quantity_{pk}": forms.TypedChoiceField(
            label=gettext_lazy("Pieces to send back"),
            coerce=int,
            initial=0,
            error_messages={"required": gettext_lazy("Choose how many pieces go back; 0 keeps all.")},
            choices=[(number, str(number)) for number in range(offer.most + 1)],
        ),
        f"reason_{pk}": ChosenField(
            label=gettext_lazy("Reason"),
            required=False,
            help_text=gettext_lazy("Needed for what you send back."),
            choices=[("", gettext_lazy("Choose a reason")), *ReturnReason.choices],
        ),
        f"note_{pk}": forms.CharField(
            label=gettext_lazy("What is wrong with it?"), required=False, max_length=LONGEST_NOTE
        ),
        f"photo_{pk}": forms.FileField(
            label=gettext_lazy("Photo"),
            required=False,
            allow_empty_file=True,
            help_text=gettext_lazy("JPEG, PNG or WebP, up to 8 MB. Only the shop and our office see it."),
            widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        ),
    }


class ApproveForm(Form):
    """Where the buyer sends it."""

    instructions = forms.CharField(
        label=gettext_lazy("How to send it back"),
        max_length=LONGEST_INSTRUCTIONS,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Your address, who pays for the label, what to put in. The buyer reads it."),
        error_messages={"required": gettext_lazy("Tell the buyer where to send it.")},
    )


class RejectForm(Form):
    """Why the shop does not take it back."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The buyer reads it."),
        error_messages={"required": gettext_lazy("Tell the buyer why.")},
    )


class ReceiveForm(Form):
    """Which of the pieces can be sold again."""

    restock = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Can be sold again"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("What you tick goes into your stock at once."),
    )

    def __init__(self, *args: Any, lines: Sequence[ReturnLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["restock"]
        field.choices = [(line.pk, str(line)) for line in lines]
