"""The forms of an import: the upload, and what its columns mean."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.forms import fields
from catalog.importing import columns
from catalog.models import Import, UnknownCategory
from shop.core import forms as core_forms

LARGEST_MB = 60
LARGEST_PICTURES_MB = 300
_TABLES = ".csv,.txt,.tsv,.gz,.xlsx,text/csv"
_SAMPLES = 3
LEAVE = "-"


class UploadForm(core_forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Catalogue file"),
        widget=forms.FileInput(attrs={"accept": _TABLES}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty."),
        },
    )
    pictures = forms.FileField(
        label=gettext_lazy("Pictures"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        help_text=gettext_lazy("A zip with the files that the column of pictures names."),
    )
    variants = forms.FileField(
        label=gettext_lazy("Variants in a file of their own"),
        required=False,
        widget=forms.FileInput(attrs={"accept": _TABLES}),
        help_text=gettext_lazy("Each row names its product in a column such as parent_sku."),
    )
    publish = forms.BooleanField(
        label=gettext_lazy("Publish what is complete"),
        required=False,
        help_text=gettext_lazy("Otherwise new products come in as drafts."),
    )

    def clean_file(self) -> Any:
        return _within(self.cleaned_data["file"], LARGEST_MB)

    def clean_variants(self) -> Any:
        return _within(self.cleaned_data["variants"], LARGEST_MB)

    def clean_pictures(self) -> Any:
        return _within(self.cleaned_data["pictures"], LARGEST_PICTURES_MB)


class ColumnsForm(core_forms.Form):
    """A choice for each column of each file, named `f0c3`: of the first file the fourth."""

    unknown_category = forms.ChoiceField(
        label=gettext_lazy("Categories that we do not have"),
        choices=UnknownCategory.choices,
        widget=forms.RadioSelect,
        initial=UnknownCategory.REJECT,
    )
    category = fields.CategoryField(label=gettext_lazy("This category"), required=False)

    def __init__(self, *args: Any, run: Import, guessed: list[list[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.run = run
        for number, header in enumerate(run.headers):
            for index, name in enumerate(header["names"]):
                self.fields[f"f{number}c{index}"] = _column(name, header["samples"], index, guessed[number][index])
        core_forms.known(fields.CategoryField, self.fields["category"]).offer(run.category)

    def columns(self, number: int) -> Iterator[forms.BoundField]:
        """The fields of one file."""
        return (self[f"f{number}c{index}"] for index in range(len(self.run.headers[number]["names"])))

    @cached_property
    def products(self) -> list[forms.BoundField]:
        return list(self.columns(0))

    @cached_property
    def variants(self) -> list[forms.BoundField]:
        return list(self.columns(1)) if len(self.run.headers) > 1 else []

    def matches(self) -> list[list[str]]:
        """What was chosen, per file by position; empty for what is left out."""
        chosen = ([self.cleaned_data[f.name] for f in self.columns(n)] for n in range(len(self.run.headers)))
        return [["" if target == LEAVE else target for target in targets] for targets in chosen]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        is_open = not values.get("category") and "category" not in self.errors
        if is_open and values.get("unknown_category") == UnknownCategory.ONE:
            self.add_error("category", _("Choose the category for them."))
        return values


def _column(name: str, samples: list[list[str]], index: int, guess: str) -> forms.ChoiceField:
    shown = [row[index] for row in samples if row[index].strip()]
    example = " · ".join(text[:40] for text in list(dict.fromkeys(shown))[:_SAMPLES])
    fact = f"{columns.ATTRIBUTE}{name}"
    known = [(LEAVE, _("Leave it out")), *((ours, columns.label(ours)) for ours in (*columns.OURS, *columns.MORE))]
    named = _("A fact called “%(name)s”") % {"name": name[:40]}
    return forms.ChoiceField(
        label=name or _("Column %(number)d") % {"number": index + 1},
        choices=[*known, (fact, named)],
        initial=fact if guess.startswith(columns.ATTRIBUTE) else guess or LEAVE,
        widget=core_forms.LongSelect,
        help_text=_("For example %(example)s") % {"example": example} if example else _("Empty in the first rows"),
        error_messages={name: _("Choose one of the list.") for name in ("required", "invalid_choice")},
    )


def _within(file: Any, megabytes: int) -> Any:
    if file and file.size > megabytes * 1024 * 1024:
        raise forms.ValidationError(_("The file must be smaller than %(limit)d MB.") % {"limit": megabytes})
    return file
