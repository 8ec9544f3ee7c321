from django.core.files.storage import FileSystemStorage

from shop import scripts


def whole(folder, **modules: str) -> str:
    """What becomes of a.js beside these modules."""
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text)
    source = FileSystemStorage(folder)
    return scripts.whole("a.js", {f"{name}.js": (source, f"{name}.js") for name in modules})


def test_imports_are_written_into_the_script_each_in_a_scope_of_its_own(tmp_path):
    made = whole(
        tmp_path,
        a='// Says.\nimport open from "./b.js";\nimport { c, d } from "./c.js";\n\nopen(c, d);\n',
        b="const held = 1;\n\nexport default function opens(door) {\n  return held;\n}\n",
        c="export const c = 1;\nexport function d() {}\n",
    )

    assert made == (
        "const open = (() => {\nconst held = 1;\n\nfunction opens(door) {\n  return held;\n}\nreturn opens;\n})();\n"
        "const { c, d } = (() => {\nconst c = 1;\nfunction d() {}\nreturn { c, d };\n})();\n\nopen(c, d);\n"
    )


def test_imports_of_imports_come_along_and_what_is_loaded_later_stays_out(tmp_path):
    made = whole(
        tmp_path,
        a='import b from "./b.js";\nb(() => import("./c.js"));\n',
        b='import { c } from "./c.js";\nexport default function b() {\n  c();\n}\n',
        c="export function c() {}\n",
    )

    assert made.count("function c()") == 1
    assert "from" not in made
    assert 'import("./c.js")' in made
