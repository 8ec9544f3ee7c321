"""
The house keeps its shape: budgets, rooms, and the rules of CONTRIBUTING.md that a machine can check.

Import direction is a contract of its own (`lint-imports` in `make lint`).
"""

import ast
import functools
import re
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = ("accounts", "catalog", "cart", "orders")

# What may lie directly in an app: the rooms, and modules named after one thing of that app's domain.
ROOMS = {
    "admin", "api", "apps", "emails", "forms", "migrations", "models", "operations", "queries", "tasks",
    "templatetags", "tests", "urls", "views",
}  # fmt: skip
DOMAIN = {
    "accounts": {
        "addresses",
        "audit",
        "guards",
        "hashers",
        "keeping",
        "middleware",
        "personal",
        "retention",
        "roles",
        "shown_once",
    },
    "catalog": {
        "authoring",
        "availability",
        "bulk",
        "delivery",
        "desk",
        "documents",
        "evaluation",
        "exporting",
        "filters",
        "fragments",
        "importing",
        "indexing",
        "ledger",
        "lexicon",
        "offers",
        "personal",
        "pictures",
        "pricing",
        "recent",
        "retention",
        "reviews",
        "search",
        "shops",
        "shortage",
        "siblings",
        "stock",
        "synthetic",
        "taxes",
        "tiers",
        "tree",
        "words",
    },
    "cart": {"contents", "coupons", "drafts", "merge", "personal", "pricing", "retention", "saved", "sessions"},
    "orders": {
        "actions",
        "amounts",
        "carriers",
        "cash",
        "checkout",
        "delivery",
        "erasing",
        "exporting",
        "fulfilment",
        "goodwill",
        "handover",
        "invoicing",
        "keeping",
        "ledger",
        "numbers",
        "payments",
        "payouts",
        "personal",
        "photos",
        "placing",
        "printing",
        "proofs",
        "purchases",
        "redeeming",
        "refund_account",
        "refunding",
        "replays",
        "retention",
        "returns",
        "settlement",
        "states",
        "sums",
        "tracking",
    },
}


def tracked(*patterns: str) -> list[Path]:
    """The project's own files: what git tracks or would add."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def python_files(*, tests: bool) -> list[Path]:
    return [
        path
        for path in tracked("*.py")
        if "migrations" not in path.parts and (tests or ("tests" not in path.parts and path.name != "conftest.py"))
    ]


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


@functools.cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef))


def test_no_python_file_is_longer_than_300_lines():
    assert {short(path): lines(path) for path in python_files(tests=True) if lines(path) > 300} == {}


def test_files_are_short_as_a_rule():
    """Counted in lines that hold something: the blank ones that set them apart are no burden."""
    written = [sum(1 for line in path.read_text().splitlines() if line.strip()) for path in python_files(tests=False)]
    lengths = sorted(length for length in written if length)

    assert statistics.median(lengths) <= 70
    assert lengths[int(len(lengths) * 0.9)] <= 200


def test_no_function_is_longer_than_40_lines():
    """The studio's excepted: a lamp or a camera is one list of shapes and sums, and cut up it would read worse."""
    found = {
        f"{short(path)}:{node.name}": node.end_lineno - node.lineno + 1
        for path in python_files(tests=False)
        if path.relative_to(ROOT).parts[0] != "studio"
        for node in functions(path)
        if node.end_lineno and node.end_lineno - node.lineno + 1 > 40
    }

    assert found == {}


def test_no_view_is_longer_than_25_lines():
    found = {
        f"{short(path)}:{node.name}": body(node)
        for path in python_files(tests=False)
        if "views" in path.parts or path.name == "views.py"
        for node in functions(path)
        if body(node) > 25
    }

    assert found == {}


def body(node: ast.FunctionDef) -> int:
    """Lines of a function without its decorators and docstring."""
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    return (node.end_lineno or first.lineno) - first.lineno + 1


@pytest.mark.parametrize(("pattern", "limit"), [("templates/*.html", 80), ("static/*.css", 200), ("static/*.js", 60)])
def test_templates_styles_and_scripts_are_short(pattern, limit):
    ours = [path for path in tracked(pattern) if "vendor" not in path.parts]

    assert {short(path): lines(path) for path in ours if lines(path) > limit} == {}


@pytest.mark.parametrize("app", APPS)
def test_an_app_has_no_room_that_nobody_named(app):
    found = {
        path.relative_to(ROOT / app).parts[0].removesuffix(".py")
        for path in tracked(f"{app}/*.py")
        if path.name != "__init__.py" or path.parent != ROOT / app
    }

    assert found - ROOMS - DOMAIN[app] == set()


def test_only_move_to_assigns_a_status():
    allowed = {"shop/core/states.py"}
    found = [
        f"{short(path)}:{node.lineno}"
        for path in python_files(tests=False)
        if short(path) not in allowed
        for node in ast.walk(parsed(path))
        if _assigns_status(node)
    ]

    assert found == []


def _assigns_status(node: ast.AST) -> bool:
    if isinstance(node, ast.Assign):
        return any(isinstance(target, ast.Attribute) and target.attr == "status" for target in node.targets)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "update":
        return any(keyword.arg == "status" for keyword in node.keywords)
    return False


def test_stock_moves_in_one_file_only():
    writes = re.compile(r"\bStock\.objects\.\S*(update|create)\b|(?<!class )\bStock\(")
    found = [
        short(path)
        for path in python_files(tests=False)
        if short(path) != "catalog/stock.py" and writes.search(path.read_text())
    ]

    assert found == []


def test_one_signal_receiver_in_the_project():
    found = [
        short(path)
        for path in python_files(tests=False)
        if re.search(r"@receiver\(|\.connect\(\s*\w+", path.read_text()) and "signals" in path.read_text()
    ]

    # And one of Django's own: the permissions of the staff site, which exist only after a migrate.
    assert found == ["cart/merge.py", "shop/apps.py"]


def test_no_business_in_save():
    found = [
        f"{short(path)}:{node.lineno}"
        for path in python_files(tests=False)
        for node in functions(path)
        if node.name == "save" and "admin" not in path.parts and path.name != "admin.py"
    ]

    assert found == []


def test_operations_are_keyword_only_and_explained():
    found = [
        f"{short(path)}:{node.name}"
        for app in APPS
        for path in python_files(tests=False)
        if path.parts[-2:] == (app, "operations.py") or f"{app}/operations/" in short(path)
        for node in parsed(path).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and (node.args.args[1:] or not ast.get_docstring(node))
    ]

    assert found == []


def test_no_model_orders_its_rows_by_default():
    ours = [model for app in APPS for model in apps.get_app_config(app).get_models()]

    assert [model.__name__ for model in ours if model._meta.ordering] == []


def test_templates_name_no_other_host():
    found = [
        short(path)
        for path in tracked("templates/*.html")
        if re.search(r'(src|href|action)="(https?:)?//', path.read_text())
    ]

    assert found == []


def test_templates_hold_no_inline_style_or_script():
    """The content security policy would refuse them. A block of data (JSON-LD) is no script."""
    pattern = re.compile(r'\sstyle="|\son[a-z]+="|<style|<script(?![^>]*(\ssrc=|type="application/(ld\+)?json"))')
    found = [
        short(path)
        for path in tracked("templates/*.html")
        if pattern.search(path.read_text()) and "emails" not in path.parts
    ]

    assert found == []
