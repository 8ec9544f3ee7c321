"""What buyers fill in on the way to an order: where it goes, how each parcel comes, how it is paid."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import AddressForm, EmailField
from accounts.forms.fields import NewPasswordField, check_strength
from accounts.models import Address, User
from cart.contents import Group
from catalog.delivery import DeliveryOption
from orders.models import Order, PaymentMethod
from shop.core import lists, money
from shop.core.forms import Form, known

NEW_ADDRESS = "new"
LONGEST_NOTE = 300

_LABELS = {
    PaymentMethod.CASH: gettext_lazy("Pay on delivery"),
    PaymentMethod.SANDBOX: gettext_lazy("Card (test)"),
    PaymentMethod.STRIPE: gettext_lazy("Card"),
}
METHOD_HINTS = {
    PaymentMethod.CASH: gettext_lazy("In cash, each parcel when it is handed over."),
    PaymentMethod.SANDBOX: gettext_lazy("On the test page of the payment sandbox. No money moves."),
    PaymentMethod.STRIPE: gettext_lazy("On the secure page of Stripe, our payment provider."),
}


class ContactForm(Form):
    """How we reach a guest; somebody with an account is known."""

    email = EmailField(help_text=gettext_lazy("For the confirmation and the link to follow your order."))


class NoteForm(Form):
    note = forms.CharField(label=gettext_lazy("Note for the courier"), max_length=LONGEST_NOTE, required=False)
    save_address = forms.BooleanField(label=gettext_lazy("Keep this address in my address book"), required=False)


class SavedForm(Form):
    """The addresses of the book, and another one."""

    address = forms.ChoiceField(
        label=gettext_lazy("Deliver to"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose an address."),
            "invalid_choice": gettext_lazy("Choose one of these addresses."),
        },
    )

    def __init__(self, *args: Any, saved: Iterable[Address], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.saved = {str(address.pk): address for address in saved}
        choices = [(pk, f"{address.full_name}, {address.line1}") for pk, address in self.saved.items()]
        choices.append((NEW_ADDRESS, str(_("Use another address"))))
        known(forms.ChoiceField, self.fields["address"]).choices = choices

    @property
    def hints(self) -> dict[str, str]:
        return {pk: _second_line(address) for pk, address in self.saved.items()}

    @property
    def chosen(self) -> Address | None:
        """The address of the book, or None for another one. Only of a valid form."""
        return self.saved.get(self.cleaned_data["address"])


def _second_line(address: Address) -> str:
    return lists.joined((f"{address.postal_code} {address.city}".strip(), address.country.name))


class ShippingForm(AddressForm):
    """An address that is typed here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, section="shipping", **kwargs)


class DeliveryForm(Form):
    """
    For each parcel one of the ways that its shop offers. What is missing or gone is no error: another way is taken
    then (`orders.checkout`), and the next step shows it before anything is ordered.
    """

    def __init__(self, *args: Any, groups: Iterable[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [group for group in groups if group.options]
        self.options = [option for group in offered for option in group.options]
        for group in offered:
            self.fields[f"delivery-{group.seller.pk}"] = forms.TypedChoiceField(
                label=_("Delivery from %(shop)s") % {"shop": lists.isolated(group.seller.name)},
                choices=[(option.rate_id, option.name) for option in group.options],
                required=False,
                widget=forms.RadioSelect,
                initial=group.choice.rate_id if group.choice else None,
            )

    @property
    def hints(self) -> dict[int, str]:
        """Days and price beside each way, by rate id."""
        return {option.rate_id: _days_and_price(option) for option in self.options}


def posted_rates(data: Mapping[str, Any]) -> dict[int, int]:
    """The rate that was posted for each seller, whatever else is wrong with the page."""
    found = {}
    for name, value in data.items():
        seller = name.removeprefix("delivery-") if name.startswith("delivery-") else ""
        if _is_id(seller) and _is_id(str(value)):
            found[int(seller)] = int(value)
    return found


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _days_and_price(option: DeliveryOption) -> str:
    price = money.shown(option.price) if option.price else _("Free")
    return f"{option.arrives} · {price}"


class MethodForm(Form):
    """How an order is paid."""

    payment_method = forms.ChoiceField(
        label=gettext_lazy("How do you want to pay?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose how you want to pay."),
            "invalid_choice": gettext_lazy("Choose one of the ways to pay."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = known(forms.ChoiceField, self.fields["payment_method"])
        methods = [PaymentMethod(name) for name in settings.PAYMENT_METHODS]
        # Cards stand first; what is chosen beforehand is the first that the setting names.
        cards_first = sorted(methods, key=lambda method: method == PaymentMethod.CASH)
        field.choices = [(method.value, _LABELS[method]) for method in cards_first]
        field.initial = methods[0].value

    @property
    def hints(self) -> dict[str, str]:
        return {method.value: str(text) for method, text in METHOD_HINTS.items()}


class PlaceForm(MethodForm):
    """The last button: what was shown goes along, so that nobody orders anything else."""

    expected_total = forms.DecimalField(widget=forms.HiddenInput, max_digits=12, decimal_places=2, min_value=0)
    expected_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def shown(self) -> tuple[Decimal, int]:
        return self.cleaned_data["expected_total"], self.cleaned_data["expected_version"]


class KeepForm(Form):
    """One field makes an account of a guest's order."""

    password = NewPasswordField(label=gettext_lazy("Choose a password"))

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order = order

    def clean(self) -> dict[str, Any]:
        check_strength(self, User(email=self.order.email, full_name=self.order.full_name))
        return self.cleaned_data
