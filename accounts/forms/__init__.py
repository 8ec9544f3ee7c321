from accounts.forms.address import AddressForm, BookForm
from accounts.forms.details import DeleteAccountForm, DetailsForm, EmailChangeForm, PasswordChangeForm
from accounts.forms.fields import EmailField
from accounts.forms.security import CodeForm, ConfirmForm, PasskeyAnswerForm, PasskeyForm, TokenNameForm
from accounts.forms.selling import ApplicationForm
from accounts.forms.sign_in import EmailForm, LoginForm, NewPasswordForm, RegisterForm, TokenForm

__all__ = [
    "AddressForm",
    "ApplicationForm",
    "BookForm",
    "CodeForm",
    "ConfirmForm",
    "DeleteAccountForm",
    "DetailsForm",
    "EmailChangeForm",
    "EmailField",
    "EmailForm",
    "LoginForm",
    "NewPasswordForm",
    "PasskeyAnswerForm",
    "PasskeyForm",
    "PasswordChangeForm",
    "RegisterForm",
    "TokenForm",
    "TokenNameForm",
]
