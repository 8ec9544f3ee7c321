import base64
import os
import secrets
import subprocess
import sys
import time
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import Address
from accounts.tests.factories import AddressFactory, SellerFactory, UserFactory
from shop import embedded
from shop.core import crypto
from shop.management.commands import rotate_keys
from shop.tests.scratch_servers import scratch

pytestmark = pytest.mark.django_db


def new_key():
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


@pytest.fixture
def keys(settings):
    old, new = new_key(), new_key()
    settings.FIELD_ENCRYPTION_KEYS = [old]
    return old, new


def stored(column="line1"):
    """What the table really holds."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM accounts_address ORDER BY id")  # noqa: S608
        return [row[0] for row in cursor.fetchall()]


def rotate(**options):
    out = StringIO()
    call_command("rotate_keys", stdout=out, **options)
    return out.getvalue()


def test_seals_every_personal_field_under_the_newest_key(settings, keys):
    old, new = keys
    user = UserFactory(phone="+493012345678")
    address = AddressFactory(owner=user, line1="Kastanienallee 7", phone="+49301")
    seller = SellerFactory(user=user, payout_details="DE02 1203")
    settings.FIELD_ENCRYPTION_KEYS = [new, old]

    said = rotate()

    settings.FIELD_ENCRYPTION_KEYS = [new]
    for row in (user, address, seller):
        row.refresh_from_db()
    assert user.phone == "+493012345678"
    assert (address.line1, address.line2, address.phone) == ("Kastanienallee 7", "", "+49301")
    assert seller.payout_details == "DE02 1203"
    assert said.startswith("4 values are now under the newest key.")


def test_knows_every_encrypted_field_of_every_app():
    names = {f"{field.model._meta.label}.{field.name}" for field in rotate_keys.encrypted_fields()}

    assert {"accounts.User.phone", "accounts.Address.line1", "accounts.Seller.payout_details"} <= names
    assert any(name.startswith("orders.Order.") for name in names)


def test_goes_through_all_batches(settings, keys):
    old, new = keys
    AddressFactory.create_batch(7)
    settings.FIELD_ENCRYPTION_KEYS = [new, old]

    rotate(batch=3)

    assert all(value.startswith(crypto.current_prefix()) for value in stored())


def test_a_second_run_has_nothing_left_to_do(settings, keys):
    old, new = keys
    AddressFactory()
    settings.FIELD_ENCRYPTION_KEYS = [new, old]
    rotate()
    before = stored()

    assert rotate().startswith("0 values")
    assert stored() == before


def test_goes_on_where_it_was_interrupted(settings, keys, monkeypatch):
    old, new = keys
    AddressFactory.create_batch(5)
    settings.FIELD_ENCRYPTION_KEYS = [new, old]
    seal, calls = rotate_keys._seal_anew, []

    def interrupted(*args):
        calls.append(args)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return seal(*args)

    monkeypatch.setattr(rotate_keys, "_seal_anew", interrupted)
    with pytest.raises(KeyboardInterrupt):
        rotate(batch=1)
    done = sum(value.startswith(crypto.current_prefix()) for value in stored())
    monkeypatch.undo()
    settings.FIELD_ENCRYPTION_KEYS = [new, old]

    rotate()

    assert done == 3
    assert all(value.startswith(crypto.current_prefix()) for value in stored())
    assert {address.line1 for address in Address.objects.all()} == {"Kastanienallee 7"}


def test_leaves_what_somebody_wrote_in_between(settings, keys, monkeypatch):
    old, new = keys
    address = AddressFactory(line1="Old Street 1")
    settings.FIELD_ENCRYPTION_KEYS = [new, old]
    decrypt = crypto.decrypt

    def meanwhile(text, *, context):
        """The owner saves the address while the command holds the value that it read."""
        opened = decrypt(text, context=context)
        if opened == "Old Street 1":
            Address.objects.filter(pk=address.pk).update(line1="New Street 2")
        return opened

    monkeypatch.setattr(rotate_keys.crypto, "decrypt", meanwhile)
    rotate()
    monkeypatch.setattr(rotate_keys.crypto, "decrypt", decrypt)

    address.refresh_from_db()
    assert address.line1 == "New Street 2"


def test_the_shop_reads_both_keys_while_it_runs(settings, keys):
    old, new = keys
    before = AddressFactory(line1="Old Street 1")
    settings.FIELD_ENCRYPTION_KEYS = [new, old]
    after = AddressFactory(line1="New Street 2")

    assert [Address.objects.get(pk=row.pk).line1 for row in (before, after)] == ["Old Street 1", "New Street 2"]


def test_names_what_no_key_opens_and_does_the_rest(settings, keys):
    _old, new = keys
    AddressFactory(line1="Lost Street 1")
    settings.FIELD_ENCRYPTION_KEYS = [new]
    AddressFactory(line1="Found Street 2")
    third = new_key()
    settings.FIELD_ENCRYPTION_KEYS = [third, new]

    with pytest.raises(CommandError, match=r"1 in accounts\.Address\.line1") as refused:
        rotate()

    assert "put the key that sealed them back" in str(refused.value)
    assert sum(value.startswith(crypto.current_prefix()) for value in stored()) == 1


def test_leaves_empty_texts_empty(settings, keys):
    old, new = keys
    AddressFactory(phone="", line2="")
    settings.FIELD_ENCRYPTION_KEYS = [new, old]

    rotate()

    assert stored(column="phone") == stored(column="line2") == [""]


@pytest.mark.slow
def test_survives_a_kill_in_the_middle_and_the_next_run_ends_it(shared):
    """A real process, ended as hard as the system can: each batch is whole or not there at all."""
    old, new = new_key(), new_key()
    make = "from accounts.tests.factories import AddressFactory; AddressFactory.create_batch(400, line2='Hinterhof')"
    _manage(shared, old, "migrate", "--verbosity", "0").wait()
    assert _manage(shared, old, "shell", "-v0", "-c", make).wait() == 0
    services = embedded.start(shared)
    try:
        running = _manage(shared, f"{new},{old}", "rotate_keys", "--quiet", "--batch", "5")
        _wait_until(lambda: _under(shared, new) > 20, process=running)
        running.kill()
        running.wait()
        killed_at = _under(shared, new)

        ended = _manage(shared, f"{new},{old}", "rotate_keys", "--quiet").wait()

        assert 20 < killed_at < 800
        assert ended == 0
        assert _under(shared, new) == 800
    finally:
        embedded.stop(services)
    # The old key is out of the list: everything opens all the same.
    count = "from accounts.models import Address; assert {a.line2 for a in Address.objects.all()} == {'Hinterhof'}"
    assert _manage(shared, new, "shell", "-v0", "-c", count).wait() == 0


def _manage(data_dir, keys, *words):
    environment = {
        **os.environ, "DATA_DIR": str(data_dir), "DJANGO_SETTINGS_MODULE": "shop.settings",
        "FIELD_ENCRYPTION_KEYS": keys, "DATABASE_URL": "", "REDIS_URL": "",
    }  # fmt: skip
    return subprocess.Popen([sys.executable, str(settings.BASE_DIR / "manage.py"), *words], env=environment)


def _wait_until(happened, *, process):
    """As long as the process runs: how fast it starts is the machine's affair."""
    while not happened():
        assert process.poll() is None, "it ended before it could be killed"
        time.sleep(0.05)


def _under(data_dir, key):
    """How many sealed values of addresses are under a key."""
    prefix = f"1:{crypto.key_id(base64.urlsafe_b64decode(key))}:"
    rows = scratch(data_dir, "SELECT line1, line2 FROM accounts_address")
    return sum(str(value).startswith(prefix) for row in rows for value in row)
