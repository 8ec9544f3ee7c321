"""Signing up and in."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.forms.fields import EmailField, NameField, NewPasswordField, PasswordField, check_strength
from accounts.models import User
from shop.core.forms import Form

SHOP, SELL = "shop", "sell"


class RegisterForm(Form):
    """Who signs up, and whether to sell. The API leaves `wish` out: a shop name alone says it."""

    full_name = NameField()
    email = EmailField()
    password = NewPasswordField()
    wish = forms.ChoiceField(
        label=gettext_lazy("I want to"),
        choices=[(SHOP, pgettext_lazy("what somebody wants to do", "Shop")), (SELL, gettext_lazy("Sell"))],
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the two.")},
    )
    shop_name = forms.CharField(label=gettext_lazy("Shop name"), max_length=80, required=False)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        check_strength(self, User(email=data.get("email", ""), full_name=data.get("full_name", "")))
        if data.get("wish") == SELL and not data.get("shop_name") and "shop_name" not in self.errors:
            self.add_error("shop_name", _("Enter the name of your shop."))
        if data.get("wish") == SHOP:
            data["shop_name"] = ""
        return data


class LoginForm(Form):
    email = EmailField()
    password = PasswordField()
    remember = forms.BooleanField(label=gettext_lazy("Keep me signed in on this device"), required=False)


class TokenForm(Form):
    """What the API needs for a token."""

    email = EmailField()
    password = PasswordField()
    label = forms.CharField(max_length=100, required=False)
    otp = forms.CharField(max_length=40, required=False)


class EmailForm(Form):
    """Asks for a mail: a new password, or the activation link again."""

    email = EmailField()


class NewPasswordForm(Form):
    password = NewPasswordField(label=gettext_lazy("New password"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        check_strength(self, self.user)
        return self.cleaned_data
