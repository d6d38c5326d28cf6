"""Makes the pictures of the README: the app itself, on the seeds with their gold annotations, and with what the engine
suggests for them.

python tests/pictures.py [FOLDER]      writes annotate-light.png, annotate-dark.png, annotate-en.png,
                                       suggestions-light.png and suggestions-dark.png
python tests/pictures.py --every FOLDER [SCREEN …]
                                       writes SCREEN-THEME-LANGUAGE.png for each screen in each theme and language, to
                                       be looked at
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["READER_APP_SUGGESTIONS"] = "off"  # they are made here, so that each picture has the same

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from reader_app import preferences, words  # noqa: E402  the checkout comes first
from reader_app.core.model import Span, text_hash  # noqa: E402
from reader_app.core.suggestion import known_hash  # noqa: E402
from reader_app.gui.app import build, open_or_create  # noqa: E402
from reader_app.gui.main_window import MainWindow  # noqa: E402
from reader_app.gui.theme import THEMES  # noqa: E402
from reader_app.nlp.engine import Engine  # noqa: E402
from reader_app.resources import seeds  # noqa: E402
from reader_app.session import Session  # noqa: E402
from reader_app.transfer import ImportReport, import_files  # noqa: E402
from tests.gui.screens import SCREENS, opened, prepare, settle  # noqa: E402
from tests.gui.typist import Typist  # noqa: E402

SIZE = (1500, 940)


def annotate(session: Session) -> None:
    """Tag the open seed as its gold has it, with the people's full names and one claim."""
    lines = (ROOT / "tests/data/seeds-gold.jsonl").read_text("utf-8").splitlines()
    gold = next(g for g in map(json.loads, lines) if g["text"] == session.text)
    for entity in gold["entities"]:
        session.tag(Span(entity["start"], entity["end"]), entity["label"])
    made: dict[str, str] = {}
    for quote in gold["quotes"]:
        record = session.quote(Span(quote["contents"][0]["start"], quote["contents"][-1]["end"]))
        for role in ("cue", "source"):
            if quote[role]:
                session.set_part(record, role, Span(quote[role]["start"], quote[role]["end"]))
        if quote["source"] and "Putin" in quote["source"]["text"]:
            if "Putin" in made:
                session.set_people(record, [made["Putin"]])
            else:
                made["Putin"] = session.make_person(record, "Vladimir Putin")
        before = session.mine("quote")[-2].referents if len(session.mine("quote")) > 1 else ()
        if not quote["source"] and before:
            session.set_people(record, before)
    session.claim_at(session.text.index("Kim ngạch thương mại hai chiều trong các tháng"))


def suggest(window: MainWindow) -> None:
    """Open the other seed with the engine's suggestions, accept some of them, and choose a quote."""
    session, acts = window.session, window.desk.acts
    if not session.here.article.key.startswith("001"):
        window.desk.course.neighbour(1)
    article = session.here.article
    if not session.mine():
        suggested = Engine().suggest(article.id, article.text)
        session.take(article.id, text_hash(article.text), known_hash(()), suggested)
        session.accept_all([s.id for s in session.suggestions if s.kind == "entity"][:6])
    acts.offers.go_to(next(s for s in acts.offers.shown if s.kind == "quote"))


def shoot(project: Path, language: str, theme: str, target: Path) -> None:
    preferences.save(theme=theme)
    words.use(language)
    window = build(project, "Lan")
    assert isinstance(window, MainWindow)
    window.resize(*SIZE)
    window.show()
    if not window.session.mine():
        annotate(window.session)
    window.desk.suggestions.wake()
    if target.stem.startswith("suggestions"):
        suggest(window)
    else:
        window.desk.acts.go_to(window.session.mine("quote")[0])
    for _ in range(4):
        QApplication.processEvents()
    # what the hand sees once it rests: the stages are counted then
    window.desk.shelf.refresh()
    QTest.qWait(300)  # and the map and the checks are made
    window.grab().save(str(target))
    window.close()
    window.deleteLater()
    QApplication.processEvents()


def every(project: Path, folder: Path, chosen: list[str]) -> None:
    """Draw each screen of `chosen`, all for none, in each theme and language, each on a copy of `project`."""
    copy = project.with_name(f"{project.stem} (2).sqlite")
    for language in words.LANGUAGES:
        words.use(language)
        for theme in THEMES:
            preferences.save(theme=theme.name)
            for screen in chosen or SCREENS:
                shutil.copy(project, copy)
                window = build(copy, "Lan")
                assert isinstance(window, MainWindow)
                window.resize(*SIZE)
                window.show()
                typist = Typist(window)
                prepare(typist)
                with opened(typist, screen) as shown:
                    QTest.qWait(300)  # what is counted and found beside the window
                    together(window, shown).save(str(folder / f"{screen}-{theme.name}-{language}.png"))
                window.close()
                window.deleteLater()
                settle()


def together(window: QWidget, shown: list[QWidget]) -> QPixmap:
    """Return a picture of `window` with the boxes and menus over it."""
    picture = window.grab()
    painter = QPainter(picture)
    for box in shown:
        if box is not window:
            painter.drawPixmap(box.mapToGlobal(QPoint()) - window.mapToGlobal(QPoint()), box.grab())
    painter.end()
    return picture


def main(folder: Path, chosen: list[str] | None = None) -> None:
    """Draw the pictures of the README into `folder`, or, where screens are `chosen`, those."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["XDG_CONFIG_HOME"] = home
        project = Path(home) / "Nga – Nhật 2016–2019.sqlite"
        app = QApplication([])
        assert app is not None
        with open_or_create(project) as store:
            for _ in import_files(store, seeds(), ImportReport()):
                pass
        folder.mkdir(parents=True, exist_ok=True)
        if chosen is not None:
            every(project, folder, chosen)
            return
        for name, language, theme in (("light", "vi", "light"), ("dark", "vi", "dark"), ("en", "en", "light")):
            shoot(project, language, theme, folder / f"annotate-{name}.png")
        for theme in ("light", "dark"):
            shoot(project, "vi", theme, folder / f"suggestions-{theme}.png")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--every"]:
        main(Path(sys.argv[2]), sys.argv[3:])
    else:
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "resources/guide")
