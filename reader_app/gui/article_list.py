"""The articles of the project: a filter, the stages, the list, and how far one has come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QProgressBar, QToolButton, QVBoxLayout, QWidget

from reader_app.core.model import STAGES, Span
from reader_app.gui.article_model import ArticleModel, stage_title
from reader_app.gui.article_rows import ArticlePainter, article_row_height
from reader_app.gui.card_paint import fonts
from reader_app.gui.fields import flat_button
from reader_app.gui.flow import FlowLayout
from reader_app.gui.lists import RowList
from reader_app.gui.plain import number, plain
from reader_app.gui.search_field import SearchField
from reader_app.gui.text_fields import ElidedLabel
from reader_app.gui.theme import Theme
from reader_app.preferences import PROJECT_SUFFIXES
from reader_app.storage import ArticleRow
from reader_app.words import _, ngettext

_AHEAD = 12  # rows beyond the edges that are asked for together with those in sight
_ALWAYS = ("", "draft", "submitted")  # stages with a chip also where no article is in them
_THOUSANDS = 10_000
"""From so many articles on a chip counts thousands; its tooltip and its name say how many there are."""
_SUFFIXES = frozenset({".txt", ".jsonl", ".ndjson", *PROJECT_SUFFIXES})


class Articles(RowList):
    """The list itself. It says which rows it would show next to nothing for."""

    looked = Signal(range)  # rows in sight, and some beyond

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if rows := self.visible_rows():
            self.looked.emit(range(rows.start - _AHEAD, rows.stop + _AHEAD))


class ArticleList(QWidget):
    """The left side of the desk."""

    rowsWanted = Signal(list)  # seqs of rows in sight that are not known yet
    opened = Signal(int)  # seq
    filterChanged = Signal(str, str)  # text, stage
    firstAsked = Signal()  # to open the first article that is found
    facetsAsked = Signal()  # for what else to filter and to order by
    facetsCleared = Signal()
    filesDropped = Signal(list)  # paths
    intent = Signal(str, int)  # action, seq

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Articles"))
        self.setAcceptDrops(True)
        self._stage = ""
        self._reveal = False
        self._wanted: list[int] = []
        self._model = ArticleModel(self)
        self._rows = ArticlePainter(self._model)
        self.filter = SearchField(self)
        self.filter.setObjectName("articleFilter")
        self.filter.setAccessibleName(_("Filter the articles"))
        self.filter.setPlaceholderText(_("Filter: title or text"))
        self.filter.setClearButtonEnabled(True)
        self.filter.installEventFilter(self)
        # only what comes in one go, as from an input method, is taken together: a search breaks off the one before
        self._typing = QTimer(self, singleShot=True, interval=15)
        self._typing.timeout.connect(self._filter)
        self.filter.queryChanged.connect(lambda _query: self._typing.start())
        self._chips: dict[str, QToolButton] = {}
        self._facets: _FacetLine | None = None
        self.list = Articles(self)
        self.list.setObjectName("articleList")
        self.list.setAccessibleName(_("Articles"))
        self.list.setModel(self._model)
        self.list.row_painter = self._rows
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.list.clicked.connect(lambda index: self._open(index.row()))
        self.list.entered.connect(self._open)
        self.list.looked.connect(self._look)
        self._asking = QTimer(self, singleShot=True, interval=0)
        self._asking.timeout.connect(self._ask)
        self._done = ElidedLabel(self)
        self._done.setProperty("role", "muted")
        self._done.setFont(fonts(self.font())[2])
        self._bar = QProgressBar(self)
        self._bar.setObjectName("progressLine")
        self._bar.setAccessibleName(_("Your progress"))
        self._bar.setTextVisible(False)
        self._lay_out()
        self.set_counts({})
        self.set_progress(0, 0, 0)
        self._show_height()
        self._show_hint()

    def _lay_out(self) -> None:
        more = flat_button("▾", _("Filter and order the articles"), "key", self)
        more.setToolTip(_("Filter and order the articles"))
        more.clicked.connect(self._ask_facets)
        line = QHBoxLayout()
        line.setSpacing(2)
        line.addWidget(self.filter, 1)
        line.addWidget(more)
        box = self._box = QVBoxLayout(self)
        box.setContentsMargins(12, 12, 8, 12)
        box.setSpacing(8)
        box.addLayout(line)
        box.addWidget(self._chip_row())
        box.addWidget(self.list, 1)
        box.addWidget(self._done)
        box.addWidget(self._bar)

    def set_articles(self, seqs: Sequence[int], rows: Iterable[ArticleRow]) -> None:
        """Show the articles `seqs`; `rows` are those of them that are known already. What is in sight stays where it
        is, whatever has come or gone before it."""
        bar = self.list.verticalScrollBar()
        before = bar.value()
        top = self.list.visible_rows().start if before else -1
        anchor = self._model.seq(top) if 0 <= top < self._model.rowCount() else 0
        at = self.list.rowViewportPosition(top) if anchor else 0
        self._model.set_seqs(seqs, rows)
        self._show_hint()
        self.list.updateGeometries()
        place = self._model.place(anchor) if anchor else -1
        bar.setValue(before if place < 0 else place * self.list.verticalHeader().defaultSectionSize() - at)
        self._show_cursor()
        self.list.viewport().update()

    def set_found(self, query: str, order: str, seqs: Sequence[int], rows: Iterable[ArticleRow]) -> None:
        """Show another list from its top: the articles `seqs` in `order`, found by the words of `query`."""
        self._model.forget()
        self._model.query, self._rows.order = query, order
        self.list.verticalScrollBar().setValue(0)
        self.set_articles(seqs, rows)
        self.list.verticalScrollBar().setValue(0)

    def open_first(self) -> None:
        """Open the first article of the list."""
        if self._model.rowCount():
            self._open(0)

    def hit(self, seq: int) -> Span | None:
        """Return what a search has found in the text of the article `seq`, as far as it is known."""
        row = self._model.known(seq)
        return row.hit.span if row is not None and row.hit is not None else None

    def set_facets(self, words: Sequence[str]) -> None:
        """Say what the list is filtered and ordered by beside words and stage; nothing where there is nothing."""
        if self._facets is None and words:
            self._facets = _FacetLine(self)
            self._facets.clear.clicked.connect(self.facetsCleared)
            self._box.insertWidget(2, self._facets)
        if self._facets is not None:
            self._facets.set_words(words)
        self._show_hint()

    @property
    def theme(self) -> Theme:
        return self._rows.theme

    def add_rows(self, rows: Iterable[ArticleRow]) -> None:
        """Take in rows that were wanted."""
        self._model.add_rows(rows)

    def update_row(self, row: ArticleRow) -> None:
        """Take in a row that has changed."""
        self._model.add_rows([row])

    def set_current(self, seq: int) -> None:
        """Mark the article `seq` as the open one and bring it into sight; 0 for none."""
        self._reveal = seq != self._rows.current
        self._rows.current = seq
        self._show_cursor()
        self.list.viewport().update()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many articles are in each stage; "total" counts all of them."""
        for stage, chip in self._chips.items():
            count = counts.get(stage, 0) if stage else counts.get("total", 0)
            words = stage_title(stage) if stage else _("All")
            chip.setText(plain(f"{words} {_short(count)}"))
            chip.setToolTip(number(count) if count >= _THOUSANDS else "")
            chip.setAccessibleName(f"{words}: {number(count)}")
            chip.setVisible(stage in _ALWAYS or bool(count) or stage == self._stage)

    def set_progress(self, done: int, total: int, labels_today: int) -> None:
        """Show that `done` of `total` articles are done and how many labels were set today."""
        articles = _("{done} / {total} articles").format(done=number(done), total=number(total))
        today = ngettext("{count} label today", "{count} labels today", labels_today)
        self._done.set_words(f"{articles} · {today.format(count=number(labels_today))}")
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)

    def set_theme(self, theme: Theme) -> None:
        self._rows.theme = theme
        self.list.viewport().update()

    def set_filter(self, text: str, stage: str) -> None:
        """Show this filter without asking for its articles."""
        self.filter.setText(text)
        self._typing.stop()
        self._stage = stage
        self._chips[stage].setChecked(True)

    def _chip_row(self) -> QWidget:
        row = QWidget(self)
        row.setAccessibleName(_("Stages"))
        flow = FlowLayout(row)
        group = QButtonGroup(row)
        for stage in ("", *STAGES):
            chip = flat_button("", "", "chip", row)
            chip.setCheckable(True)
            chip.setChecked(not stage)
            chip.clicked.connect(lambda _checked=False, value=stage: self._choose_stage(value))
            group.addButton(chip)
            flow.addWidget(chip)
            self._chips[stage] = chip
        return row

    def _ask_facets(self) -> None:
        self.facetsAsked.emit()

    def _choose_stage(self, stage: str) -> None:
        if stage != self._stage:
            self._stage = stage
            self._filter()

    def _filter(self) -> None:
        self._typing.stop()
        self.filterChanged.emit(self.filter.query(), self._stage)

    def _open(self, row: int) -> None:
        self.opened.emit(self._model.seq(row))

    def _look(self, rows: range) -> None:
        if wanted := self._model.missing(rows):
            self._wanted += wanted
            self._asking.start()

    def _ask(self) -> None:
        wanted, self._wanted = self._wanted, []
        self.rowsWanted.emit(wanted)

    def _show_cursor(self) -> None:
        place = self._model.place(self._rows.current)
        self.list.set_row(place)
        # the first rows may come before the one that is open
        if place >= 0 and self._reveal:
            self._reveal = False
            self.list.scrollTo(self._model.index(place))

    def _show_height(self) -> None:
        self.list.set_row_height(article_row_height(self.list.font()))

    def _show_hint(self) -> None:
        if self.filter.query() or self._stage or (self._facets is not None and not self._facets.isHidden()):
            self.list.hint = _("No article matches this filter.")
        else:
            self.list.hint = _("No articles yet: drop .txt or .jsonl files here.")

    def _show_menu(self, at: QPoint) -> None:
        index = self.list.indexAt(at)
        if index.isValid():
            row = self._model.row(index.row())
            self.menu_for(self._model.seq(index.row()), "" if row is None else row.stage).popup(
                self.list.viewport().mapToGlobal(at)
            )

    def menu_for(self, seq: int, stage: str) -> QMenu:
        """Return the menu of the article `seq` in `stage`."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Open"), lambda: self.opened.emit(seq))
        if stage in {"submitted", "approved", "set-aside"}:
            menu.addAction(_("Reopen"), lambda: self.intent.emit("reopen", seq))
        menu.addSeparator()
        menu.addAction(_("Remove article…"), lambda: self.intent.emit("remove", seq))
        return menu

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        # out of the filter: down into the list, Enter to its first article, Esc clears it
        if watched is self.filter and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.filter.commit()
                if self._typing.isActive():
                    self._filter()
                self.firstAsked.emit()
                return True
            if event.key() == Qt.Key.Key_Down and self._model.rowCount():
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
                if self.list.row() < 0:
                    self.list.set_row(0)
                return True
            if event.key() == Qt.Key.Key_Escape and self.filter.query():
                self.filter.clear()
                self._filter()
                return True
            if event.key() == Qt.Key.Key_Escape and self._facets is not None and not self._facets.isHidden():
                self.facetsCleared.emit()
                return True
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._show_height()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := dropped_files(event):
            event.acceptProposedAction()
            self.filesDropped.emit(paths)


class _FacetLine(QWidget):
    """What the list is filtered by, in one line, with a button that ends it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = ElidedLabel(self)
        self._words.setFont(fonts(self.font())[2])
        self.clear = flat_button("✕", _("Clear the filters"), "key", self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 0, 0, 0)
        layout.addWidget(self._words, 1)
        layout.addWidget(self.clear)

    def set_words(self, words: Sequence[str]) -> None:
        self._words.set_words(" · ".join(words))
        self.setAccessibleName(_("Filtered by: {words}").format(words=", ".join(words)))
        self.setVisible(bool(words))


def _short(count: int) -> str:
    return number(count) if count < _THOUSANDS else f"{number(count // 1000)}k"


def dropped_files(event: QDropEvent) -> list[Path]:
    """Return the files and folders that `event` brings and that could be imported."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in _SUFFIXES or path.is_dir()]
