"""Every migration goes back, and forward again to the same tables."""

from pathlib import Path
from typing import LiteralString

import pytest

from shop import embedded
from shop.tests import scratch_servers
from shop.tests.test_dump import manage

pytestmark = pytest.mark.slow

# Of the tables, columns, indexes, constraints and sequences of every schema, what tells one from another.
SCHEMA: tuple[LiteralString, ...] = (
    "SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns",
    "SELECT tablename, indexname, indexdef FROM pg_indexes",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint",
    "SELECT sequencename FROM pg_sequences",
)
OURS = ("accounts_", "catalog_", "cart_", "orders_")


def schema(data_dir: Path) -> list[set[tuple[object, ...]]]:
    """What the database has of our own apps."""
    found = (scratch_servers.scratch(data_dir, sql) for sql in SCHEMA)
    return [{row for row in rows if str(row[0]).startswith(OURS)} for rows in found]


def test_all_of_them_go_back_and_forward_again(shared):
    with embedded.start(shared):
        manage(shared, "migrate", "--verbosity", "0")
        before = schema(shared)

        # Every app of ours stands on accounts, so all of them go.
        manage(shared, "migrate", "accounts", "zero", "--verbosity", "0")
        gone = schema(shared)
        manage(shared, "migrate", "--verbosity", "0")
        after = schema(shared)

    assert all(before)
    assert not any(gone)
    assert after == before
