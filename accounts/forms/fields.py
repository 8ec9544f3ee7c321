"""The fields that several forms share."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User, normal_email

LONGEST_PASSWORD = 256


class EmailField(forms.EmailField):
    """An address in lower case, in plain letters only: two that look the same are the same."""

    default_error_messages = {
        "required": gettext_lazy("Enter your email address."),
        "invalid": gettext_lazy("Enter an email address like name@example.com."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": gettext_lazy("Email"), "max_length": 254, **kwargs})

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        if not text.isascii():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return normal_email(text)


class NameField(forms.CharField):
    default_error_messages = {"required": gettext_lazy("Enter your full name.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": gettext_lazy("Full name"), "max_length": 150, **kwargs})


class PasswordField(forms.CharField):
    """Never shown again, never trimmed: a password is taken as it was typed."""

    default_error_messages = {"required": gettext_lazy("Enter your password.")}

    def __init__(self, **kwargs: Any) -> None:
        defaults = {"label": gettext_lazy("Password"), "max_length": LONGEST_PASSWORD, "widget": forms.PasswordInput()}
        super().__init__(**{**defaults, "strip": False, **kwargs})


class NewPasswordField(PasswordField):
    """Its strength is checked by `check_strength`, which needs to know whose it is."""

    default_error_messages = {"required": gettext_lazy("Choose a password.")}

    def __init__(self, **kwargs: Any) -> None:
        hint = gettext_lazy("At least 10 characters. A few words that only you put together are good.")
        super().__init__(**{"help_text": hint, **kwargs})


def check_strength(form: forms.Form, user: User, name: str = "password") -> None:
    """Note on the form what is wrong with a new password, unless it has an error already."""
    password = form.cleaned_data.get(name)
    if not password:
        return
    try:
        password_validation.validate_password(password, user)
    except ValidationError as error:
        form.add_error(name, [_sentence(message) for message in error.error_list])


def _sentence(error: ValidationError) -> str:
    """Our words for what Django's validators say."""
    known = {
        "password_too_short": _("Use at least 10 characters."),
        "password_too_common": _("Many people use this password. Choose another one."),
        "password_too_similar": _("This is too close to your name or email address."),
    }
    return known.get(str(error.code)) or error.messages[0]
