"""An import in steps: upload, match, check, confirm, write."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.tests.factories import SellerFactory
from catalog import pictures, tree
from catalog.importing import columns, runs
from catalog.importing.faults import NotATable
from catalog.importing.runs import leases, matching, taking
from catalog.models import Import, ImportStatus, ItemState, Product, StockMovement, Variant
from catalog.tests import importing_steps as steps
from catalog.tests.files import MUGS
from catalog.tests.test_import_pictures import pictures_zip
from shop.core import jobs, states

pytestmark = pytest.mark.django_db


@pytest.fixture
def seller():
    tree.ensure_path(["Kitchen", "Mugs"], by=None)
    return SellerFactory()


def figures(run: Import) -> tuple[int, ...]:
    return tuple(run.figures[name] for name in ("new", "changed", "unchanged", "rejected", "to_import"))


class TestChecking:
    def test_writes_nothing_to_products(self, seller):
        run = steps.checked(seller)

        assert run.status == ImportStatus.READY
        assert figures(run) == (2, 0, 0, 0, 3)
        assert not Product.objects.exists()

    def test_says_which_cells_change_from_what_to_what(self, seller):
        steps.imported(seller)

        run = steps.checked(seller, MUGS.replace("26.00,4", "27.50,9").replace("Teapot", "Tea pot"))

        assert figures(run) == (0, 2, 0, 0, 3)
        changes = [change for item in run.items.order_by("number") for change in item.changes]
        assert changes == [
            {"line": 3, "column": "price", "old": "26.00", "new": "27.50"},
            {"line": 3, "column": "stock", "old": "4", "new": "9"},
            {"line": 4, "column": "title", "old": "Teapot", "new": "Tea pot"},
        ]

    def test_finds_nothing_to_do_in_the_same_file(self, seller):
        steps.imported(seller, publish=True)

        run = steps.checked(seller, publish=True)

        assert figures(run) == (0, 0, 2, 0, 0)
        with pytest.raises(runs.NotReady):
            runs.confirm(run=run, by=seller.user, now=timezone.now())

    def test_names_rows_that_cannot_be_taken_under_one_group(self, seller):
        content = MUGS.replace("26.00", '"12,5o"').replace('"49,50"', "4x")

        run = steps.checked(seller, content)

        assert figures(run) == (1, 0, 0, 2, 1)
        faults = list(run.faults.order_by("line").values_list("line", "column", "value", "reason"))
        assert faults[0] == (3, "price", "12,5o", "‘12,5o’ is not a price. Use 12.50.")
        assert [line for line, *_rest in faults] == [3, 4]
        assert run.faults.values("group").distinct().count() == 1

    def test_rejects_a_sku_that_another_product_has(self, seller):
        steps.imported(seller)

        header = "handle,sku,title,price,option1_name,option1_value\n"

        run = steps.checked(seller, f"{header}bowl,MUG-C,Bowl,5,Size,S\nbowl,POT,Bowl,5,Size,L\ncup,CUP,Cup,5,,\n")

        assert figures(run) == (1, 0, 0, 2, 1)
        assert run.faults.first().reason == "You use this SKU for “Speckled mug” already."

    def test_tells_what_does_not_lie_among_the_pictures(self, seller):
        text = "sku,title,image\nA,Mug,front.jpg|absent.jpg|broken.jpg\n"

        run = steps.checked(seller, text, pictures=pictures_zip("front.jpg"))

        notes = run.faults.filter(is_note=True).order_by("id").values_list("value", "reason")
        assert list(notes) == [
            ("absent.jpg", "This file is not among the pictures."),
            ("broken.jpg", "The picture must be a JPEG, PNG or WebP file."),
        ]

    def test_tells_once_that_no_pictures_came_with_the_file(self, seller):
        run = steps.checked(seller, "sku,title,image\nA,Mug,front.jpg|side.jpg\nB,Jug,jug.jpg\n")

        notes = run.faults.filter(is_note=True).values_list("line", "value", "reason")
        assert list(notes) == [
            (2, "front.jpg", "No pictures came with this file. Upload them with it, in a zip."),
        ]

    @pytest.mark.parametrize(("rule", "new", "rejected"), [("reject", 0, 1), ("none", 1, 0), ("one", 1, 0)])
    def test_does_with_unknown_categories_what_was_said(self, seller, rule, new, rejected):
        mugs = tree.find_path(["Kitchen", "Mugs"])
        content = "sku,title,category,price\nA,Mug,Their > Own,5.00\n"

        run = steps.imported if new else steps.checked
        done = run(seller, content, unknown_category=rule, category=mugs)

        assert (done.figures["new"], done.figures["rejected"]) == (new, rejected)
        if new:
            assert Product.objects.get().category == (mugs if rule == "one" else None)
            assert "not one of our categories" in done.faults.get(is_note=True).reason

    def test_starts_anew_where_its_worker_was_killed(self, seller):
        run = steps.matched(steps.started(seller))
        assert leases.take(run.pk, status=ImportStatus.CHECKING) is not None

        jobs.run_waiting()
        assert steps.fresh(run).status == ImportStatus.CHECKING

        steps.go_silent(run)
        assert runs.revive(now=timezone.now()) == 1
        jobs.run_waiting()
        assert figures(steps.fresh(run)) == (2, 0, 0, 0, 3)

    def test_says_why_a_file_cannot_be_read(self, seller, monkeypatch):
        monkeypatch.setattr("catalog.importing.runs.checking.MOST_ROWS", 2)

        run = steps.checked(seller)

        assert run.status == ImportStatus.FAILED
        assert "more than 2 rows" in run.problem

    def test_refuses_what_is_no_table_at_once(self, seller):
        with pytest.raises(NotATable):
            steps.started(seller, b"\x89PNG")

        assert not Import.objects.exists()


class TestMatching:
    def test_remembers_what_the_columns_of_a_shop_mean(self, seller):
        first = steps.started(seller, "code,what,cost\nA,Mug,5.00\n")
        matches = [["sku", "title", "price"]]
        runs.match(
            run=first, matches=matches, unknown_category="reject", category=None, by=seller.user, now=timezone.now()
        )

        second = steps.started(seller, "What;Cost;Code\nBowl;6.00;B\n")

        assert matching.guessed(second) == [["title", "price", "sku"]]

    def test_guesses_by_what_the_cells_hold(self, seller):
        rows = "".join(f"K-{n}00,A speckled mug {n},1{n}.90,House > Mugs,mug{n}.jpg\n" for n in range(1, 6))

        run = steps.started(seller, f"a,b,c,d,e\n{rows}")

        assert matching.guessed(run) == [["sku", "title", "price", "category", "image"]]

    @pytest.mark.parametrize("matches", [["sku", "sku"], ["price", "stock"], ["", ""]])
    def test_refuses_what_makes_no_sense(self, seller, matches):
        run = steps.started(seller, "a,b\nX,Y\n")

        with pytest.raises(columns.BadMapping):
            runs.match(
                run=run, matches=[matches], unknown_category="reject", category=None, by=seller.user, now=timezone.now()
            )

        assert steps.fresh(run).status == ImportStatus.UPLOADED


class TestWriting:
    def test_writes_what_was_checked(self, seller):
        run = steps.imported(seller, publish=True)

        assert run.status == ImportStatus.DONE
        assert (run.figures["variants"], run.figures["published"]) == (3, 2)
        assert set(run.items.values_list("state", flat=True)) == {ItemState.WRITTEN}
        assert Variant.objects.get(sku="MUG-M").stock.on_hand == 4

    def test_is_confirmed_once(self, seller):
        run = steps.imported(seller)

        with pytest.raises((states.IllegalMove, runs.NotReady)):
            runs.confirm(run=run, by=seller.user, now=timezone.now())

        assert Product.objects.count() == 2

    def test_goes_on_where_its_worker_was_killed(self, seller, monkeypatch):
        monkeypatch.setattr(taking, "BATCH", 1)
        run = steps.checked(seller)
        runs.confirm(run=run, by=seller.user, now=timezone.now())
        held = leases.take(run.pk, status=ImportStatus.RUNNING)
        assert held
        with taking.photos.opened(None) as source:
            taking.Taker(held, source).take(taking._next(held))
        assert Product.objects.count() == 1

        jobs.run_waiting()
        assert Product.objects.count() == 1
        steps.go_silent(run)
        runs.revive(now=timezone.now())
        jobs.run_waiting()

        assert steps.fresh(run).status == ImportStatus.DONE
        assert Product.objects.count() == 2
        assert StockMovement.objects.count() == 3

    def test_loses_nothing_and_doubles_nothing_where_a_worker_was_only_slow(self, seller):
        run = steps.checked(seller)
        runs.confirm(run=run, by=seller.user, now=timezone.now())
        slow = leases.take(run.pk, status=ImportStatus.RUNNING)
        assert slow
        items = taking._next(slow)
        steps.go_silent(run)
        runs.revive(now=timezone.now())
        jobs.run_waiting()

        with pytest.raises(leases.Lost), taking.photos.opened(None) as source:
            taking.Taker(slow, source).take(items)

        assert Product.objects.count() == 2
        assert steps.fresh(run).status == ImportStatus.DONE

    def test_keeps_its_lease_while_pictures_are_decoded(self, seller, monkeypatch):
        monkeypatch.setattr(leases, "PULSE_SECONDS", 0.0)
        rows = "sku,title,image\nA,Mug,front.jpg\n"
        run = steps.checked(seller, rows, pictures=pictures_zip("front.jpg"))
        runs.confirm(run=run, by=seller.user, now=timezone.now())
        found, store = taking.Gathering._file, pictures.store
        taken_over = []

        def find_slowly(*arguments):
            steps.go_silent(run)
            return found(*arguments)

        def store_and_look(*arguments, **more):
            taken_over.append(leases.take(run.pk, status=ImportStatus.RUNNING))
            return store(*arguments, **more)

        monkeypatch.setattr(taking.Gathering, "_file", find_slowly)
        monkeypatch.setattr(pictures, "store", store_and_look)
        jobs.run_waiting()

        assert taken_over == [None]
        assert Product.objects.get().images.count() == 1

    def test_names_a_batch_that_fails_and_takes_it_the_next_time(self, seller, monkeypatch):
        run = steps.checked(seller)
        with monkeypatch.context() as patch:
            patch.setattr("catalog.authoring.announce", lambda *args, **more: 1 / 0)
            runs.confirm(run=run, by=seller.user, now=timezone.now())
            jobs.run_waiting()
        assert not Product.objects.exists()
        assert "Lines 2 to 4 could not be written" in run.faults.get().reason

        runs.try_again(run=run, by=seller.user, now=timezone.now())
        jobs.run_waiting()

        assert Product.objects.count() == 2
        assert steps.fresh(run).status == ImportStatus.DONE


def test_old_imports_go_with_their_files_and_leave_their_products(seller):
    run = steps.imported(seller)
    stored = run.files["products"]

    assert runs.discard_old(now=timezone.now() + timedelta(days=13)) == 0
    assert runs.discard_old(now=timezone.now() + timedelta(days=15)) == 1
    jobs.run_waiting()

    assert not Import.objects.exists()
    assert not default_storage.exists(stored)
    assert Product.objects.count() == 2
