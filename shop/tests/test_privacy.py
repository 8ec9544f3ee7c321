"""What we say about personal data is what the code does."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from accounts import operations
from accounts.models import User
from orders import returns
from orders.models import Order, Proof
from orders.states import ParcelStatus
from orders.tests import after
from orders.tests.factories import OrderFactory, ParcelFactory
from shop.core import crypto, jobs, registry, states


def personal_columns():
    """Every column that points to a person or is sealed; whose history it is says each event by itself (`deeds`)."""
    for model in apps.get_models():
        for field in (*model._meta.local_concrete_fields, *model._meta.local_many_to_many):
            points = field.related_model is User
            deed = issubclass(model, states.StateEvent) and field.name == "by"
            if (points and not deed) or isinstance(field, crypto.EncryptedTextField):
                yield f"{model._meta.label}.{field.name}"


def test_every_personal_column_is_handed_out_or_left_out_for_a_reason():
    assert set(personal_columns()) - set(registry.handed_out) - set(registry.left_out) == set()


def test_names_no_column_and_no_section_that_does_not_exist():
    assert (set(registry.handed_out) | set(registry.left_out)) - set(personal_columns()) == set()
    assert set(registry.handed_out.values()) - set(registry.personal_data) == set()
    assert all(len(reason) > 20 for reason in registry.left_out.values())
    assert set(registry.handed_out) & set(registry.left_out) == set()


def test_the_table_in_the_docs_is_the_table_in_the_code():
    text = (Path(settings.BASE_DIR) / "docs" / "privacy.md").read_text()
    table = text[text.index("| What | How long |") :].split("\n\n")[0]
    rows = dict(re.findall(r"^\| (.+?) \| (.+?) \|$", table, re.MULTILINE)[1:])

    assert {name: how_long for name, how_long in rows.items() if "---" not in name} == {
        name: how_long for name, (how_long, _sweep) in registry.retention.items()
    }


@pytest.mark.django_db
def test_every_rule_runs_on_an_empty_shop():
    assert operations.purge(now=timezone.now()) == dict.fromkeys(registry.retention, 0)


@pytest.mark.django_db
def test_one_rule_that_fails_keeps_no_other_from_being_done_and_fails_the_job(monkeypatch):
    fault = RuntimeError("no room")

    def broken(now):
        raise fault

    done = []

    def whole(now):
        done.append(now)
        return 1

    rules = {"broken": ("never", broken), "whole": ("1 day", whole)}
    monkeypatch.setattr(registry, "retention", rules)

    with pytest.raises(ExceptionGroup) as raised:
        operations.purge(now=timezone.now())

    assert raised.value.exceptions == (fault,)
    assert fault.__notes__ == ["While sweeping: broken"]
    assert len(done) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("_case", "days", "phone", "name"),
    [
        ("new", 0, True, True),
        ("of last year", 364, True, True),
        ("older", 367, False, True),
        ("out of the books", 11 * 366, False, False),
    ],
)
def test_blanks_orders_by_age(_case, days, phone, name):
    placed = timezone.now() - timedelta(days=days)
    order = OrderFactory(placed_at=placed, phone="+4930901820000", note="Ring twice")

    operations.purge(now=timezone.now())

    left = Order.objects.get(pk=order.pk)
    assert (bool(left.phone), bool(left.note)) == (phone, phone)
    assert (left.full_name != "Deleted after ten years", bool(left.line1)) == (name, name)


@pytest.mark.django_db
def test_forgets_the_proof_of_a_delivery_after_half_a_year(dora):
    parcel = ParcelFactory(order=OrderFactory(), status=ParcelStatus.DELIVERED)
    now = timezone.now()
    Proof.objects.create(parcel=parcel, note="With the neighbour", by=dora, at=now)

    operations.purge(now=now + timedelta(days=179))
    assert Proof.objects.exists()

    operations.purge(now=now + timedelta(days=181))
    assert not Proof.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("decide", "forgets"), [(True, True), (False, False)])
def test_forgets_what_a_return_said_a_year_after_it_is_over(bruno, decide, forgets):
    request = after.asked(after.delivered(bruno), None)
    name = storages["private"].save("returns/ab/crack.webp", ContentFile(b"a picture"))
    request.lines.update(photo=name)
    if decide:
        returns.reject(request=request, reason="It was worn.", by=bruno, now=timezone.now())

    operations.purge(now=request.created_at + timedelta(days=364))
    assert request.lines.get().note == "too small"

    operations.purge(now=request.created_at + timedelta(days=366))
    jobs.run_waiting()
    assert (request.lines.get().note == "") is forgets
    assert storages["private"].exists(name) is not forgets
