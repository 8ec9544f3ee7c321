"""
What the role `admin` may do in the staff site: Django's model permissions, spelled out. Nobody is a superuser.

Set after every migrate (and after every flush), so that a new model is closed until it gets a row here, and a row that
goes takes its permission along. The roles themselves are made there too. What an operation allows is another matter:
its permissions are in `accounts.roles`.
"""

from typing import Any

from django.apps import AppConfig
from django.apps import apps as live_apps
from django.contrib.auth.management import create_permissions

from accounts.roles import Role

VIEW = ("view",)
CHANGE = ("view", "change")
EDIT = ("view", "add", "change")
ALL = ("view", "add", "change", "delete")

# App → model → actions. A model without a row cannot even be seen.
PERMISSIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "admin": {"logentry": VIEW},
    "auth": {"group": VIEW},
    "accounts": {
        "user": EDIT,
        "seller": CHANGE,
        "sellerevent": VIEW,
        "courier": EDIT,
        "address": VIEW,
        "auditevent": VIEW,
        "requiredfactor": ALL,
    },
    "catalog": {
        "area": ALL,
        "category": ALL,
        "deliveryrate": ALL,
        "discount": ALL,
        "facetlabel": VIEW,
        "keptword": ALL,
        "pricechange": VIEW,
        "product": CHANGE,
        "productevent": VIEW,
        "productimage": VIEW,
        "review": CHANGE,
        "reviewevent": VIEW,
        "reviewreport": VIEW,
        "stock": VIEW,
        "stockmovement": VIEW,
        "synonym": ALL,
        "taxrate": ALL,
        "variant": CHANGE,
    },
    "cart": {"cart": VIEW, "cartline": VIEW, "coupon": EDIT},
    "orders": {
        "cashcount": CHANGE,
        "cashcountevent": VIEW,
        "cashcountitem": VIEW,
        "couponredemption": VIEW,
        "deliveryattempt": VIEW,
        "invoice": VIEW,
        "ledgeraccount": CHANGE,
        "ledgerentry": VIEW,
        "order": CHANGE,
        "orderevent": VIEW,
        "orderline": VIEW,
        "parcel": CHANGE,
        "parcelevent": VIEW,
        "payment": CHANGE,
        "paymentevent": VIEW,
        "payout": VIEW,
        "proof": VIEW,
        "refund": CHANGE,
        "refundevent": VIEW,
        "refundline": VIEW,
        "returnevent": VIEW,
        "returnline": VIEW,
        "returnrequest": CHANGE,
        "sentmail": VIEW,
        "webhookreceipt": VIEW,
    },
    "procrastinate": {"procrastinatejob": CHANGE},
}


def grant(sender: AppConfig, *, using: str, apps: Any = live_apps, **kwargs: Any) -> None:
    """
    After an app migrated: the four groups, and the admin group's permissions on this app's models. A flush sends the
    signal without `apps`.
    """
    if sender.label not in PERMISSIONS:
        return
    create_permissions(sender, verbosity=0, interactive=False, using=using, apps=apps)
    try:
        groups, permissions = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    except LookupError:
        return  # migrating backwards, to before there were any
    for role in Role:
        groups.objects.using(using).get_or_create(name=role.value)
    table = PERMISSIONS[sender.label]
    wanted = {f"{action}_{model}" for model, actions in table.items() for action in actions}
    here = permissions.objects.using(using).filter(content_type__app_label=sender.label)
    admins = groups.objects.using(using).get(name=Role.ADMIN.value)
    admins.permissions.remove(*here.exclude(codename__in=wanted))
    admins.permissions.add(*here.filter(codename__in=wanted))
