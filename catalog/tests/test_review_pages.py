"""Reviews on the product page, the page that reports one, and the shop's answers."""

import pytest

from catalog.models import ReviewReport
from catalog.tests.browsing import text
from catalog.tests.factories import ProductFactory, ReviewFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    product = ProductFactory(rating_count=3, rating_average=4, seller__name="Kiln & Kettle")
    for stars, words in ((5, "Holds the heat."), (5, "A gift."), (2, "Chipped.")):
        ReviewFactory(product=product, stars=stars, text=words)
    return product


class TestSection:
    def page(self, client, product, query=""):
        return client.get(product.get_absolute_url() + query, secure=True)

    def test_each_number_of_stars_leads_to_its_reviews(self, client, product):
        html = self.page(client, product).content.decode()
        assert 'href="?stars=5#reviews"' in html
        assert 'href="?stars=2#reviews"' in html
        assert "?stars=1" not in html  # nobody gave one star

        words = text(self.page(client, product, "?stars=5"))
        assert "Only reviews with 5 stars. Show all reviews" in words
        assert "A gift." in words
        assert "Chipped." not in words

    @pytest.mark.parametrize("stars", ["0", "6", "-1", "five", "9" * 40, "💥", "%00"])
    def test_other_numbers_of_stars_show_all(self, client, product, stars):
        response = self.page(client, product, f"?stars={stars}&reviews={stars}")

        assert response.status_code == 200
        assert "Chipped." in text(response)

    def test_chosen_variant_stays_chosen(self, client, product):
        variant = product.variants.get()

        html = self.page(client, product, f"?variant={variant.pk}").content.decode()

        assert f'href="?variant={variant.pk}&amp;stars=5#reviews"' in html

    def test_answer_of_the_shop_stands_below(self, client, product):
        ReviewFactory(product=product, seller_reply="We send a new one.")

        assert "Kiln & Kettle answers We send a new one." in text(self.page(client, product))


class TestReport:
    def url(self, review):
        return f"/review/{review.pk}/report/"

    def test_page_shows_what_it_is_about(self, client, product):
        review = product.reviews.get(stars=2)

        words = text(client.get(self.url(review), secure=True))

        assert "Chipped." in words
        assert product.title in words

    def test_reader_sends_it_and_is_back_at_the_product(self, client_of, alice, product):
        review = product.reviews.get(stars=2)

        response = client_of(alice).post(self.url(review), {"reason": "false", "text": "It was whole."}, secure=True)

        report = ReviewReport.objects.get()
        assert response["Location"] == product.get_absolute_url()
        assert (report.review, report.reporter, report.reason, report.text) == (review, alice, "false", "It was whole.")

    def test_second_report_of_a_reader_is_told(self, client_of, alice, product):
        review, browser = product.reviews.get(stars=2), client_of(alice)
        browser.post(self.url(review), {"reason": "false"}, secure=True)

        response = browser.post(self.url(review), {"reason": "other"}, secure=True)

        assert response.status_code == 422
        assert "You have reported this review already" in text(response)
        assert ReviewReport.objects.count() == 1

    @pytest.mark.parametrize("data", [{}, {"reason": "spite"}, {"reason": "false", "text": "x" * 501}])
    def test_incomplete_report_comes_back(self, client, product, data):
        response = client.post(self.url(product.reviews.get(stars=2)), data, secure=True)

        assert response.status_code == 422
        assert not ReviewReport.objects.exists()

    @pytest.mark.parametrize("hidden", [{"status": "hidden"}, {"product__status": "unpublished"}])
    def test_what_nobody_can_read_is_404(self, client, hidden):
        assert client.get(self.url(ReviewFactory(**hidden)), secure=True).status_code == 404

    def test_many_reports_from_one_address_are_stopped(self, client, product, settings):
        settings.RATE_LIMITS = {**settings.RATE_LIMITS, "report": "1/h"}
        review = product.reviews.get(stars=2)
        client.post(self.url(review), {"reason": "false"}, secure=True)

        assert client.post(self.url(review), {"reason": "false"}, secure=True).status_code == 429


class TestAnswers:
    def test_shop_sees_what_waits_and_answers_it(self, client_of, product):
        browser, review = client_of(product.seller.user), product.reviews.get(stars=2)
        assert "Chipped." in text(browser.get("/seller/reviews/", secure=True))

        response = browser.post(f"/seller/reviews/{review.pk}/", {"text": "We send a new one."}, secure=True)

        assert response["Location"] == "/seller/reviews/"
        assert "Chipped." not in text(browser.get("/seller/reviews/", secure=True))
        assert "We send a new one." in text(browser.get("/seller/reviews/?view=answered", secure=True))

    def test_other_shops_reviews_are_none_of_its_business(self, client_of, rita, product):
        review = product.reviews.get(stars=2)

        response = client_of(rita).post(f"/seller/reviews/{review.pk}/", {"text": "Ha."}, secure=True)

        review.refresh_from_db()
        assert response.status_code == 404
        assert review.seller_reply == ""

    def test_list_takes_as_many_queries_for_more_rows(self, client_of, product, django_assert_max_num_queries):
        browser = client_of(product.seller.user)
        for _ in range(8):
            ReviewFactory(product=product)

        # session and user; roles; shop; rows counted and read; rating; counts of the views
        with django_assert_max_num_queries(10):
            browser.get("/seller/reviews/?view=all", secure=True)
