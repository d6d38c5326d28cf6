"""Both languages are whole: nothing untranslated, nothing unused, no sentence that goes past the catalogue."""

from __future__ import annotations

import ast
import gettext
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import catalogue
import pytest

from reader_app import words

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent

# what these are given is read by people
METHODS = {
    "setText", "setToolTip", "setStatusTip", "setWhatsThis", "setWindowTitle", "setTitle", "setPlaceholderText",
    "setAccessibleName", "setAccessibleDescription", "setLabelText", "setInformativeText", "setDetailedText",
    "setButtonText", "setHeaderLabels", "setHorizontalHeaderLabels", "setSuffix", "setPrefix", "setSpecialValueText",
    "addAction", "addMenu", "addTab", "addItem", "addItems", "addRow", "addButton", "insertItem", "insertTab",
    "setTabText", "setTabToolTip", "showMessage", "information", "warning", "critical", "question",
    "echo", "secho", "prompt", "confirm", "getOpenFileName", "getOpenFileNames", "getSaveFileName",
    "getExistingDirectory", "getText", "getItem",
    "QLabel", "QPushButton", "QToolButton", "QAction", "QCheckBox", "QRadioButton", "QGroupBox", "QMenu", "QDockWidget",
    "QProgressDialog", "QMessageBox",
    "ClickException", "UsageError", "BadParameter", "BadArgumentUsage", "BadOptionUsage",
}  # fmt: skip
KEYWORDS = {"help", "short_help", "epilog", "label", "text", "title", "toolTip", "placeholderText", "windowTitle",
            "accessibleName", "statusTip", "options_metavar", "subcommand_metavar"}  # fmt: skip
COMMANDS = {"command", "group"}
# colours, kinds of files, our name and those on keys are the same in both languages
SAME = re.compile(
    r"#[0-9a-fA-F]{3,8}|\W*\(\*\.\w+\)|\W*Reader App\W*|\W*(?:Del|Esc|Enter|Ctrl|Shift|Alt|Tab|PgUp|PgDn|F\d+)\W*"
)


def fresh() -> catalogue.Catalog:
    return catalogue.template()


def test_catalogue_is_whole() -> None:
    template = fresh()
    assert len(template) > 150
    mo = catalogue.PO.with_suffix(".mo").read_bytes()
    assert list(catalogue.problems(template, catalogue.translations(), mo)) == []


@pytest.mark.parametrize(
    ("source", "result", "complaint"),
    [
        ("Removed {count} of {total}", "Đã bỏ {count}", "other placeholders"),
        ("Open…", "Mở", "other blanks"),
        ("&File", "Tệp", "other blanks"),
        ("Save", "", "not translated"),
    ],
)
def test_a_bad_translation_is_reported(source: str, result: str, complaint: str) -> None:
    template, catalog = catalogue.Catalog(locale="vi"), catalogue.Catalog(locale="vi")
    template.add(source)
    catalog.add(source, result)
    (found,) = catalogue.problems(template, catalog, catalogue.compiled(catalog))
    assert found.startswith(complaint)


def test_missing_unused_fuzzy_and_stale_are_reported() -> None:
    template, catalog = catalogue.Catalog(locale="vi"), catalogue.Catalog(locale="vi")
    template.add("Save")
    template.add("Open")
    catalog.add("Open", "Mở", flags=["fuzzy"])
    catalog.add("Close", "Đóng")
    found = list(catalogue.problems(template, catalog, b""))
    assert found == [
        "missing: 'Save'", "fuzzy: 'Open'", "unused: 'Close'", "the .mo file was not made from the .po file",
    ]  # fmt: skip


def test_new_words_are_seen(tmp_path: Path) -> None:
    (tmp_path / "new.py").write_text('_("A new sentence")\nngettext("{n} word", "{n} words", 2)\n', "utf-8")
    template = catalogue.template(tmp_path)
    assert template.get("A new sentence") is not None
    assert template.get("{n} word") is not None


def test_click_speaks_vietnamese() -> None:
    code = """
import sys
from reader_app import words
words.use("vi")
import click
@click.command()
@click.argument("name")
def act(name): ...
act(sys.argv[1:], "act")
"""
    help_page, missing = (
        subprocess.run([sys.executable, "-c", code, *args], cwd=ROOT, capture_output=True, text=True, encoding="utf-8",
                       check=False)
        for args in (["--help"], [])
    )  # fmt: skip
    assert "Cách dùng:" in help_page.stdout
    assert "Hiện hướng dẫn này rồi thoát." in help_page.stdout
    assert "Lỗi: Thiếu đối số" in missing.stderr


