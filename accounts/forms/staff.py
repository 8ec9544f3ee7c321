"""What admins fill in about people."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.details import zone_choices
from accounts.forms.fields import EmailField
from accounts.models import User, normal_email
from accounts.roles import Role
from shop.core.forms import Form
from shop.core.generics import ModelForm

_ROLES = [
    (Role.CUSTOMER.value, gettext_lazy("Customer")),
    (Role.SELLER.value, gettext_lazy("Seller (comes by approving a shop)")),
    (Role.DELIVER.value, gettext_lazy("Courier")),
    (Role.ADMIN.value, gettext_lazy("Admin")),
]


class InviteForm(ModelForm[User]):
    """A new account, whose owner chooses the password by a mailed link."""

    email = EmailField()
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=[choice for choice in _ROLES if choice[0] != Role.SELLER.value]
    )

    class Meta:
        model = User
        fields = ("email", "full_name")

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError(_("Another account has this email address."))
        return email


class PersonForm(ModelForm[User]):
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=zone_choices, required=False)
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"), choices=_ROLES, required=False, widget=forms.CheckboxSelectMultiple
    )
    confirm_email = forms.CharField(
        label=gettext_lazy("To take the role of an admin away, type the person's email"), required=False
    )

    class Meta:
        model = User
        fields = ("full_name", "time_zone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["roles"] = [role.value for role in self.instance.roles]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        before, after = self.instance.roles, self.wanted()
        if Role.ADMIN in before - after and normal_email(data.get("confirm_email", "")) != self.instance.email:
            self.add_error("confirm_email", _("Type the email address of this person."))
        return data

    def wanted(self) -> frozenset[Role]:
        return frozenset(Role(name) for name in self.cleaned_data.get("roles", ()))


class EraseForm(Form):
    """Why somebody is deleted: it stays in the history of the row, so it names nobody."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        help_text=gettext_lazy("Such as “asked by letter of 3 May”. It stays in the history: no names."),
        error_messages={"required": gettext_lazy("Say who asked for it and how.")},
    )
