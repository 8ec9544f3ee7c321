"""/orders/…/return/, the guest's by link, and /seller/returns/: what is asked, answered, kept after an error."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from orders import returns, tracking
from orders.models import ReturnLine, ReturnRequest
from orders.tests import after

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def form_for(parcel, pieces="1", reason="does_not_fit", **more):
    pk = after.line_of(parcel).pk
    return {f"quantity_{pk}": pieces, f"reason_{pk}": reason, **{f"{name}_{pk}": value for name, value in more.items()}}


def picture() -> SimpleUploadedFile:
    buffer = BytesIO()
    Image.new("RGB", (400, 300), "brown").save(buffer, "PNG")
    return SimpleUploadedFile("crack.png", buffer.getvalue(), content_type="image/png")


class TestBuyer:
    def test_asks_with_a_reason_and_a_photo(self, client_of, bruno, alice):
        parcel = after.delivered(bruno, alice)
        client, url = client_of(alice), f"/orders/{parcel.order.number}/return/"
        assert "Send something back" in text_of(client.get(f"/orders/{parcel.order.number}/", secure=True))

        response = client.post(url, form_for(parcel, note="a crack", photo=picture()), secure=True, follow=True)

        assert "We have told the shop" in text_of(response)
        line = ReturnLine.objects.get()
        assert (line.quantity, line.note, line.photo[:8]) == (1, "a crack", "returns/")
        assert "Return to Kiln &amp; Kettle" in text_of(client.get(f"/orders/{parcel.order.number}/", secure=True))

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            ({"pieces": "0"}, "Say how many pieces"),
            ({"reason": ""}, "Say why you send it back"),
            ({"pieces": "3"}, "Select a valid choice"),
            ({"pieces": "-1"}, "Select a valid choice"),
            ({"pieces": "9" * 10_000}, "Select a valid choice"),
            ({"note": "x" * 10_000}, "at most 500 characters"),
            ({"note": "a\0b"}, "cannot be read"),
            ({"photo": SimpleUploadedFile("x.png", b"<svg>")}, "must be a JPEG, PNG or WebP"),
            ({"photo": SimpleUploadedFile("x.png", b"")}, "file is empty"),
        ],
    )
    def test_keeps_what_was_typed_and_changes_nothing(self, client_of, bruno, alice, data, words):
        parcel = after.delivered(bruno, alice)
        form = form_for(parcel, **{"note": "a crack", **data})

        response = client_of(alice).post(f"/orders/{parcel.order.number}/return/", form, secure=True)

        assert response.status_code == 422
        assert words in text_of(response)
        assert not ReturnRequest.objects.exists()
        if "note" not in data:
            assert 'value="a crack"' in response.content.decode()

    def test_a_second_press_finds_nothing_more_to_send_back(self, client_of, bruno, alice):
        parcel = after.delivered(bruno, alice)
        client, url = client_of(alice), f"/orders/{parcel.order.number}/return/"
        everything = form_for(parcel, pieces="2")
        client.post(url, everything, secure=True)

        again = client.post(url, everything, secure=True)

        assert again.status_code == 422
        assert "Nothing can be sent back now" in text_of(again)
        assert "What you have asked for already is shown above" in text_of(again)
        assert ReturnRequest.objects.count() == 1

    def test_says_so_where_nothing_can_go_back(self, client_of, bruno, alice):
        parcel = after.packed(bruno, alice)

        response = client_of(alice).get(f"/orders/{parcel.order.number}/return/", secure=True)

        assert "Nothing can be sent back now" in text_of(response)
        assert "Send something back" not in text_of(
            client_of(alice).get(f"/orders/{parcel.order.number}/", secure=True)
        )

    def test_reads_where_to_send_it(self, client_of, bruno, alice):
        parcel = after.delivered(bruno, alice)
        returns.approve(
            request=after.asked(parcel, alice), instructions="Ofenweg 3\nPotsdam", by=bruno, now=timezone.now()
        )

        page = client_of(alice).get(f"/orders/{parcel.order.number}/", secure=True)

        assert "Ofenweg 3<br>Potsdam" in page.content.decode()


def test_a_guest_asks_by_the_secret_link(client, bruno):
    parcel = after.delivered(bruno, None)
    url = f"/track/{tracking.token(parcel.order)}/return/"
    assert client.get(url, secure=True).status_code == 200

    assert client.post(url, form_for(parcel), secure=True).status_code == 302

    assert ReturnRequest.objects.get().events.get().by is None


class TestShop:
    def test_walks_a_return_to_its_end(self, client_of, bruno, alice):
        found = after.asked(after.delivered(bruno, alice), alice)
        client, place = client_of(bruno), f"/seller/returns/{found.pk}/"
        assert "Alice Anders" in text_of(client.get("/seller/returns/", secure=True))
        assert "Kastanienallee" not in text_of(client.get(place, secure=True))

        assert client.post(f"{place}approve/", {"instructions": ""}, secure=True).status_code == 422
        client.post(f"{place}approve/", {"instructions": "Ofenweg 3"}, secure=True)
        assert "Mark as received" in text_of(client.get(place, secure=True))
        client.post(f"{place}receive/", {"restock": [found.lines.get().pk]}, secure=True)

        found.refresh_from_db()
        assert (found.status, found.lines.get().restock) == ("received", True)
        assert "Our office sends €24.00 back" in text_of(client.get(place, secure=True))
        assert client.post(f"{place}receive/", {}, secure=True).status_code == 422

    def test_rejects_with_a_reason(self, client_of, bruno, alice):
        found = after.asked(after.delivered(bruno, alice), alice)
        place = f"/seller/returns/{found.pk}/"

        assert client_of(bruno).post(f"{place}reject/", {"reason": " "}, secure=True).status_code == 422
        client_of(bruno).post(f"{place}reject/", {"reason": "it was worn"}, secure=True)

        found.refresh_from_db()
        assert (found.status, found.decision) == ("rejected", "it was worn")
        page = client_of(alice).get(f"/orders/{found.parcel.order.number}/", secure=True)
        assert "it was worn" in text_of(page)

    def test_proposes_the_address_that_it_wrote_the_last_time(self, client_of, bruno, alice):
        first = after.asked(after.delivered(bruno, alice), alice)
        returns.approve(request=first, instructions="Ofenweg 3", by=bruno, now=timezone.now())
        second = after.asked(after.delivered(bruno, alice), alice)

        assert "Ofenweg 3" in client_of(bruno).get(f"/seller/returns/{second.pk}/", secure=True).content.decode()

    def test_sees_the_photo_and_a_rival_does_not(self, client_of, bruno, rita, alice):
        parcel = after.delivered(bruno, alice)
        client_of(alice).post(f"/orders/{parcel.order.number}/return/", form_for(parcel, photo=picture()), secure=True)
        line = ReturnLine.objects.get()
        url = f"/seller/returns/{line.request_id}/photo/{line.pk}/"

        response = client_of(bruno).get(url, secure=True)

        assert (response.status_code, response.headers["Content-Type"]) == (200, "image/webp")
        assert client_of(rita).get(url, secure=True).status_code == 404
        assert client_of(alice).get(url, secure=True).status_code == 403

    def test_asks_the_database_no_more_often_for_more_returns(self, client_of, bruno, alice):
        def queries() -> int:
            with CaptureQueriesContext(
                connection,
            ) as captured:
                client.get("/seller/returns/", secure=True)
            return len(captured)

        client = client_of(bruno)
        after.asked(after.delivered(bruno, alice), alice)
        few = queries()
        for _number in range(3):
            after.asked(after.delivered(bruno, alice), alice)

        assert queries() <= few <= 14
