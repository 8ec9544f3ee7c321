from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Seller
from catalog.models.category import Category
from catalog.models.product import Product
from shop.core import states


class ImportStatus(models.TextChoices):
    UPLOADED = "uploaded", _("Uploaded")
    CHECKING = "checking", _("Being checked")
    READY = "ready", _("Waiting for your word")
    RUNNING = "running", _("Being imported")
    DONE = "done", _("Imported")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")
    FAILED = "failed", _("Could not be read")


# Where a worker has something to do.
WORKING = (ImportStatus.CHECKING, ImportStatus.RUNNING, ImportStatus.UNDOING)


class UnknownCategory(models.TextChoices):
    REJECT = "reject", _("Do not take these rows")
    NONE = "none", _("Take them without a category, as drafts")
    ONE = "one", _("Put them into this category")


class ImportQuerySet(models.QuerySet["Import"]):
    def locked(self) -> "ImportQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


class Import(states.Stateful):
    """
    A catalogue file on its way: uploaded, its columns matched, checked, confirmed, written, perhaps undone.

    Its files lie in the storage, its products in `items`, what could not be taken in `faults`; all go after some days.
    """

    TRANSITIONS = {
        ImportStatus.UPLOADED: frozenset({ImportStatus.CHECKING}),
        ImportStatus.CHECKING: frozenset({ImportStatus.READY, ImportStatus.FAILED}),
        ImportStatus.READY: frozenset({ImportStatus.CHECKING, ImportStatus.RUNNING}),
        ImportStatus.RUNNING: frozenset({ImportStatus.DONE}),
        ImportStatus.DONE: frozenset({ImportStatus.RUNNING, ImportStatus.UNDOING}),
        ImportStatus.UNDOING: frozenset({ImportStatus.UNDONE}),
        ImportStatus.FAILED: frozenset({ImportStatus.CHECKING}),
    }

    seller = models.ForeignKey(Seller, on_delete=models.CASCADE, related_name="imports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    status = models.CharField(_("status"), max_length=16, choices=ImportStatus, default=ImportStatus.UPLOADED)
    key = models.CharField(max_length=32, unique=True, help_text="random; part of the files' names in the storage")
    file_name = models.CharField(max_length=200)
    files = models.JSONField(default=dict, help_text='storage names: "products", and perhaps "variants", "pictures"')
    headers = models.JSONField(default=list, help_text="per file: names of its columns and their first cells")
    matches = models.JSONField(default=list, help_text="per file: our column by position, empty to leave it out")
    publish = models.BooleanField(_("publish what is complete"), default=False)
    unknown_category = models.CharField(max_length=8, choices=UnknownCategory, default=UnknownCategory.REJECT)
    category = models.ForeignKey(Category, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    figures = models.JSONField(default=dict, help_text="what was counted: rows, new, changed, unchanged, rejected …")
    total = models.PositiveIntegerField(default=0, help_text="products to work on")
    done = models.PositiveIntegerField(default=0, help_text="products worked on")
    problem = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True, help_text="confirmed")
    finished_at = models.DateTimeField(null=True, blank=True)
    lease = models.CharField(max_length=32, blank=True, help_text="the worker that is at it")
    leased_at = models.DateTimeField(null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [
            models.Index(fields=["seller", "-id"], name="import_of_seller"),
            models.Index(fields=["created_at"], name="import_age"),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_working(self) -> bool:
        return self.status in WORKING


class ImportEvent(states.StateEvent):
    subject = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="events")

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"


class ItemKind(models.TextChoices):
    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    UNCHANGED = "unchanged", _("Unchanged")


class ItemState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    WRITTEN = "written", _("Written")
    FAILED = "failed", _("Not written")
    UNDONE = "undone", _("Undone")
    KEPT = "kept", _("Left as it is")


class ImportItem(models.Model):
    """One product of a file: what its rows say, what that would change, and after the import what it was before."""

    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveIntegerField(help_text="its place in the file")
    kind = models.CharField(max_length=16, choices=ItemKind)
    state = models.CharField(max_length=16, choices=ItemState, default=ItemState.WAITING)
    line = models.PositiveIntegerField()
    title = models.CharField(max_length=300, blank=True)
    product = models.ForeignKey(Product, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    rows = models.JSONField(default=list)
    changes = models.JSONField(default=list, help_text='[{"line", "column", "old", "new"}]')
    before = models.JSONField(null=True, blank=True, help_text="what undoing brings back; null for a new product")
    version = models.PositiveIntegerField(null=True, blank=True, help_text="of the product, as the import left it")

    class Meta:
        indexes = [models.Index(fields=["run", "state", "kind", "number"], name="import_item_to_do")]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="import_item_number")]

    def __str__(self) -> str:
        return self.title


class ImportFault(models.Model):
    """A row that cannot be taken or, as a note, one that is taken otherwise than it stands."""

    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="faults")
    is_note = models.BooleanField(default=False)
    file = models.CharField(max_length=40, blank=True)
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=200, blank=True)
    value = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500)
    group = models.CharField(max_length=300, help_text="the same for faults of one kind")

    class Meta:
        indexes = [
            models.Index(fields=["run", "is_note", "line", "id"], name="import_fault_in_order"),
            models.Index(fields=["run", "is_note", "group"], name="import_fault_by_group"),
        ]

    def __str__(self) -> str:
        return self.reason


class ColumnMemory(models.Model):
    """What the columns of a shop's files meant the last time, and how the last file in our own format looked."""

    seller = models.OneToOneField(Seller, on_delete=models.CASCADE, primary_key=True, related_name="column_memory")
    matches = models.JSONField(default=dict, help_text="folded name of a column → ours")
    shape = models.JSONField(default=dict, help_text="columns, divider, line ends, which cells every row repeats")

    def __str__(self) -> str:
        return str(self.seller_id)
