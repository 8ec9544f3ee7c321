"""reviews: answered, reported, kept; what hiding asks for."""

import pytest
from django.utils import timezone

from accounts.roles import Role
from accounts.tests.factories import UserFactory
from catalog import reviews
from catalog.models import Product, Review, ReviewReport
from catalog.tests.factories import ProductFactory, ReviewFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def report(review: Review, **fields) -> ReviewReport:
    values = {"reason": "person", "text": "Names my neighbour.", "by": None, "now": NOW, **fields}
    return reviews.report(review=review, **values)


def test_an_answer_has_its_day_and_goes_again():
    review = ReviewFactory()

    answered = reviews.reply(review=review, text="  Thank you, Jonas. ", by=None, now=NOW)
    assert (answered.seller_reply, answered.replied_at) == ("Thank you, Jonas.", NOW)

    taken_back = reviews.reply(review=review, text=" ", by=None, now=NOW)
    assert (taken_back.seller_reply, taken_back.replied_at) == ("", None)


def test_a_report_leaves_the_review_where_it_is():
    review = ReviewFactory(product__rating_count=1, product__rating_average=4)

    report(review)

    review.refresh_from_db()
    assert review.status == "published"
    assert Product.objects.get().rating_count == 1


def test_a_reader_reports_once():
    review, alice = ReviewFactory(), UserFactory()
    report(review, by=alice)

    with pytest.raises(reviews.ReportedAlready):
        report(review, by=alice)

    assert ReviewReport.objects.count() == 1


def test_guests_are_not_taken_for_each_other():
    review = ReviewFactory()

    report(review)
    report(review)

    assert ReviewReport.objects.count() == 2


def test_keeping_settles_the_reports_and_nothing_else():
    review = ReviewFactory()
    report(review)
    admin = UserFactory(roles=[Role.ADMIN])

    reviews.dismiss_reports(review=review, by=admin, now=NOW)

    settled = ReviewReport.objects.get()
    review.refresh_from_db()
    assert (settled.settled_at, settled.settled_by) == (NOW, admin)
    assert review.status == "published"
    assert not review.events.exists()


def test_hiding_settles_the_reports_and_leaves_the_averages():
    product = ProductFactory(rating_count=2, rating_average=3)
    bad, _good = ReviewFactory(product=product, stars=1), ReviewFactory(product=product, stars=5)
    report(bad)

    reviews.hide_review(review=bad, by=None, now=NOW, note="Names a person")

    product.refresh_from_db()
    assert (product.rating_count, product.rating_average) == (1, 5)
    assert ReviewReport.objects.get().settled_at == NOW


@pytest.mark.parametrize("note", ["", "   "])
def test_hiding_asks_for_a_reason(note):
    review = ReviewFactory()

    with pytest.raises(reviews.ReasonMissing):
        reviews.hide_review(review=review, by=None, now=NOW, note=note)

    review.refresh_from_db()
    assert review.status == "published"
