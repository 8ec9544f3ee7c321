import base64
import os

import pytest
from django.db import connection

from accounts.models import Address
from accounts.tests.factories import AddressFactory
from shop.core import crypto

OLD, NEW = (base64.urlsafe_b64encode(os.urandom(32)).decode() for _ in range(2))


def test_opens_what_it_sealed():
    sealed = crypto.encrypt("Kastanienallee 7", context="a.b")

    assert "Kastanien" not in sealed
    assert crypto.decrypt(sealed, context="a.b") == "Kastanienallee 7"


def test_seals_the_same_text_differently_each_time():
    assert crypto.encrypt("same", context="a.b") != crypto.encrypt("same", context="a.b")


def test_refuses_a_value_that_was_moved_to_another_column():
    sealed = crypto.encrypt("Kastanienallee 7", context="a.b")

    with pytest.raises(crypto.Undecryptable):
        crypto.decrypt(sealed, context="a.c")


@pytest.mark.parametrize("stored", ["plain text", "1:nokey:AAAA", "2:x:y", "1:"])
def test_never_hands_out_the_ciphertext_as_the_value(stored):
    with pytest.raises(crypto.Undecryptable):
        crypto.decrypt(stored, context="a.b")


def test_opens_old_values_after_a_new_key_came_first(settings):
    settings.FIELD_ENCRYPTION_KEYS = [OLD]
    sealed = crypto.encrypt("hello", context="a.b")

    settings.FIELD_ENCRYPTION_KEYS = [NEW, OLD]

    assert crypto.decrypt(sealed, context="a.b") == "hello"
    assert crypto.encrypt("hello", context="a.b").startswith(crypto.current_prefix())
    assert not sealed.startswith(crypto.current_prefix())


def test_refuses_values_of_a_key_that_was_dropped(settings):
    settings.FIELD_ENCRYPTION_KEYS = [OLD]
    sealed = crypto.encrypt("hello", context="a.b")

    settings.FIELD_ENCRYPTION_KEYS = [NEW]

    with pytest.raises(crypto.Undecryptable):
        crypto.decrypt(sealed, context="a.b")


def test_leaves_no_plain_text_in_the_table(db):
    address = AddressFactory(line1="Kastanienallee 7", phone="+4930901820000")

    with connection.cursor() as cursor:
        cursor.execute("SELECT a::text FROM accounts_address a")
        row = cursor.fetchone()[0]
    assert "Kastanienallee" not in row
    assert "901820000" not in row
    assert Address.objects.get(pk=address.pk).line1 == "Kastanienallee 7"


def test_cannot_be_searched_by_mistake(db):
    with pytest.raises(TypeError, match="encrypted"):
        Address.objects.filter(line1="Kastanienallee 7").exists()


def test_finds_an_exact_value_by_its_blind_index_whatever_its_case():
    assert crypto.blind_index(" Alice@Example.com ") == crypto.blind_index("alice@example.com")
    assert crypto.blind_index("alice@example.com") != crypto.blind_index("alicf@example.com")
