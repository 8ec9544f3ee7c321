from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedView(models.Model):
    """
    The filters and the order of a list in the office, under a name that somebody gave them for themselves.

    :ivar listed: which list, as "orders.order".
    :ivar query: the list's own parameters, without words that were searched for, which name people.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    listed = models.CharField(max_length=100)
    name = models.CharField(_("name"), max_length=40)
    query = models.CharField(max_length=1000)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "listed", "name"], name="saved_view_once_by_name")]

    def __str__(self) -> str:
        return self.name
