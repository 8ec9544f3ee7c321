"""The category tree: made, renamed and moved so that every path stays true."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from catalog import search
from catalog.models import Category, FormerPath, Product, SearchDocument
from shop.core import errors

DEEPEST = 6
SEPARATOR = ">"


class BadCategory(errors.DomainError):
    """The tree cannot look like that. `fields` says why."""

    status = 422

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__(message, fields={field: [message]})


def check_place(*, category: Category | None, parent: Category | None, slug: str) -> None:
    """
    Whether a node can stand there, for a form that asks before it saves.

    :param category: the node that moves, or None for a new one.
    :raises BadCategory: below itself, onto a slug that is taken, or too deep.
    """
    if category is not None and parent is not None:
        old = category.path
        if parent.path == old or parent.path.startswith(f"{old}/"):
            raise BadCategory(_("A category cannot be moved below itself."), field="parent")
    there = Category(pk=category.pk if category else None, slug=slug)
    there.path = _path(there, parent)
    _check_free(there)


@transaction.atomic
def create_category(
    *, name: str, slug: str = "", parent: Category | None = None, description: str = "", position: int = 0,
    by: User | None,
) -> Category:  # fmt: skip
    """
    Add a node.

    :param slug: its part of the address; made from the name where empty.
    :raises BadCategory: for a slug that its parent has already, or a tree that gets too deep.
    """
    slug = slug or slugify(name)[:80] or "category"
    category = Category(name=name, slug=slug, parent=parent, description=description, position=position)
    category.path = _path(category, parent)
    _check_free(category)
    category.save(force_insert=True)
    audit.record(by=by, action="add", about=category, at=timezone.now(), after={"path": category.path})
    return category


@transaction.atomic
def move_category(
    *, category: Category, parent: Category | None, slug: str, by: User | None, now: datetime
) -> Category:
    """
    Give a node another parent or another slug; the paths of everything below follow, in the search as well.

    :raises BadCategory: below itself, onto a slug that is taken, or too deep.
    """
    locked = Category.objects.select_for_update(of=("self",), no_key=True).get(pk=category.pk)
    old = locked.path
    check_place(category=locked, parent=parent, slug=slug)
    category.parent, category.slug = parent, slug
    category.path = _path(category, parent)
    if category.path != old:
        _remember_paths(old)
    category.save(update_fields=["parent", "slug", "path"])
    if category.path != old:
        _follow(old, category.path)
        FormerPath.objects.filter(path__in=Category.objects.below(category.path).values("path")).delete()
        _reindex(category, now=now)
        audit.record(by=by, action="move", about=category, at=now, before={"path": old}, after={"path": category.path})
    return category


def _remember_paths(path: str) -> None:
    """Before a branch moves: its old addresses go on leading to it."""
    left = [FormerPath(path=old, category_id=pk) for pk, old in Category.objects.below(path).values_list("pk", "path")]
    FormerPath.objects.bulk_create(
        left, update_conflicts=True, update_fields=["category"], unique_fields=["path"], batch_size=500
    )


@transaction.atomic
def change_category(
    *, category: Category, name: str, description: str, position: int, is_active: bool, by: User | None, now: datetime
) -> Category:
    """Rename a node, move it among its siblings, take it out of use. Its address stays."""
    renamed = category.name != name
    category.name, category.description = name, description
    category.position, category.is_active = position, is_active
    category.save(update_fields=["name", "description", "position", "is_active"])
    if renamed:
        _reindex(category, now=now)
    return category


@transaction.atomic
def ensure_path(names: Sequence[str], *, by: User | None) -> Category:
    """
    The category of these names from the root down, made where it is missing.

    :raises BadCategory: for no names, or too many.
    """
    if not names or len(names) > DEEPEST:
        text = _("A category needs one to %(deepest)d names, such as Kitchen > Mugs.")
        raise BadCategory(text % {"deepest": DEEPEST}, field="category")
    found = _ensure_child(None, names[0], by=by)
    for name in names[1:]:
        found = _ensure_child(found, name, by=by)
    return found


def _ensure_child(parent: Category | None, name: str, *, by: User | None) -> Category:
    return _child(parent, name) or create_category(name=name[:80], parent=parent, by=by)


def find_path(names: Sequence[str]) -> Category | None:
    """The category of these names from the root down, if it is there."""
    found: Category | None = None
    for name in names:
        found = _child(found, name)
        if found is None:
            return None
    return found


def _child(parent: Category | None, name: str) -> Category | None:
    """The child of this name, whatever its case, or else of the slug that the name gives."""
    children = Category.objects.filter(parent=parent)
    named = children.filter(name__iexact=name[:80]).order_by("pk").first()
    found: Category | None = named or children.filter(slug=slugify(name)[:80] or "category").first()
    return found


def split_names(text: str) -> list[str]:
    """ "Kitchen > Mugs & cups" → its names; empty steps are left out."""
    return [name for name in (" ".join(step.split()) for step in text.split(SEPARATOR)) if name]


def names_of(categories: Sequence[Category]) -> dict[int, list[str]]:
    """The names from the root down to each of these categories, by id. One query."""
    wanted = {"/".join(c.path.split("/")[:i]) for c in categories for i in range(1, c.path.count("/") + 2)}
    names = dict(Category.objects.filter(path__in=wanted).values_list("path", "name"))
    steps = {c.pk: c.path.split("/") for c in categories}
    return {pk: [names["/".join(path[: i + 1])] for i in range(len(path))] for pk, path in steps.items()}


def breaches() -> list[str]:
    """For `manage.py reconcile`: categories whose path is not that of their parent and their slug."""
    rows = Category.objects.select_related("parent").order_by("pk")
    return [f"category {row.pk}: path is {row.path}" for row in rows if row.path != _joined(row, row.parent)]


def _joined(category: Category, parent: Category | None) -> str:
    return f"{parent.path}/{category.slug}" if parent else category.slug


def _path(category: Category, parent: Category | None) -> str:
    path = _joined(category, parent)
    if path.count("/") >= DEEPEST or len(path) > 400:
        raise BadCategory(_("Categories can be %(deepest)d deep.") % {"deepest": DEEPEST}, field="parent")
    return path


def _check_free(category: Category) -> None:
    if Category.objects.filter(path=category.path).exclude(pk=category.pk).exists():
        text = _("There is a category “%(slug)s” here already.") % {"slug": category.slug}
        raise BadCategory(text, field="slug")


def _follow(old: str, new: str) -> None:
    tail = Concat(Value(new), Substr(F("path"), len(old) + 1))
    Category.objects.filter(path__startswith=f"{old}/").update(path=tail)
    tail = Concat(Value(new), Substr(F("category_path"), len(old) + 1))
    rows = SearchDocument.objects.filter(category_path__startswith=f"{old}/")
    rows.update(category_path=tail)
    SearchDocument.objects.filter(category_path=old).update(category_path=new)


def _reindex(category: Category, *, now: datetime) -> None:
    """Names of categories are part of what the search finds."""
    below = Category.objects.below(category.path)
    products = Product.objects.on_sale_floor().filter(category__in=below)
    search.index(list(products.values_list("pk", flat=True)), now=now)
