"""What proves who somebody is, beside the password."""

from django import forms
from django.utils.translation import gettext_lazy

from accounts.forms.fields import PasswordField
from shop.core.forms import Form


class CodeForm(Form):
    """A code of the app, or a recovery code: one field takes both."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        error_messages={"required": gettext_lazy("Enter the code.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class PasskeyAnswerForm(Form):
    """What the browser's device answered, as JSON."""

    credential = forms.CharField(max_length=20_000, required=False, widget=forms.HiddenInput)


class PasskeyForm(PasskeyAnswerForm):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=60,
        help_text=gettext_lazy("By which you recognise it: “My phone”, “Blue security key”."),
        error_messages={"required": gettext_lazy("Give the passkey a name.")},
    )


class ConfirmForm(Form):
    current_password = PasswordField(label=gettext_lazy("Your password"))


class TokenNameForm(Form):
    label = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=100,
        help_text=gettext_lazy("What it is for: “Stock script”, “Bookkeeping”."),
        error_messages={"required": gettext_lazy("Give the token a name.")},
    )
