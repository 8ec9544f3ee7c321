"""
Figures of every table, taken by the database, and the statements that let a restore stand only where they are the same.

The checksum adds up 64 bits of each row's digest, so it needs no order and no memory. `FIXED` says how values are
written as text, on any server.
"""

from collections.abc import Mapping

from django.db import connection
from psycopg import sql

from shop.backups.manifest import Figure

FIXED = "".join(
    f"SET LOCAL {name} = '{value}'; "
    for name, value in {
        "TimeZone": "UTC",
        "DateStyle": "ISO",
        "IntervalStyle": "postgres",
        "extra_float_digits": "1",
        "bytea_output": "hex",
    }.items()
)
_NAMES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
_ROWS = sql.SQL("count(*)")
_SUM = sql.SQL("coalesce(sum(('x' || left(md5(t::text), 16))::bit(64)::bigint), 0)::text")
_FIGURE = sql.SQL("SELECT {rows}, {sum} FROM public.{table} t")
_PROOF = sql.SQL(
    "DO $proof$ BEGIN IF (SELECT {rows} <> {was_rows} OR {sum} <> {was_sum} FROM public.{table} t) THEN"
    " RAISE EXCEPTION 'The table % came back with other rows.', {name}; END IF; END $proof$;\n"
)


def names() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_NAMES)
        return [name for (name,) in cursor.fetchall()]


def server() -> int:
    """PostgreSQL's version as a number, such as 180003."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0])


def figure(table: str) -> Figure:
    """In a transaction that has executed `FIXED`."""
    with connection.cursor() as cursor:
        cursor.execute(_FIGURE.format(rows=_ROWS, sum=_SUM, table=sql.Identifier(table)))
        rows, checksum = cursor.fetchone()
    return Figure(rows, checksum)


def proof(figures: Mapping[str, Figure]) -> str:
    """SQL that fails, and so undoes its transaction, unless every table holds what it held."""
    return FIXED + "\n" + "".join(_statement(name, was) for name, was in figures.items())


def _statement(name: str, was: Figure) -> str:
    return _PROOF.format(
        rows=_ROWS,
        sum=_SUM,
        was_rows=sql.Literal(was.rows),
        was_sum=sql.Literal(was.checksum),
        table=sql.Identifier(name),
        name=sql.Literal(name),
    ).as_string()
