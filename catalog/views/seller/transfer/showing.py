"""What the page of an import shows."""

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from catalog.importing import runs
from catalog.importing.runs import previewing
from catalog.models import Import, ImportStatus, ItemKind, ItemState

_FAULTS = (previewing.REJECTED, previewing.NOTES)


def work(run: Import) -> str:
    """What is being done, for the heading."""
    return {
        ImportStatus.CHECKING: _("Checking your file"),
        ImportStatus.RUNNING: _("Importing"),
        ImportStatus.UNDOING: _("Undoing the import"),
    }[ImportStatus(run.status)]


def steps(run: Import | None = None) -> list[tuple[str, str]]:
    """Upload, columns, preview, result: those that one can go back to are links."""
    urls = ["", "", ""]
    if run is not None:
        again = run.status in (ImportStatus.UPLOADED, ImportStatus.READY, ImportStatus.FAILED)
        urls = [reverse("catalog:seller_import"), reverse("catalog:import_columns", args=[run.pk]) if again else "", ""]
    return [(_("Upload"), urls[0]), (_("Columns"), urls[1]), (_("Preview"), urls[2]), (_("Result"), "")]


def context(run: Import, query: QueryDict) -> dict[str, Any]:
    """The preview, and later the result: both are lists in tabs."""
    counts = previewing.counts(run)
    first = next((tab for tab in previewing.TABS if counts[tab]), ItemKind.NEW)
    tab = query.get("tab", "")
    tab = tab if tab in previewing.TABS else first
    group = query.get("group", "").replace("\0", "")[:300] if tab in _FAULTS else ""
    rejected = counts[previewing.REJECTED]
    return {
        "run": run,
        "steps": steps(run),
        "tab": tab,
        "tabs": _tabs(counts, tab),
        "counts": counts,
        "correct": int(run.figures.get("to_import", 0)),
        "page": previewing.page(run, tab, group=group, number=query.get("page")),
        "groups": previewing.groups(run, tab) if tab in _FAULTS else [],
        "group": group,
        "rejected_variants": bool(rejected) and "variants" in run.files,
        **_after(run),
    }


def _after(run: Import) -> dict[str, Any]:
    """What the result adds to the preview."""
    if run.status not in (ImportStatus.DONE, ImportStatus.UNDONE):
        return {}
    return {
        "unwritten": run.items.filter(state=ItemState.FAILED).count(),
        "kept": run.items.filter(state=ItemState.KEPT).count() if run.status == ImportStatus.UNDONE else 0,
        "written": run.items.filter(state__in=(ItemState.WRITTEN, ItemState.UNDONE, ItemState.KEPT)).count(),
        "not_undoable": runs.why_not_undoable(run) if run.status == ImportStatus.DONE else "",
    }


def _tabs(counts: dict[str, int], current: str) -> list[dict[str, Any]]:
    labels = {
        ItemKind.NEW: _("New"),
        ItemKind.CHANGED: _("Changed"),
        ItemKind.UNCHANGED: _("Unchanged"),
        previewing.REJECTED: _("Rejected rows"),
        previewing.NOTES: _("Warnings"),
    }
    return [
        {
            "label": labels[tab],
            "url": "?" + urlencode({"tab": str(tab)}),
            "count": f"{counts[tab]:,}",
            "current": tab == current,
        }
        for tab in previewing.TABS
    ]
