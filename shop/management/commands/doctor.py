"""`manage.py doctor`: what is wrong with this set-up, and how to fix it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from shop import embedded
from shop.doctor import Finding, Level, machine, servers, wrong


class Command(BaseCommand):
    help = "Says what is wrong with this set-up and how to fix it. Changes nothing; ends with 1 if anything is wrong."
    requires_system_checks: tuple[str, ...] = ()

    def handle(self, **options: Any) -> None:
        findings = [finding for check in machine.CHECKS for finding in check()]
        try:
            with embedded.start_for(settings.DATA_DIR, database=settings.DATABASE_URL, cache=settings.REDIS_URL):
                findings += [finding for check in servers.applicable() for finding in check()]
        except embedded.CannotStart as error:
            findings.append(wrong(str(error).rstrip("."), "read the log; `make run` tries again"))
        for finding in findings:
            self._show(finding)
        if any(finding.level is Level.WRONG for finding in findings):
            raise SystemExit(1)

    def _show(self, finding: Finding) -> None:
        style = {Level.FINE: self.style.SUCCESS, Level.NOTICE: self.style.WARNING, Level.WRONG: self.style.ERROR}
        self.stdout.write(f"  {style[finding.level](finding.level.value.ljust(5))}  {finding.text}")
        if finding.remedy:
            self.stdout.write(f"         {finding.remedy}")
