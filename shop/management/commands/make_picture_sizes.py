"""`manage.py make_picture_sizes`: files in the widths that stored pictures lack, after a width was added."""

from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from catalog.models import ProductImage
from catalog.pictures import resizing


class Command(BaseCommand):
    help = "Makes the picture files of widths that were added later. May be stopped and run again."

    def handle(self, **options: Any) -> None:
        with tqdm(total=ProductImage.objects.count(), unit=" pictures", leave=False, disable=None) as bar:
            made, lost = resizing.make_missing(on_done=bar.update)
        self.stdout.write(f"{made:,} pictures got files in new widths; {lost:,} could not be read.")
