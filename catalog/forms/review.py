"""What readers and shops write about reviews."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.models import ReportReason
from shop.core.forms import Form

LONGEST_NOTE = 500
LONGEST_REPLY = 2000


class ReportForm(Form):
    """What a reader holds against a review."""

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=ReportReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong.")},
    )
    text = forms.CharField(
        label=_("What should we know?"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReplyForm(Form):
    """The shop's answer to a review."""

    text = forms.CharField(
        label=_("Your answer"),
        max_length=LONGEST_REPLY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Everybody can read it below the review. Leave it empty to take it away."),
    )
