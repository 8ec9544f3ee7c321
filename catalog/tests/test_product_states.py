"""operations: publish, take offline, delete, restore; sold pieces and reviews."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import SellerStatus
from accounts.roles import Role
from accounts.tests.factories import SellerFactory, UserFactory
from catalog import operations, reviews
from catalog.models import Product, ProductStatus, Review, SearchDocument, Variant
from catalog.tests.factories import ProductFactory
from shop.core import states

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def draft():
    return ProductFactory(status=ProductStatus.DRAFT, published_at=None)


def publish(product: Product, **more: bool) -> Product:
    return operations.publish(product=product, by=product.seller.user, now=NOW, **more)


class TestPublish:
    def test_puts_it_into_the_shop_and_the_search(self, draft):
        product = publish(draft)

        assert (product.status, product.published_at) == (ProductStatus.PUBLISHED, NOW)
        assert SearchDocument.objects.filter(product=product).exists()
        event = product.events.get()
        assert (event.by, event.from_status, event.to_status) == (draft.seller.user, "draft", "published")

    @pytest.mark.parametrize(
        ("code", "spoil"),
        [
            ("price", lambda p: Variant.objects.filter(product=p).update(price=0)),
            ("price", lambda p: Variant.objects.filter(product=p).update(is_active=False)),
            ("picture", lambda p: p.images.all().delete()),
            ("category", lambda p: Product.objects.filter(pk=p.pk).update(category=None)),
            ("category", lambda p: type(p.category).objects.update(is_active=False)),
            ("seller", lambda p: type(p.seller).objects.update(status=SellerStatus.SUSPENDED)),  # a fixture's shortcut
            ("title", lambda p: Product.objects.filter(pk=p.pk).update(title=" ")),
        ],
    )
    def test_refuses_with_the_list_of_what_is_missing(self, draft, code, spoil):
        spoil(draft)

        with pytest.raises(operations.NotPublishable) as caught:
            publish(draft)

        assert [one.code for one in caught.value.missing] == [code]
        draft.refresh_from_db()
        assert draft.status == ProductStatus.DRAFT
        assert not SearchDocument.objects.exists()

    def test_forgives_a_missing_picture_when_told_to(self, draft):
        draft.images.all().delete()

        assert publish(draft, picture_needed=False).status == ProductStatus.PUBLISHED

    def test_refuses_twice(self, draft):
        publish(draft)

        with pytest.raises(states.IllegalMove):
            publish(draft)

    def test_keeps_the_day_of_the_first_time(self, draft):
        first = publish(draft).published_at
        operations.take_offline(product=draft, by=None, now=NOW)

        again = operations.publish(product=draft, by=None, now=NOW + timedelta(days=9))

        assert again.published_at == first


class TestAway:
    def test_offline_leaves_the_search(self, draft):
        publish(draft)

        product = operations.take_offline(product=draft, by=None, now=NOW)

        assert product.status == ProductStatus.UNPUBLISHED
        assert not SearchDocument.objects.exists()

    def test_a_draft_cannot_go_offline(self, draft):
        with pytest.raises(states.IllegalMove):
            operations.take_offline(product=draft, by=None, now=NOW)

    def test_a_deletion_can_be_undone_and_puts_it_back_where_it_was(self, draft):
        owner = draft.seller.user
        publish(draft)
        operations.archive_product(product=draft, by=owner, now=NOW)
        assert not SearchDocument.objects.exists()

        product = operations.restore_product(product=draft, by=owner, now=NOW + timedelta(days=29))

        assert product.status == ProductStatus.PUBLISHED
        assert SearchDocument.objects.exists()

    def test_a_deleted_draft_comes_back_as_a_draft(self, draft):
        operations.archive_product(product=draft, by=None, now=NOW)

        product = operations.restore_product(product=draft, by=draft.seller.user, now=NOW)

        assert product.status == ProductStatus.DRAFT

    def test_undo_ends_after_thirty_days_but_not_for_an_admin(self, draft):
        later = NOW + timedelta(days=31)
        operations.archive_product(product=draft, by=None, now=NOW)

        with pytest.raises(operations.TooLate):
            operations.restore_product(product=draft, by=draft.seller.user, now=later)
        draft.refresh_from_db()
        assert draft.status == ProductStatus.ARCHIVED

        admin = UserFactory(roles=[Role.ADMIN])
        assert operations.restore_product(product=draft, by=admin, now=later).status == ProductStatus.DRAFT


class TestSoldAndReviewed:
    def review(self, product: Product, stars: int, purchase: str) -> Review:
        return reviews.add_review(
            product=product, purchase=purchase, author=None, author_name="Amara", stars=stars, text="Nice", now=NOW
        )

    def test_counts_sold_pieces_both_ways(self):
        first, second = ProductFactory(units_sold=3), ProductFactory()

        operations.count_sold({first.pk: -2, second.pk: 5}, now=NOW)

        assert list(Product.objects.order_by("pk").values_list("units_sold", flat=True)) == [1, 5]
        assert SearchDocument.objects.get(product=second).popularity == 5

    def test_a_review_moves_the_average(self):
        product = ProductFactory()

        self.review(product, 5, "line:1")
        self.review(product, 4, "line:2")

        product.refresh_from_db()
        assert (product.rating_average, product.rating_count) == (Decimal("4.50"), 2)

    def test_a_purchase_is_reviewed_once(self):
        product = ProductFactory()
        self.review(product, 5, "line:1")

        with pytest.raises(reviews.ReviewedAlready):
            self.review(product, 1, "line:1")

        assert Review.objects.count() == 1

    def test_a_hidden_review_no_longer_counts_until_it_is_shown_again(self):
        product = ProductFactory()
        review = self.review(product, 1, "line:1")
        admin = UserFactory(roles=[Role.ADMIN])

        reviews.hide_review(review=review, by=admin, now=NOW, note="Names a person")
        product.refresh_from_db()
        assert product.rating_count == 0

        reviews.show_review(review=review, by=admin, now=NOW)
        product.refresh_from_db()
        assert product.rating_count == 1
        assert review.events.count() == 2

    def test_suspended_sellers_are_not_in_the_search(self):
        product = ProductFactory(seller=SellerFactory(status=SellerStatus.SUSPENDED))

        operations.count_sold({product.pk: 1}, now=NOW)

        assert not SearchDocument.objects.exists()
