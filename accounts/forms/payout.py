"""Where a shop's money goes."""

from accounts.forms.bank import BankForm


class PayoutForm(BankForm):
    def details(self) -> str:
        return f"{self.cleaned_data['holder']}, {self.in_groups()}"
