"""The window as a whole: the course of the work, areas, other windows, restarts, trouble."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QTabBar
from pytestqt.qtbot import QtBot

from reader_app.core.model import Span
from reader_app.gui.main_window import MainWindow
from reader_app.storage import Store
from reader_app.words import use
from tests.gui.typist import Typist

Open = Callable[..., Typist]


def _said(t: Typist) -> str:
    return t.window.messages.sentence()


def _entities(t: Typist) -> list[tuple[str, str]]:
    return [(a.label, a.contents[0].of(t.text())) for a in t.all("entity")]


# the course of the work


def test_submit_goes_on_and_a_submitted_article_is_closed_until_it_is_reopened(typist: Typist) -> None:
    t = typist
    first = t.session.here.article.key
    t.select("Shinzo Abe")
    t.press("1")
    t.window.desk.done.findChildren(type(t.window.desk.done._boxes["entity"]))[0].click()
    t.press("N")
    assert t.session.here.article.key != first
    t.press("Ctrl+PgUp")
    assert t.session.stage == "submitted"
    assert t.session.done == ("entity",)
    t.select("Putin")
    t.press("1")
    assert len(_entities(t)) == 1
    assert "reopen" in _said(t).lower()
    t.press("Ctrl+Shift+N", "1")
    assert t.session.stage == "draft"
    assert len(_entities(t)) == 2
    t.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert t.session.stage == "draft"
    assert t.session.done == ("entity",)
    assert len(_entities(t)) == 1


def test_set_aside_goes_on(typist: Typist, qtbot: QtBot) -> None:
    t = typist
    first = t.session.here.article.id
    t.press("Z")
    assert t.session.here.article.id != first
    assert t.session.store.stage_counts("lan")["set-aside"] == 1
    seq = t.session.store.seq_of(first)
    assert seq is not None
    row = t.window.desk.articles._model
    qtbot.waitUntil(lambda: (known := row.known(seq)) is not None and known.stage == "set-aside")


def test_an_article_is_removed_and_comes_back(typist: Typist) -> None:
    t = typist
    t.select("Shinzo Abe")
    t.press("1")
    article = t.session.here.article
    seq = t.session.store.seq_of(article.id)
    t.window.desk.articles.intent.emit("remove", seq)
    assert t.session.here.article.id != article.id
    assert article.key in _said(t)
    t.window.do("restore-article")
    assert t.session.here.article == article
    assert _entities(t) == [("PER", "Shinzo Abe")]


def test_nothing_to_tag_says_that_every_kind_is_done(typist: Typist) -> None:
    typist.window.do("nothing-here")
    assert typist.session.done == ("entity", "quote", "claim")


# areas, going, keys sheet


def test_f6_goes_round_the_areas(typist: Typist) -> None:
    t = typist
    t.reader.setFocus()
    seen = []
    for _ in range(5):  # text, panel, boxes of what is all tagged, list, filter
        seen.append(t.focus())
        t.press("F6")
    assert len({id(widget) for widget in seen}) == 5
    assert t.focus() is t.reader


def test_ctrl_k_goes_to_an_article_and_to_an_action(typist: Typist) -> None:
    t = typist
    t.press("Ctrl+K")
    t.write("que huong thu tuong yamaguchi")
    t.press("Enter")
    assert t.session.here.article.key.startswith("001")
    assert t.focus() is t.reader
    t.press("Ctrl+K")
    t.write("all keys")
    t.press("Enter")
    assert t.window.sheet.isVisible()
    t.press("Esc")
    assert not t.window.sheet.isVisible()
    assert t.focus() is t.reader


def test_the_names_that_tests_and_assistive_tools_rely_on(typist: Typist) -> None:
    window = typist.window
    assert window.objectName() == "mainWindow"
    for name in ("articleList", "articleFilter", "reader", "annotationPanel", "deskTabs", "saveState"):
        widget = window.findChild(object, name)
        assert widget is not None, name
        if name != "saveState":
            assert widget.accessibleName(), name
    assert typist.reader.document().toPlainText().replace("\xa0", " ") == typist.text().replace("\xa0", " ")
    assert isinstance(window.findChild(QTabBar, "deskTabs"), QTabBar)


# other windows, other starts


def test_two_windows_lose_nothing_of_each_other(project: Path, open_window: Open) -> None:
    lan, minh = open_window(project, "lan"), open_window(project, "minh")
    for who, name in ((lan, "Shinzo Abe"), (minh, "Moskva"), (lan, "Hokkaido"), (minh, "Tokyo")):
        who.select(name)
        who.press("1")
    with Store.open(project, read_only=True) as store:
        sheet = store.sheet(lan.session.here.article.id)
    found = {(a.author, a.contents[0].of(sheet.article.text)) for a in sheet.annotations()}
    assert found == {("lan", "Shinzo Abe"), ("lan", "Hokkaido"), ("minh", "Moskva"), ("minh", "Tokyo")}


def test_the_last_article_and_place_are_there_again(project: Path, open_window: Open) -> None:
    first = open_window(project)
    first.press("Ctrl+PgDown")
    first.go_into("Theo ủy nhiệm")
    caret, article = first.window.desk.reader.caret(), first.session.here.article.id
    first.window.close()
    again = open_window(project)
    assert again.session.here.article.id == article
    assert again.window.desk.reader.caret() == caret
    place = again.window.desk.reader.place()
    assert 0 < place <= caret


def test_a_read_only_project_is_shown_and_says_so(
    project: Path, open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Store.open
    monkeypatch.setattr(Store, "open", staticmethod(lambda path, **_: real(path, read_only=True)))
    t = open_window(project)
    assert "read-only" in _said(t)
    t.select("Shinzo Abe")
    t.press("1")
    assert "read" in _said(t)
    assert not _entities(t)


def test_a_disk_that_refuses_moves_nothing(typist: Typist, project: Path) -> None:
    t = typist
    t.select("Shinzo Abe")
    blocker = sqlite3.connect(project)
    blocker.execute("begin immediate")
    try:
        t.press("1")
        assert not _entities(t)
        assert _said(t)
    finally:
        blocker.rollback()
        blocker.close()
    t.press("1")
    assert _entities(t) == [("PER", "Shinzo Abe")]


def test_dropped_files_are_imported(typist: Typist, tmp_path: Path, qtbot: QtBot) -> None:
    t = typist
    path = tmp_path / "mới.txt"
    path.write_text("Bà Lê nói: “Chợ 😀 mở lại.”", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    actions = Qt.DropAction.CopyAction
    drop = QDropEvent(QPointF(5, 5), actions, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    with qtbot.waitSignal(t.window.files.imported, timeout=10_000):
        t.window.desk.reader.dropEvent(drop)
    assert t.session.store.article_id_for_key("mới") is not None


def test_an_empty_project_invites(tmp_path: Path, open_window: Open) -> None:
    t = open_window(tmp_path / "leer.sqlite")
    t.press("1", "Q", "C", "N", "Space", "Ctrl+Z", "Ctrl+F", "G", "P", "Ctrl+PgDown")
    assert t.session.sheet is None


@pytest.mark.parametrize("language", ["vi", "en"])
def test_both_languages(project: Path, open_window: Open, language: str) -> None:
    use(language)
    t = open_window(project)
    t.select("Shinzo Abe")
    t.press("1")
    label = t.window.findChild(QLabel, "saveState")
    assert ("Đã lưu" if language == "vi" else "Saved") in label.text()


# odd text


def test_emoji_nfd_crlf_nbsp_and_line_separators_keep_spans_right(tmp_path: Path, open_window: Open) -> None:
    raw = "😀 Ông Nguye\u0302\u0303n\u00a0Nam 👨‍👩‍👧 no\u0301i:\r\n“Chợ sẽ mở lại.”\u2028Bà 😀Lê phản đối."
    source = tmp_path / "lạ.txt"
    source.write_bytes(raw.encode())
    from reader_app.gui.app import open_or_create
    from reader_app.transfer import ExportReport, ImportReport, export, import_files

    project = tmp_path / "p.sqlite"
    with open_or_create(project) as store:
        for _ in import_files(store, [source], ImportReport()):
            pass
    t = open_window(project)
    for name, key in (("Nguyễn\u00a0Nam", "1"), ("Lê", "1")):
        t.select(name)
        t.press(key)
    t.go_into("Chợ sẽ")
    t.press("Q")
    assert _entities(t) == [("PER", "Nguyễn\u00a0Nam"), ("PER", "Lê")]
    assert t.all("quote")[0].contents[0].of(t.text()) == "Chợ sẽ mở lại."
    assert t.text().count("\n") == 2
    with Store.open(project) as store:
        out = tmp_path / "out.jsonl"
        for _ in export(store, out, ExportReport()):
            pass
    import json

    line = json.loads(out.read_text(encoding="utf-8"))
    for entity in line["entities"]:
        assert line["text"][entity["start"] : entity["end"]] == entity["text"]
    assert [e["text"] for e in line["entities"]] == ["Nguyễn\u00a0Nam", "Lê"]


def test_the_caret_word_is_tagged_behind_an_emoji(tmp_path: Path, open_window: Open) -> None:
    source = tmp_path / "a.txt"
    source.write_text("😀😀 Hà Nội 😀 mưa", encoding="utf-8")
    from reader_app.gui.app import open_or_create
    from reader_app.transfer import ImportReport, import_files

    with open_or_create(tmp_path / "p.sqlite") as store:
        for _ in import_files(store, [source], ImportReport()):
            pass
    t = open_window(tmp_path / "p.sqlite")
    t.press("Ctrl+Home", "Ctrl+Right", "3")
    assert t.all("entity")[0].contents[0] == Span(3, 5)


def test_a_fault_of_ours_is_shown_and_nothing_is_lost(typist: Typist) -> None:
    assert isinstance(typist.window, MainWindow)
    typist.window.files.show_crash("Traceback: x")
    typist.window.files.show_crash("Traceback: y")
    box = typist.window.files._crash
    assert box is not None
    assert "x" in box.lines.toPlainText()
    assert "y" in box.lines.toPlainText()
    box.close()


def test_another_author_asks_for_a_window_of_her_own(typist: Typist, qtbot: QtBot) -> None:
    t = typist
    t.window.top.newAuthorAsked.emit()
    t.write("all")
    t.press("Enter")
    assert "all" in _said(t)
    t.window.top.newAuthorAsked.emit()
    t.write("minh")
    with qtbot.waitSignal(t.window.restart) as asked:
        t.press("Enter")
    assert asked.args == ["", "minh"]


def test_the_window_keeps_a_backup_beside_the_project(typist: Typist, project: Path, qtbot: QtBot) -> None:
    typist.select("Shinzo Abe")
    typist.press("1")
    typist.window.files.back_up_if_due()
    qtbot.waitUntil(lambda: not typist.window.files._jobs, timeout=10_000)
    assert not _said(typist)
    copies = [path for path in project.parent.iterdir() if "backup" in str(path) and path != project]
    assert copies


def test_boxes_show_what_is_saved_and_nothing_else(typist: Typist) -> None:
    t = typist
    t.press("Ctrl+2", "N")
    assert t.session.done == ()
    assert t.window.desk.done.kinds() == ()
    t.press("Shift+N")
    t.press("Ctrl+PgUp")
    assert t.session.done == ("quote",)
    t.press("Ctrl+PgDown")
    assert t.session.done == ("entity", "quote", "claim")


def test_the_find_bar_looks_in_the_article_that_is_open(typist: Typist) -> None:
    t = typist
    t.press("Ctrl+F")
    t.write("Yamaguchi")
    t.press("Ctrl+PgDown", "Enter")
    span = t.window.desk.reader.selected_span()
    assert span is not None
    assert span.of(t.text()) == "Yamaguchi"


def test_a_note_being_written_outlives_the_window(project: Path, open_window: Open) -> None:
    t = open_window(project)
    t.select("Shinzo Abe")
    t.press("1", "G")
    QApplication.focusWidget().insertPlainText("hello")  # type: ignore[union-attr]
    t.window.close()
    again = open_window(project)
    assert again.all("entity")[0].note == "hello"


def test_a_file_that_is_no_project_leaves_the_window_as_it_was(
    project: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader_app import preferences
    from reader_app.gui.app import Application

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    foreign = tmp_path / "foreign.sqlite"
    foreign.write_bytes(b"no database at all")
    application = Application(project, "lan")
    application.show()
    window = application.window
    assert window is not None
    window.restart.emit(str(foreign), "")
    qtbot.waitUntil(lambda: "foreign" in window.messages.sentence())
    assert application.window is window
    assert window.isVisible()
    assert "foreign" not in preferences.load().project
    window.restart.emit("", "mai")
    qtbot.waitUntil(lambda: application.window is not window)
    assert application.window is not None
    assert application.window.author == "mai"
    application.window.close()


def test_a_narrow_window_keeps_the_text(typist: Typist) -> None:
    t = typist
    t.window.resize(700, 600)
    QApplication.processEvents()
    assert not t.window.desk.articles.isVisible()
    assert t.reader.width() >= 300
    t.window.resize(1300, 800)
    QApplication.processEvents()
    assert t.window.desk.articles.isVisible()
