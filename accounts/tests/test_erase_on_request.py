import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from accounts.models import Address, User, factor
from accounts.tests import support

pytestmark = pytest.mark.django_db
PATH = "/admin/accounts/user/"


@pytest.fixture
def office(adam):
    return support.signed_in(adam)


def ask(office, *people, **more):
    data = {"action": "erase", "_selected_action": [person.pk for person in people], **more}
    return office.post(PATH, data, follow=True)


def test_asks_for_the_reason_first(office, alice):
    page = ask(office, alice)

    assert page.status_code == 200
    assert "alice@example.com" in page.content.decode()
    assert User.objects.get(pk=alice.pk).erased_at is None


def test_erases_nobody_without_a_reason(office, alice):
    page = ask(office, alice, confirmed="yes", reason="")

    assert page.status_code == 422
    assert "Say who asked for it and how." in page.content.decode()
    assert User.objects.get(pk=alice.pk).erased_at is None


def test_erases_and_keeps_the_reason_in_the_history(office, adam, alice):
    ask(office, alice, confirmed="yes", reason="asked by letter of 3 May")

    after = User.objects.get(pk=alice.pk)
    entries = LogEntry.objects.filter(object_id=str(alice.pk))
    assert after.erased_at is not None
    assert after.email == f"erased-{alice.pk}@erased.invalid"
    assert any("asked by letter of 3 May" in entry.change_message for entry in entries)
    assert all("lice" not in entry.object_repr for entry in entries)
    assert support.sent()[-1].to == ["alice@example.com"]


def test_the_log_of_the_office_forgets_every_name_of_the_person(office, adam, alice):
    Address.objects.create(owner=alice, full_name=alice.full_name, line1="x", city="Berlin", country="DE")
    for row, text in ((alice, "An earlier name"), (Address.objects.get(), str(Address.objects.get())), (adam, "Adam")):
        kind = ContentType.objects.get_for_model(row)
        LogEntry.objects.create(
            user=adam, content_type=kind, object_id=str(row.pk), object_repr=text, action_flag=CHANGE
        )

    ask(office, alice, confirmed="yes", reason="asked by letter of 3 May")

    texts = set(LogEntry.objects.values_list("object_repr", flat=True))
    assert {text for text in texts if not text.startswith(("#", "erased-"))} == {"Adam"}


@pytest.mark.parametrize(("who", "sentence"), [("bruno", "Your shop is open."), ("adam", "Delete your own account")])
def test_refuses_with_the_reason(office, request, who, sentence):
    user = request.getfixturevalue(who)

    page = ask(office, user, confirmed="yes", reason="asked by phone")

    assert sentence in page.content.decode()
    assert User.objects.get(pk=user.pk).erased_at is None


def test_removes_the_second_factor_of_somebody_who_lost_everything(office, alice):
    support.code_app(alice)

    office.post(PATH, {"action": "remove_factors", "_selected_action": [alice.pk]}, follow=True)

    assert not factor.has_factor(alice)
    assert [message.subject for message in support.sent()] == ["A second factor was removed from your account"]
