"""Background jobs, to look at: what failed for good can be run again."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts import audit
from accounts.admin import deeds
from orders.admin.bases import ReadOnly, problem_filter
from orders.queries import office

# The library's own page filters by columns that a long table cannot count.
if admin.site.is_registered(ProcrastinateJob):
    admin.site.unregister(ProcrastinateJob)
# Nor does its name say anything to the office.
ProcrastinateJob._meta.verbose_name = gettext_lazy("background job")
ProcrastinateJob._meta.verbose_name_plural = gettext_lazy("background jobs")
ProcrastinateJob._meta.app_config.verbose_name = gettext_lazy("Background jobs")


@admin.register(ProcrastinateJob)
class JobAdmin(ReadOnly):
    list_display = ("id", "what", "status", "attempts", "scheduled_at")
    list_filter = (problem_filter(office.JOBS), "status")
    ordering = ("-id",)
    actions = ("run_again",)
    fields = ("id", "what", "args", "status", "attempts", "scheduled_at", "queueing_lock")

    @admin.display(description=gettext_lazy("job"))
    def what(self, job: ProcrastinateJob) -> str:
        return str(job.args.get("function") or job.task_name)

    @admin.action(description=gettext_lazy("Run again"), permissions=["change"])
    def run_again(self, request: Any, rows: QuerySet[ProcrastinateJob]) -> None:
        def deed(job: ProcrastinateJob) -> None:
            with transaction.atomic():
                app.job_manager.retry_job_by_id(job.pk, retry_at=timezone.now())
                audit.record(by=request.user, action="run again", about=job, at=timezone.now())

        deeds.each(self, request, rows.filter(status="failed"), deed, _("Waits to be run again"))
