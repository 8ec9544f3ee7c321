import pytest

from shop.core import filling

PAGE = """<!DOCTYPE html><p>é 😀</p>
<form action="/search/"><input name="q"></form>
<form method="post" action="/a/?x=1" id="f">
  <input type="hidden" name="csrfmiddlewaretoken" value="new">
  <input type="hidden" name="version" value="2">
  <input name="title" value="Old">
  <textarea name="story">Old &amp; long</textarea>
  <select name="kind"><option value="a" selected>A</option><option value="b">B</option></select>
  <input type="radio" name="size" value="s" checked><input type="radio" name="size" value="l">
  <input type="checkbox" name="tags" value="1" checked><input type="checkbox" name="tags" value="2">
  <input type="password" name="current"><input type="file" name="picture">
  <button name="save" value="1">Save</button>
</form><input name="aside" form="f" value="">"""


def fill(**values):
    return filling.fill(PAGE, path="/page/", action="/a/", values={name: list(v) for name, v in values.items()})


@pytest.mark.parametrize(
    ("_case", "values", "expected"),
    [
        ("text", {"title": ['a "quoted" <b>']}, '<input name="title" value="a &quot;quoted&quot; &lt;b&gt;">'),
        ("text area", {"story": ["two\nlines </textarea>"]}, ">\ntwo\nlines &lt;/textarea&gt;</textarea>"),
        ("select", {"kind": ["b"]}, '<option value="a">A</option><option value="b" selected>'),
        ("radio", {"size": ["l"]}, '<input type="radio" name="size" value="l" checked>'),
        ("checkbox", {"title": ["x"], "tags": ["2"]}, '<input type="checkbox" name="tags" value="2" checked>'),
        ("hidden", {"version": ["1"]}, '<input type="hidden" name="version" value="1">'),
        ("outside", {"aside": ["x"]}, '<input name="aside" form="f" value="x">'),
        ("no field any more", {"title": ["x"], "row-7": ["y"]}, '<input type="hidden" name="row-7" value="y"></form>'),
    ],
)
def test_puts_back(_case, values, expected):
    assert expected in fill(**values)


def test_leaves_secrets_files_buttons_and_the_token_alone():
    filled = fill(title=["x"], current=["secret"], picture=["y"], save=["9"], csrfmiddlewaretoken=["old"])

    assert "secret" not in filled
    assert 'value="new"' in filled
    assert "old" not in filled.replace("Old", "")
    assert '<button name="save" value="1">' in filled
    assert '<input type="file" name="picture">' in filled


def test_unchecks_what_was_not_checked():
    filled = fill(title=["x"], size=["l"])

    assert '<input type="radio" name="size" value="s">' in filled
    assert '<input type="checkbox" name="tags" value="1">' in filled


def test_keeps_a_choice_that_the_list_no_longer_has():
    assert '<option value="a" selected>' in fill(title=["x"], kind=["gone"])


def test_leaves_the_rest_of_the_page_to_the_byte():
    assert fill(title=["New"]).startswith(PAGE[: PAGE.index("<form method")])


@pytest.mark.parametrize("action", ["/b/", "/search/", ""])
def test_fills_nothing_that_sends_elsewhere(action):
    assert filling.fill(PAGE, path="/page/", action=action, values={"title": ["x"]}) is None


def test_takes_the_form_with_the_same_hidden_values():
    forms = "".join(
        f'<form method="post"><input type="hidden" name="form" value="{name}"><input name="text"></form>'
        for name in ("first", "second")
    )

    filled = filling.fill(forms, path="/p/", action="/p/", values={"form": ["second"], "text": ["typed"]})

    assert filled.index("typed") > filled.index("second")
    assert filled.count("typed") == 1
