from django.urls import URLPattern, URLResolver, path

from accounts.views import account, addresses, details, passwords, selling, sign_in, sign_up

app_name = "accounts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("register/", sign_up.register, name="register"),
    path("register/sent/", sign_up.register_sent, name="register-sent"),
    path("activation/", sign_up.activation, name="activation"),
    path("login/", sign_in.login, name="login"),
    path("logout/", sign_in.logout, name="logout"),
    path("forget/password/", passwords.forget, name="forget-password"),
    path("forget/password/sent/", passwords.forget_sent, name="forget-sent"),
    path("user-info/", account.user_info, name="user-info"),
    path("user-info/devices/<int:pk>/end/", account.end_device, name="end-device"),
    path("user-info/tokens/<int:pk>/revoke/", account.revoke_token, name="revoke-token"),
    path("user-info/download/", account.download, name="download"),
    path("user-info/delete/", account.delete, name="delete"),
    path("update/user-info/", details.update_user_info, name="update-user-info"),
    path("update/user-info/email/", details.confirm_email, name="confirm-email"),
    path("addresses/", addresses.addresses, name="addresses"),
    path("addresses/add/", addresses.add, name="address-add"),
    path("addresses/<int:pk>/", addresses.edit, name="address"),
    path("addresses/<int:pk>/delete/", addresses.delete, name="address-delete"),
    path("addresses/<int:pk>/default/", addresses.default, name="address-default"),
    path("seller/apply/", selling.apply, name="apply"),
]
