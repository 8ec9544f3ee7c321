"""
Puts values back into a form of a page that was rendered already, as if they had been typed there.

Works on the HTML itself, so that every form of the shop can be filled without knowing of it. Only what has to change
changes; the rest of the page stays as it was, to the byte.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

_TYPED = ("input", "select", "textarea", "button")
# Never filled: what is secret, what a browser refuses, and what is pressed rather than typed.
_LEFT = frozenset({"password", "file", "submit", "image", "reset", "button"})
_NEVER = frozenset({"csrfmiddlewaretoken"})

Attributes = dict[str, str | None]
Edit = tuple[int, int, str]


@dataclass
class Control:
    """:ivar start: where its tag begins; :ivar end: where the tag (of a text area: its text) ends."""

    tag: str
    attributes: Attributes
    form: int | str | None
    start: int
    end: int
    text_end: int = 0
    options: list["Control"] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.attributes.get("name") or ""

    @property
    def kind(self) -> str:
        return (self.attributes.get("type") or "text").lower() if self.tag == "input" else self.tag


@dataclass
class Form:
    attributes: Attributes
    end: int = 0


class _Reader(HTMLParser):
    """Notes where the forms and their controls are."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self.forms: list[Form] = []
        self.controls: list[Control] = []
        self._inside: int | None = None
        self._lines = [0]
        for line in page.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))
        self.feed(page.replace("\r", " "))
        self.close()

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start, attributes = self._here(), dict(attrs)
        end = start + len(self.get_starttag_text() or "")
        if tag == "form":
            self.forms.append(Form(attributes))
            self._inside = len(self.forms) - 1
        elif tag in _TYPED:
            owner = attributes.get("form") or self._inside
            self.controls.append(Control(tag, attributes, owner, start, end, text_end=end))
        elif tag == "option" and self.controls:
            self.controls[-1].options.append(Control(tag, attributes, None, start, end))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._inside is not None:
            self.forms[self._inside].end = self._here()
            self._inside = None
        elif tag == "textarea" and self.controls:
            self.controls[-1].text_end = self._here()


def fill(page: str, *, path: str, action: str, values: Mapping[str, list[str]], note: str = "") -> str | None:
    """
    The page with a form filled in, or None where no form of it sends to `action` and has one of these fields.

    :param path: the page's own address, which a form without an action sends to.
    :param note: HTML that goes before the first field.
    """
    if "\x0b" in page or "\x0c" in page or "\x85" in page or "\u2028" in page or "\u2029" in page:
        page = page.translate(dict.fromkeys((0x0B, 0x0C, 0x85, 0x2028, 0x2029), " "))
    read = _Reader(page)
    found = _best(read, path, action, values)
    if found is None:
        return None
    number, controls = found
    edits = list(_edits(controls, values))
    left = {name: texts for name, texts in values.items() if name not in {c.name for c in read.controls}}
    hidden = "".join(_hidden(name, text) for name, texts in left.items() for text in texts)
    edits.append((read.forms[number].end, read.forms[number].end, hidden))
    first = min(control.start for control in controls)
    edits.append((first, first, note))
    for start, end, text in sorted(edits, reverse=True):
        page = page[:start] + text + page[end:]
    return page


def _best(read: _Reader, path: str, action: str, values: Mapping[str, list[str]]) -> tuple[int, list[Control]] | None:
    """The form that sends there and knows most of the fields; of equals, the one whose hidden values are the same."""
    rated = []
    for number, form in enumerate(read.forms):
        target = (form.attributes.get("action") or path).split("#")[0]
        target = path.split("?")[0] + target if target.startswith("?") else target
        posts = (form.attributes.get("method") or "").lower() == "post"
        names = (number, form.attributes.get("id") or number)
        mine = [control for control in read.controls if control.form in names]
        fits = sum(control.name in values for control in mine if control.kind not in _LEFT)
        if posts and fits and form.end and target.split("?")[0] == action.split("?")[0]:
            same = sum(_is_same(control, values) for control in mine)
            rated.append((same, fits, -number, mine))
    if not rated:
        return None
    _same, _fits, number, controls = max(rated, key=lambda rate: rate[:3])
    return -number, controls


def _is_same(control: Control, values: Mapping[str, list[str]]) -> bool:
    hidden = control.kind == "hidden" and control.name not in _NEVER
    return hidden and (control.attributes.get("value") or "") in values.get(control.name, [])


def _edits(controls: list[Control], values: Mapping[str, list[str]]) -> list[Edit]:
    queues = {name: list(texts) for name, texts in values.items()}
    edits: list[Edit] = []
    for control in controls:
        if not control.name or control.kind in _LEFT or control.name in _NEVER:
            continue
        if control.kind in ("checkbox", "radio"):
            chosen = (control.attributes.get("value") or "on") in values.get(control.name, [])
            edits.append(_rewritten(control, checked=chosen))
        elif control.kind == "select" and control.name in values:
            edits += _options(control, values[control.name])
        elif queues.get(control.name):
            text = queues[control.name].pop(0)
            if control.kind == "textarea":
                edits.append((control.end, control.text_end, "\n" + escape(text, quote=False)))
            else:
                edits.append(_rewritten(control, value=text))
    return edits


def _options(select: Control, chosen: list[str]) -> list[Edit]:
    """Only where the list still has what was chosen."""
    if not any(option.attributes.get("value") in chosen for option in select.options):
        return []
    return [_rewritten(option, selected=option.attributes.get("value") in chosen) for option in select.options]


def _rewritten(control: Control, **changes: str | bool) -> Edit:
    attributes: Attributes = dict(control.attributes)
    for name, value in changes.items():
        attributes.pop(name, None)
        if value is not False:
            attributes[name] = None if value is True else str(value)
    words = [name if value is None else f'{name}="{escape(value)}"' for name, value in attributes.items()]
    return control.start, control.end, f"<{' '.join([control.tag, *words])}>"


def _hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
