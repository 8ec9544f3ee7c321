import pytest
from django.db import transaction

from shop.core import jobs

ran: list[int] = []


@jobs.job
def remember(number: int) -> None:
    ran.append(number)


def unmarked() -> None:
    """Not a job."""


@pytest.fixture(autouse=True)
def _nothing_ran():
    ran.clear()


def test_runs_what_was_enqueued(db):
    jobs.enqueue(remember, number=7)

    assert jobs.run_waiting() == 1
    assert ran == [7]
    assert jobs.run_waiting() == 0


@pytest.mark.django_db(transaction=True)
def test_does_not_exist_after_a_rollback():
    with transaction.atomic():
        jobs.enqueue(remember, number=7)
        transaction.set_rollback(True)

    assert jobs.run_waiting() == 0
    assert ran == []


def test_keeps_one_waiting_job_of_a_name(db):
    jobs.enqueue(remember, number=1, once_as="refresh")
    jobs.enqueue(remember, number=2, once_as="refresh")

    jobs.run_waiting()

    assert ran == [1]


def test_refuses_a_function_that_is_no_job(db):
    with pytest.raises(ValueError, match="not a job"):
        jobs.enqueue(unmarked)


def test_never_runs_a_function_that_only_a_row_names(db):
    with pytest.raises(LookupError):
        jobs.run("shop.tests.test_jobs:unmarked", {})