@pytest.mark.parametrize("command", ["", "open", "import", "export", "check", "stats", "backup", "formats"])
def test_no_english_is_left_in_the_vietnamese_help(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "reader_app", "--language", "vi", *command.split(), "--help"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    said = " ".join(done.stdout.split())
    assert "Cách dùng: reader-app" in said
    sources = [m.id if isinstance(m.id, str) else m.id[0] for m in catalogue.translations() if m.id]
    # a sentence of which click shows the beginning counts as well
    assert [source for source in sources if " " in source and source[:20] in said] == []


def test_use_switches_both_ways() -> None:
    words.use("vi")
    assert words.language() == "vi"
    assert gettext.gettext("Options") == "Tùy chọn"
    assert words.title((("vi", "nguồn"), ("en", "source"))) == "nguồn"
    words.use("en")
    assert words.language() == "en"
    assert gettext.gettext("Options") == "Options"
    assert words.title((("vi", "nguồn"), ("en", "source"))) == "source"


@pytest.mark.parametrize(
    ("env", "language"),
    [
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "vi_VN"}, "vi"),
        ({"LANG": "vi_VN", "LANGUAGE": "en"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
    ],
)
def test_language_of_the_system(env: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert words.system_language() == language


def titles(data: Any) -> Iterator[dict[str, str]]:
    """Yield every `title` (and everything else that comes in languages) of a TOML document."""
    if isinstance(data, dict):
        if {"vi", "en"} & set(data):
            yield data
        for value in data.values():
            yield from titles(value)
    elif isinstance(data, list):
        for value in data:
            yield from titles(value)


@pytest.mark.parametrize("path", sorted((ROOT / "resources" / "schemes").glob("*.toml")), ids=lambda path: path.stem)
def test_every_scheme_title_is_in_both_languages(path: Path) -> None:
    found = list(titles(tomllib.loads(path.read_text("utf-8"))))
    assert len(found) > 40
    assert [one for one in found if set(one) != {"vi", "en"} or not all(one.values())] == []


def literals(node: ast.expr) -> str:
    """Return the letters that an argument holds as it stands in the source, outside _()."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(literals(value) for value in values if isinstance(value, ast.Constant))
        case ast.BinOp(left=left, right=right):
            return literals(left) + literals(right)
        case ast.IfExp(body=body, orelse=orelse):
            return literals(body) + literals(orelse)
        case ast.List(elts=elts) | ast.Tuple(elts=elts):
            return "".join(literals(one) for one in elts)
    return ""


def bypasses(source: str) -> Iterator[str]:
    """Yield LINE: TEXT for words in `source` that people would read in one language only."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            said = [literals(arg) for arg in node.args] if name in METHODS else []
            said += [literals(keyword.value) for keyword in node.keywords if keyword.arg in KEYWORDS]
            yield from (
                f"{node.lineno}: {text}"
                for text in said
                if re.search(r"[^\W\d_]{2}", text) and not SAME.fullmatch(text)
            )
        elif isinstance(node, ast.FunctionDef):
            calls = [one for one in node.decorator_list if isinstance(one, ast.Call)]
            shown = [one for one in calls if isinstance(one.func, ast.Attribute) and one.func.attr in COMMANDS]
            # click shows the docstring of a command that has no help text
            if any("help" not in {k.arg for k in one.keywords} for one in shown) and ast.get_docstring(node):
                yield f"{node.lineno}: the docstring of {node.name}"


@pytest.mark.parametrize(
    "source",
    [
        'label.setText("Saved")',
        'label.setText(f"{count} saved")',
        'label.setToolTip(_("Saved") + " (all)")',
        'QAction("Save", parent)',
        'click.echo("done")',
        'click.option("--name", help="the name")',
        'menu.addAction(icon, "Save")',
        '@cli.command()\ndef act():\n    """Act."""',
    ],
)
def test_a_bypass_is_seen(source: str) -> None:
    assert len(list(bypasses(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        'label.setText(_("Saved"))',
        'label.setText("·")',
        'label.setText(f"{count} · {total}")',
        "label.setText(article.title)",
        'click.option("--name", help=_("the name"))',
        'label.setObjectName("saveState")',
        '@cli.command(help=_("Act."))\ndef act():\n    """Act."""',
    ],
)
def test_what_is_no_bypass_is_let_through(source: str) -> None:
    assert list(bypasses(source)) == []


def test_no_words_go_past_the_catalogue() -> None:
    files = [path for name in ("gui", "cli") for path in (ROOT / "reader_app" / name).glob("**/*.py")]
    assert {path.parent.name for path in files} >= {"gui", "cli"}
    assert len(files) > 15
    found = [f"{path.relative_to(ROOT)}:{line}" for path in files for line in bypasses(path.read_text("utf-8"))]
    assert found == []


def test_no_f_string_in_the_catalogue_call() -> None:
    """`_(f"…")` looks up a sentence that no catalogue can hold."""
    files = list((ROOT / "reader_app").rglob("*.py"))
    assert len(files) > 30
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in files
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in {"_", "ngettext"}
        and any(isinstance(arg, ast.JoinedStr) for arg in node.args)
    ]
    assert found == []


def test_language_is_left_as_it_was() -> None:
    assert os.environ["LANGUAGE"] == "en"
