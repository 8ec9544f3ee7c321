"""How long orders keep what names people. docs/privacy.md says the same to people."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from orders import photos, proofs, refund_account, replays
from orders.models import Order, Proof, ReturnLine, ReturnRequest
from orders.states import ReturnStatus
from shop.core import crypto

# Nobody calls about a parcel of last year.
CONTACT = timedelta(days=365)
# What the books must hold, § 147 AO and § 14b UStG: ten years, and the rest of the last one.
BOOKS = timedelta(days=11 * 365)
# As long as somebody may still ask why it was, or was not, paid back.
RETURNS = timedelta(days=365)
# The transfer was made, and a bank that sends it back has done so.
BANK_ACCOUNTS = timedelta(days=30)
SEALED = f"{crypto.VERSION}:"


def contacts(now: datetime) -> int:
    """The phone number and the note for the courier. Where there is one, what is stored begins with a version."""
    sealed = Q(phone__startswith=SEALED) | Q(note__startswith=SEALED)
    rows: Any = Order.objects.filter(sealed, placed_at__lt=now - CONTACT)
    return int(rows.update(phone="", phone_index="", note=""))


def names(now: datetime) -> int:
    rows: Any = Order.objects.filter(placed_at__lt=now - BOOKS).filter(line1__startswith=SEALED)
    return int(rows.update(full_name=_("Deleted after ten years"), line1="", line2=""))


def bank_accounts(now: datetime) -> int:
    """Longer only while money waits for one."""
    return refund_account.forget(before=now - BANK_ACCOUNTS)


def words_of_returns(now: datetime) -> int:
    """What the buyer wrote and pictured, and where the shop had it sent. Requests that are still open keep theirs."""
    over = ReturnRequest.objects.filter(
        status__in=(ReturnStatus.REFUNDED, ReturnStatus.REJECTED), created_at__lt=now - RETURNS
    )
    said = ReturnLine.objects.filter(request__in=over).exclude(note="", photo="")
    some = list(said.order_by("pk").values_list("pk", "photo")[:1000])
    photos.discard([photo for _pk, photo in some])
    lines: Any = ReturnLine.objects.filter(pk__in=[pk for pk, _photo in some])
    directed: Any = over.filter(instructions__startswith=SEALED)
    return int(lines.update(note="", photo="")) + int(directed.update(instructions=""))


def notes_at_the_door(now: datetime) -> int:
    """With their pictures."""
    rows = Proof.objects.filter(at__lt=now - proofs.KEPT_FOR).order_by("at", "id")[:1000]
    for proof in rows:
        if proof.picture:
            proofs.storage().delete(proof.picture)
        proof.delete()
    return len(rows)


def answers_to_phones(now: datetime) -> int:
    return replays.forget(before=now - replays.KEPT_FOR)


RULES: dict[str, tuple[str, Callable[[datetime], int]]] = {
    "Phone number and note for the courier of an order": ("1 year after the order", contacts),
    "Name and street of an order": ("11 years, for the books", names),
    "Bank account for a refund": ("30 days, and as long as money waits for it", bank_accounts),
    "Notes and photos of a return, and where it was sent": ("1 year, and until it is over", words_of_returns),
    "Proofs of delivery: note and picture": ("180 days", notes_at_the_door),
    "Answers to a courier's phone": ("7 days", answers_to_phones),
}
