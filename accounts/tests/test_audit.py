"""The audit trail: every line follows the one before, nobody changes one, and whoever did is found."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts import audit, operations
from accounts.models import AuditEvent, User
from accounts.roles import Role

pytestmark = pytest.mark.django_db


def write(by, about, count=1, **more):
    for number in range(count):
        audit.record(by=by, action="test", about=about, at=timezone.now(), after={"number": number}, **more)
    audit.settle()
    return list(AuditEvent.objects.order_by("seq"))


def tamper(sql, *params):
    """As somebody who owns the database."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_auditevent DISABLE TRIGGER ALL")
        cursor.execute(sql, params)
        cursor.execute("ALTER TABLE accounts_auditevent ENABLE TRIGGER ALL")


def test_numbers_the_lines_without_a_gap_and_binds_each_to_the_one_before(adam, alice):
    first, second, third = write(adam, alice, count=3)

    assert (first.seq, second.seq, third.seq) == (1, 2, 3)
    assert (first.previous, second.previous, third.previous) == ("", first.hash, second.hash)
    assert audit.first_break() is None
    assert audit.head() == (3, third.hash)


def test_says_who_when_what_before_after_and_why(adam, alice):
    audit.record(
        by=adam, action="test", about=alice, at=timezone.now(), before={"is_active": True},
        after={"is_active": False}, reason="Asked for it",
    )  # fmt: skip

    event = AuditEvent.objects.get()
    assert (event.actor, event.action, event.kind, event.object_id) == (adam.pk, "test", "accounts.user", str(alice.pk))
    assert (event.before, event.after, event.reason) == ({"is_active": "True"}, {"is_active": "False"}, "Asked for it")


def test_keeps_no_personal_value(adam, alice):
    about = {"phone": "+491701234567", "full_name": "Alice Example", "email": "alice@example.com"}

    audit.record(by=adam, action="test", about=alice, at=timezone.now(), before=about, after={"phone": ""})

    event = AuditEvent.objects.get()
    assert event.before == dict.fromkeys(about, audit.HIDDEN)
    assert not any(value in event.body for value in about.values())


def test_does_not_write_down_what_customers_do(alice):
    assert write(alice, alice) == []
    assert write(None, alice) == []


@pytest.mark.parametrize(
    "change", [{"reason": "Another"}, {"actor": 7}, {"seq": 9}, {"hash": "0" * 64}, {"body": "{}"}]
)
def test_the_database_lets_nobody_change_a_line(adam, alice, change):
    write(adam, alice)

    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        AuditEvent.objects.update(**change)

    assert audit.first_break() is None


def test_the_database_lets_nobody_empty_the_trail(adam, alice):
    write(adam, alice)

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_auditevent ENABLE TRIGGER accounts_audit_stays")  # off for the flush alone
        with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
            cursor.execute("TRUNCATE accounts_auditevent")

    assert AuditEvent.objects.count() == 1


def test_the_database_lets_nobody_delete_a_line(adam, alice):
    write(adam, alice)

    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        AuditEvent.objects.all().delete()

    assert AuditEvent.objects.count() == 1


def test_a_line_cannot_bring_its_own_number(adam, alice):
    write(adam, alice)
    forged = AuditEvent.objects.get()
    forged.pk, forged.seq, forged.hash = None, 77, "f" * 64

    forged.save(force_insert=True)
    audit.settle()

    assert list(AuditEvent.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2]
    assert audit.first_break() is None


@pytest.mark.parametrize(
    "column", ["reason = 'Another'", "actor = 1", "after = '{}'", "at = at + interval '1 day'", "body = '{}'"]
)
def test_finds_a_line_that_was_changed(adam, alice, column):
    write(adam, alice, count=3)

    tamper(f"UPDATE accounts_auditevent SET {column} WHERE seq = 2")  # noqa: S608 - the texts above

    assert audit.first_break().seq == 2


def test_finds_a_line_that_was_changed_with_its_hash(adam, alice):
    _first, second, _third = write(adam, alice, count=3)
    second.reason = "Another"
    body = audit.canonical(second)
    digest = audit.link(second.previous, 2, body)

    tamper("UPDATE accounts_auditevent SET reason = 'Another', body = %s, hash = %s WHERE seq = 2", body, digest)

    assert str(audit.first_break()) == "line 3: does not follow the line before"


def test_finds_a_line_that_is_missing(adam, alice):
    write(adam, alice, count=3)

    tamper("DELETE FROM accounts_auditevent WHERE seq = 2")

    assert str(audit.first_break()) == "line 2: missing; the next one is 3"


def test_finds_lines_in_another_order(adam, alice):
    write(adam, alice, count=3)

    tamper("UPDATE accounts_auditevent SET seq = seq + 10 WHERE seq IN (1, 2)")
    tamper("UPDATE accounts_auditevent SET seq = 13 - seq WHERE seq IN (11, 12)")

    assert audit.first_break().seq == 1


def test_finds_an_end_that_was_cut_off_by_a_head_that_was_noted(adam, alice, capsys):
    write(adam, alice, count=3)
    seq, digest = audit.head()
    call_command("verify_audit", head=f"{seq}:{digest}")
    assert f"3 lines, all as they were written. Head: 3:{digest}" in capsys.readouterr().out

    tamper("DELETE FROM accounts_auditevent WHERE seq = 3")

    call_command("verify_audit")  # what is left is a chain
    with pytest.raises(CommandError, match="broken at line 3"):
        call_command("verify_audit", head=f"{seq}:{digest}")


def test_the_command_names_the_first_broken_line(adam, alice):
    write(adam, alice, count=4)
    tamper("UPDATE accounts_auditevent SET reason = 'x' WHERE seq IN (2, 4)")

    with pytest.raises(CommandError, match="broken at line 2: its columns were changed"):
        call_command("verify_audit")


@pytest.mark.parametrize("head", ["x", "1", "-1:a", "9" * 30 + ":a", "²:a"])
def test_the_command_refuses_a_head_that_is_none(head):
    with pytest.raises(CommandError):
        call_command("verify_audit", head=head)


def test_is_part_of_the_deed_that_failed(adam, alice):
    with pytest.raises(operations.LastAdmin), transaction.atomic():
        operations.set_roles(user=adam, roles=[Role.DELIVER], by=adam, now=timezone.now())

    assert Role.ADMIN in User.objects.get(pk=adam.pk).roles
    assert AuditEvent.objects.filter(object_id=str(adam.pk), actor=adam.pk).count() == 0


def test_a_command_that_makes_an_admin_is_written_down(alice):
    operations.grant_role(user=alice, role=Role.ADMIN, by=None, now=timezone.now())

    event = AuditEvent.objects.get()
    assert (event.actor, event.action, event.after) == (None, "grant", {"role": "admin"})
