"""The upload of a catalogue file."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.importing import columns
from shop.core import forms as core_forms

LARGEST_MB = 10
LARGEST_PICTURES_MB = 200


class ImportForm(core_forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Catalogue file"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.gz,text/csv"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty."),
        },
    )
    pictures = forms.FileField(
        label=gettext_lazy("Pictures"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        help_text=gettext_lazy("A zip with the files that the column “image” names."),
    )
    matches = forms.CharField(
        label=gettext_lazy("Columns matched by hand"),
        required=False,
        max_length=4000,
        widget=forms.Textarea,
        help_text=gettext_lazy("One per line, theirs = ours, such as “Cost = price”. Well-known names need none."),
    )
    publish = forms.BooleanField(
        label=gettext_lazy("Publish what is complete"),
        required=False,
        help_text=gettext_lazy("Otherwise new products come in as drafts."),
    )

    def clean_file(self) -> Any:
        return _within(self.cleaned_data["file"], LARGEST_MB)

    def clean_pictures(self) -> Any:
        return _within(self.cleaned_data["pictures"], LARGEST_PICTURES_MB)

    def clean_matches(self) -> dict[str, str]:
        pairs: dict[str, str] = {}
        for line in self.cleaned_data["matches"].splitlines():
            theirs, equals, ours = (part.strip() for part in line.rpartition("="))
            if line.strip() and not (equals and theirs):
                raise forms.ValidationError(_("“%(line)s” is not theirs = ours.") % {"line": line.strip()[:60]})
            if theirs:
                pairs[theirs] = ours
        return pairs

    @staticmethod
    def columns() -> str:
        """Our columns in a row, for the page."""
        return ", ".join(columns.OURS)


def _within(file: Any, megabytes: int) -> Any:
    if file and file.size > megabytes * 1024 * 1024:
        raise forms.ValidationError(_("The file must be smaller than %(limit)d MB.") % {"limit": megabytes})
    return file
