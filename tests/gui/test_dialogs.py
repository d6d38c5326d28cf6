"""Boxes: export from question to report, import reports, crashes, and Qt's own words in our languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from reader_app.core.errors import BadInput
from reader_app.gui.dialogs.about import AboutBox
from reader_app.gui.dialogs.crash import CrashBox
from reader_app.gui.dialogs.exporting import ExportDialog, ExportWish, Target
from reader_app.gui.dialogs.importing import ImportDialog, import_sentences
from reader_app.gui.standard_words import StandardWords, standard_word
from reader_app.transfer.report import ExportReport, ImportReport

TARGETS = (Target("jsonl", "Corpus line", ".jsonl"), Target("conll", "CoNLL & co", ".conll"))


@pytest.fixture
def exporting(qtbot: QtBot, tmp_path: Path) -> ExportDialog:
    dialog = ExportDialog(TARGETS, ["lan", "minh & bình"], tmp_path / "out.jsonl")
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_the_wish_is_what_was_chosen(exporting: ExportDialog, qtbot: QtBot, tmp_path: Path) -> None:
    assert exporting.wish() == ExportWish(tmp_path / "out.jsonl", "jsonl", "all", (), "any")
    exporting.format.setCurrentIndex(1)
    exporting.layer.setCurrentIndex(2)
    exporting.verdict.setCurrentIndex(2)
    for stage in ("todo", "draft", "set-aside", "returned"):
        exporting.stages[stage].click()  # type: ignore[index]
    with qtbot.waitSignal(exporting.asked) as asked:
        exporting.start.click()
    wish = ExportWish(tmp_path / "out.conll", "conll", "minh & bình", ("submitted", "approved"), "accepted")
    assert asked.args == [wish]


def test_nothing_can_be_asked_without_a_file_or_a_stage(exporting: ExportDialog) -> None:
    exporting.path.setText("  ")
    assert not exporting.start.isEnabled()
    exporting.path.setText("a.jsonl")
    assert exporting.start.isEnabled()
    for box in exporting.stages.values():
        box.click()
    assert not exporting.start.isEnabled()


def test_from_progress_to_report(exporting: ExportDialog) -> None:
    exporting.start.click()
    assert exporting.form.isHidden()
    # files of more than two thousand million bytes are counted too
    exporting.set_progress(5_000_000_000, 10_000_000_000)
    assert exporting.bar.value() == exporting.bar.maximum() // 2
    report = ExportReport(lines=1234, articles=1, not_done=1, links_left_out=2, files=["/a/out.jsonl"])
    exporting.show_report(report)
    assert exporting.status.text().splitlines() == [
        "1,234 lines written and proven.",
        "1 article.",
        "1 article is not done.",
        "2 links to records outside the export were left out.",
    ]
    assert exporting.lines.toPlainText() == "/a/out.jsonl"
    assert exporting.stop.text() == "Close"


def test_cancelling_asks_once_and_waits(exporting: ExportDialog, qtbot: QtBot) -> None:
    exporting.start.click()
    exporting.set_progress(1, 3)
    with qtbot.waitSignal(exporting.cancelAsked):
        exporting.close()
    assert exporting.isVisible()
    assert not exporting.stop.isEnabled()
    exporting.show_cancelled()
    assert not exporting.form.isHidden()
    assert exporting.start.isEnabled()
    exporting.stop.click()
    assert exporting.isHidden()


def test_an_error_lets_one_try_again(exporting: ExportDialog, qtbot: QtBot) -> None:
    exporting.start.click()
    exporting.show_error("The folder <b>x</b> does not exist.")
    assert exporting.trouble.text() == "The folder <b>x</b> does not exist."
    assert exporting.trouble.textFormat() == Qt.TextFormat.PlainText
    with qtbot.waitSignal(exporting.asked):
        exporting.start.click()
    assert exporting.trouble.isHidden()


def test_an_import_report_can_be_copied(qtbot: QtBot) -> None:
    dialog = ImportDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    report = ImportReport(taken=2, known=1, refused=[BadInput("x")], encodings=[("a.txt", "windows-1258")])
    dialog.show_report(report, ["b.jsonl:17: The span ends in a blank."])
    assert dialog.status.text().splitlines() == [
        "2 articles taken.",
        "1 article was known.",
        "1 input was refused:",
    ]
    dialog.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert "2 articles taken." in copied
    assert "b.jsonl:17: The span ends in a blank." in copied
    assert "a.txt: read as windows-1258" in copied


def test_an_import_of_nothing_says_so() -> None:
    assert import_sentences(ImportReport()) == ["There was nothing to import."]


def test_a_crash_can_be_copied_and_another_added(qtbot: QtBot) -> None:
    box = CrashBox("Traceback <b>")
    qtbot.addWidget(box)
    box.add("Second")
    copy = next(one for one in box.findChildren(QPushButton) if one.accessibleName() == "Copy")
    copy.click()
    assert QGuiApplication.clipboard().text() == "Traceback <b>\n\nSecond"
    assert not box.isModal()


def test_about_names_the_version(qtbot: QtBot) -> None:
    from reader_app import __version__

    box = AboutBox()
    qtbot.addWidget(box)
    assert any(__version__ in label.text() for label in box.findChildren(QLabel))


def test_qts_own_words_come_from_the_catalogue(qtbot: QtBot, qapp: QApplication) -> None:
    words = StandardWords()
    assert qapp.installTranslator(words)
    try:
        assert standard_word("&Cancel") == "Cancel"
        assert QCoreApplication.translate("QPlatformTheme", "Select All") == "Select all"
        # what is not ours to say is left as it is
        assert QCoreApplication.translate("Any", "Something else") == "Something else"
        field = QLineEdit()
        qtbot.addWidget(field)
        menu = field.createStandardContextMenu()
        texts = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
        assert texts == ["Undo", "Redo", "Cut", "Copy", "Paste", "Delete", "Select all"]
        menu.deleteLater()
    finally:
        qapp.removeTranslator(words)
