import pytest

from catalog.queries import spelling


@pytest.fixture(autouse=True)
def _no_words_of_another_test():
    """The words for corrections stay in memory; each test has its own."""
    spelling.forget()
