"""The beginning of a longer text."""

from django.utils.text import Truncator

SENTENCE_ENDS = (".", "!", "?")


def excerpt(text: str, words: int) -> str:
    """At most so many words; three dots follow unless the last of them ends its sentence."""
    short = str(Truncator(text).words(words, truncate=""))
    if short == " ".join(text.split()) or short.endswith(SENTENCE_ENDS):
        return short
    return f"{short.rstrip(' ,;:–-')}…"
