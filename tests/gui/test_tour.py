"""The first run: a short tour that follows what is done, and what an unusual project looks like."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from reader_app import preferences
from reader_app.cli import desk as starting
from reader_app.core.errors import NotAProject, StorageUnavailable
from reader_app.gui import app as app_module
from reader_app.gui.app import Application, open_or_create
from reader_app.gui.key_table import KeyTable, use
from reader_app.gui.tour import Tour
from reader_app.resources import seeds
from reader_app.storage import Store
from reader_app.transfer import ImportReport, import_files
from reader_app.words import refusal
from reader_app.words import use as words_in
from tests.gui.proposing import propose
from tests.gui.typist import Typist

Open = Callable[..., Typist]


@pytest.fixture(autouse=True)
def as_at_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    yield
    use("")


def _tour(t: Typist) -> Tour:
    return t.window.desk.touring.tour


def _with_seeds(path: Path) -> Path:
    with open_or_create(path) as store:
        for _ in import_files(store, seeds(), ImportReport()):
            pass
    return path


# the tour


def test_no_window_but_our_own_first_one_shows_it(typist: Typist, qtbot: QtBot) -> None:
    qtbot.wait(500)
    assert not typist.window.desk.touring.is_open


def test_the_first_run_on_the_seeds_shows_it_until_it_is_closed_for_good(qapp: QApplication, qtbot: QtBot) -> None:
    assert qapp is not None
    own = _with_seeds(preferences.own_project())
    for closed in (False, True):
        application = Application(own, "lan")
        application.show()
        window = application.window
        assert window is not None
        t = Typist(window)
        if closed:
            qtbot.wait(500)
            assert not window.desk.touring.is_open
        else:
            qtbot.waitUntil(lambda t=t: t.window.desk.touring.is_open, timeout=5000)
            assert t.focus() is t.reader, "the keys stay with the text"
            t.press("Esc")
            assert not window.desk.touring.is_open
            assert preferences.load().tour == "done"
        window.close()
        window.deleteLater()
        QApplication.processEvents()


def test_it_goes_on_with_what_is_done_and_by_its_key(typist: Typist) -> None:
    t = typist
    t.press("F9")
    assert _tour(t).at() == 0
    t.select("Shinzo Abe")
    t.press("1")
    assert _tour(t).at() == 1
    t.go_into("chúng tôi đã thảo luận")
    t.press("Q", "V")
    assert _tour(t).at() == 1, "the card speaks of the source too"
    t.press("S")
    assert _tour(t).at() == 2
    t.press("Ctrl+Z")
    assert _tour(t).at() == 2, "it never goes back by itself"
    t.press("C")
    assert _tour(t).at() == 3
    t.press("F9", "F9")
    assert _tour(t).at() == 5
    assert "N submits" in _tour(t).words()
    t.press("F9")
    assert not t.window.desk.touring.is_open
    assert preferences.load().tour == "done"
    t.press("F9")
    assert _tour(t).at() == 0, "whoever asks for it has it again"


def _names(t: Typist, *keys: str) -> bool:
    return all(re.search(rf"(?<!\w){re.escape(key)}(?!\w)", _tour(t).words()) for key in keys)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_key_that_the_cards_name_does_what_they_say(project: Path, open_window: Open, language: str) -> None:
    words_in(language)
    t = open_window(project)
    t.window.resize(1300, 800)
    t.window.desk.acts.offers.awake = True
    t.press("F9")
    assert _names(t, "1", "3", "Ctrl+Z")
    t.select("Shinzo Abe")
    t.press("1")
    t.select("Nhật Bản")
    t.press("3")
    assert [one.label for one in t.all("entity")] == ["PER", "LOC"]
    t.press("Ctrl+Z")
    assert [one.label for one in t.all("entity")] == ["PER"]
    assert _names(t, "Q", "V", "S")
    t.go_into("chúng tôi đã thảo luận")
    t.press("Q", "V", "S")
    (quote,) = t.all("quote")
    parts = {part.role: part.span.of(t.text()) for part in quote.parts}
    assert (parts["cue"], parts["source"]) == ("nhấn mạnh", "Tổng thống Putin")
    assert _names(t, "C", "T")
    t.go_into("Kim ngạch thương mại hai chiều trong")
    t.press("C", "T")
    assert [claim.label for claim in t.all("claim")] == ["fact-event"], "the next after figures"
    assert _names(t, "Tab", "Enter", "X")
    propose(t.session)
    t.press("Tab", "X", "Enter")
    assert len(list(t.session.here.rejections("lan"))) == 1
    assert len(t.all("entity") + t.all("quote") + t.all("claim")) == 4
    t.press("F9")
    assert _names(t, "F2", "F8")
    assert "? " in _tour(t).words()
    t.press("F2")
    assert t.window.desk.guiding.is_open
    t.press("F2", "F8")
    assert t.window.messages.sentence()
    t.press("?")
    assert t.window.sheet.isVisible()
    t.window.sheet.close()
    t.press("F9")
    assert _names(t, "Ctrl+1", "Ctrl+2", "Ctrl+3", "N", "Ctrl+K")
    first = t.session.here.article.id
    t.press("Ctrl+1", "Ctrl+2", "Ctrl+3", "N")
    assert t.session.store.stage_on(t.session.store.seq_of(first) or 0, "lan") == "submitted"
    assert t.session.here.article.id != first
    t.press("F9")
    assert not t.window.desk.touring.is_open
    t.press("Ctrl+K")
    t.write("giới thiệu" if language == "vi" else "short tour")
    t.press("Enter")
    assert t.window.desk.touring.is_open, "the tour is found again"


def test_what_there_was_before_it_began_is_no_step(typist: Typist) -> None:
    t = typist
    t.select("Shinzo Abe")
    t.press("1", "F9")
    assert _tour(t).at() == 0


def test_it_names_the_keys_as_they_are(typist: Typist) -> None:
    t = typist
    t.press("F9", "F9")
    assert "press Q." in _tour(t).words()
    t.window.settings.use_keys(KeyTable().with_keys("quote", ("F12",)))
    assert "press F12." in _tour(t).words()
    preferences.save(keys="")


def test_the_cross_closes_it(typist: Typist) -> None:
    typist.press("F9")
    next(b for b in _tour(typist).findChildren(QToolButton) if b.text() == "×").click()
    assert not typist.window.desk.touring.is_open
    assert preferences.load().tour == "done"


# projects that are not as usual


def test_an_empty_project_says_what_to_do_and_no_key_does_harm(tmp_path: Path, open_window: Open) -> None:
    t = open_window(tmp_path / "empty.sqlite")
    assert t.window.desk.articles.list.hint
    assert t.window.desk._empty.isVisible()
    assert not t.reader.toPlainText()
    for key in ("1", "Q", "C", "S", "Space", "Del", "N", "F7", "F8", "F2", "F2", "F9", "Esc", "T", "P", "G", "Ctrl+Z"):
        t.press(key)
    assert t.session.sheet is None


def test_a_huge_article_has_its_findings_and_guidelines_too(tmp_path: Path, open_window: Open) -> None:
    text = "\n".join(f"Đoạn {n}. Ông A nói: “Đây là lời nói dài thứ {n} của ông ấy.”" for n in range(8000))
    file = tmp_path / "huge.txt"
    file.write_text(text, encoding="utf-8")
    path = tmp_path / "huge.sqlite"
    with open_or_create(path) as store:
        for _ in import_files(store, [file], ImportReport()):
            pass
    t = open_window(path)
    t.press("F7", "End")
    assert t.window.desk.checks.list.list.model().rowCount() == 8000
    selected = t.window.desk.reader.selected_span()
    assert selected is not None
    assert "thứ 7999" in selected.of(t.text())


def test_a_read_only_project_says_so_and_keeps_what_it_has(project: Path, open_window: Open) -> None:
    t = open_window(project)
    t.window._store.close()
    t.window._store.__dict__.update(Store.open(project, read_only=True).__dict__)
    t.window._show_project()
    assert "Read-only" in t.window.top.saved.text()
    assert "read-only" in t.window.messages.sentence()
    t.select("Shinzo Abe")
    t.press("1")
    assert not t.all("entity")
    assert t.window.messages.sentence() == "The project can only be read here."


def test_where_our_own_project_cannot_be_read_now_none_is_made_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def main(project: Path, _author: str, **_more: str) -> int:
        raise StorageUnavailable("unreadable", path=str(project))

    monkeypatch.setattr(app_module, "main", main)
    with pytest.raises(StorageUnavailable):
        starting.open_desk([])
    assert [path.name for path in preferences.own_project().parent.glob("*.sqlite")] == ["reader-app.sqlite"]


def test_where_the_last_project_is_gone_the_window_says_so_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "work.sqlite"
    preferences.save(project=str(gone))
    notes: list[str] = []

    def main(_project: Path, _author: str, *, note: str = "") -> int:
        notes.append(note)
        return 0

    monkeypatch.setattr(app_module, "main", main)
    assert starting.open_desk([]) == 0
    assert notes == [f"{gone}: This project is gone."]


def test_where_the_last_project_is_broken_ours_is_opened_and_the_window_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "work.sqlite"
    broken.write_bytes(b"SQLite format 3\0" + b"rubbish" * 400)
    preferences.save(project=str(broken))
    opened: list[tuple[Path, str]] = []

    def main(project: Path, _author: str, *, note: str = "") -> int:
        opened.append((project, note))
        Store.open(project).close()
        return 0

    def unreadable_unless_own(project: Path, _author: str, *, note: str = "") -> int:
        opened.append((project, note))
        if project == broken:
            raise StorageUnavailable("unreadable", path=str(project))
        return 0

    monkeypatch.setattr(app_module, "main", main)
    assert starting.open_desk([]) == 0
    assert [path for path, _note in opened] == [broken, preferences.own_project()]
    assert str(broken) in opened[1][1]
    assert str(broken) in capsys.readouterr().err
    with pytest.raises(NotAProject):
        starting.open_desk([str(broken)])
    # so it is where the last one is there but cannot be read now: a drive that hangs, a file of somebody else
    monkeypatch.setattr(app_module, "main", unreadable_unless_own)
    opened.clear()
    assert starting.open_desk([]) == 0
    assert [path for path, _note in opened] == [broken, preferences.own_project()]
    assert opened[1][1] == f"{broken}: The file cannot be read or written here."
    monkeypatch.setattr(app_module, "main", main)
    # and where ours is broken too, a new one beside it; nothing is ever overwritten
    preferences.own_project().write_bytes(b"SQLite format 3\0" + b"rubbish" * 400)
    preferences.save(project="")
    opened.clear()
    assert starting.open_desk([]) == 0
    assert opened[-1][0].name == "reader-app-2.sqlite"
    assert preferences.own_project().read_bytes().endswith(b"rubbish")


def test_a_home_where_nothing_can_be_made_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").write_text("a file in the place of the folder", encoding="utf-8")
    monkeypatch.setattr(app_module, "main", lambda *_given, **_more: 0)
    with pytest.raises(StorageUnavailable) as refused:
        starting.open_desk([])
    folder = preferences.own_project().parent
    assert refusal(refused.value) == f"{folder}: The file cannot be read or written here."


def test_an_esc_that_lets_go_of_something_leaves_the_tour(typist: Typist) -> None:
    t = typist
    t.press("F9")
    t.select("Shinzo Abe")
    t.press("1", "Esc")
    assert t.window.desk.touring.is_open
    t.press("Esc")
    assert not t.window.desk.touring.is_open
