"""The project as an app (templates tags, commands) and the staff site in place of Django's default one."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate

from shop import staff


class ShopConfig(AppConfig):
    name = "shop"

    def ready(self) -> None:
        # Permissions exist only after migrate; no migration of ours could give them to a group.
        post_migrate.connect(staff.grant, dispatch_uid="shop.staff.grant")


class StaffSiteConfig(AdminConfig):
    default_site = "shop.admin.StaffSite"
