"""The rows of a staged file as drafts, so many at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from catalog.importing import drafts
from catalog.importing.drafts import Draft
from catalog.importing.shapes import Shape
from catalog.importing.staging import Staging


@dataclass
class Drafts:
    """Drafts that are written together, and of how many groups of rows they are what is left."""

    drafts: list[Draft] = field(default_factory=list)
    groups: int = 0


def of(staging: Staging, *, size: int, shape: Shape | None = None) -> Iterator[Drafts]:
    """Batches of `size` drafts. What cannot become a draft is rejected on the way; the shape learns from the others."""
    batch = Drafts()
    for rows in staging.groups():
        batch.groups += 1
        draft = drafts.of(rows, claim=staging.claim, reject=staging.reject)
        if draft is not None:
            batch.drafts.append(draft)
            if shape is not None:
                shape.learn(draft)
        if len(batch.drafts) >= size:
            yield batch
            batch = Drafts()
    yield batch
