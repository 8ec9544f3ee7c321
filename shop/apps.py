"""The project as an app (templates tags, commands) and the staff site in place of Django's default one."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class ShopConfig(AppConfig):
    name = "shop"


class StaffSiteConfig(AdminConfig):
    default_site = "shop.admin.StaffSite"
