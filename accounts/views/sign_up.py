"""From a stranger to somebody with an account. Nothing here tells whether an address has one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts import emails, guards, operations
from accounts.forms import EmailForm, RegisterForm
from accounts.forms.sign_in import SHOP
from shop.core import ratelimit

# The masked address of the last sign-up, for the page that says where the mail went.
SENT_TO = "signed_up_as"


@guards.public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("accounts:user-info")
    if request.method != "POST":
        return render(request, "accounts/register.html", {"form": RegisterForm(initial={"wish": SHOP})})
    form = RegisterForm(request.POST)
    if not form.is_valid():
        return render(request, "accounts/register.html", {"form": form}, status=422)
    ratelimit.hit(request, "register", key=ratelimit.address(request), strict=True)
    data = {name: form.cleaned_data[name] for name in ("email", "password", "full_name", "shop_name")}
    operations.register(**data, now=timezone.now())
    request.session[SENT_TO] = emails.masked(data["email"])
    return redirect("accounts:register-sent")


@guards.public
@never_cache
@require_safe
def register_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/register_sent.html", {"masked": request.session.get(SENT_TO, "")})


@guards.public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def activation(request: HttpRequest) -> HttpResponse:
    """The activation link once more."""
    if request.method != "POST":
        return render(request, "accounts/activation_again.html", {"form": EmailForm()})
    form = EmailForm(request.POST)
    if not form.is_valid():
        return render(request, "accounts/activation_again.html", {"form": form}, status=422)
    operations.request_activation(request, email=form.cleaned_data["email"])
    request.session[SENT_TO] = emails.masked(form.cleaned_data["email"])
    return redirect("accounts:register-sent")
