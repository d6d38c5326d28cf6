"""What is known about the article, above its text: title, outlet, date, by-line and link, as plain text.

It is no part of the reader's document, which is the article's text and nothing else.
"""

from __future__ import annotations

from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reader_app.gui import web
from reader_app.gui.fields import flat_button
from reader_app.gui.key_table import with_key
from reader_app.gui.plain import one_line, plain, tip
from reader_app.gui.text_fields import ElidedLabel
from reader_app.words import _

if TYPE_CHECKING:
    from reader_app.core.model import Article
    from reader_app.gui.article_facts import FactsForm

_LARGER = 1.2  # the title, against the face around it
_ABOVE = 0.12
"""Room above a line, of its height: Inter's capitals with two marks (Ễ) are higher than its lines, and a label cuts
what is outside of it."""


class ArticleHeader(QWidget):
    """Shows an article's facts in two lines, and a form for them when somebody asks."""

    editAsked = Signal()
    written = Signal(dict)  # what is to be changed: field of the article -> words
    linkAsked = Signal(str)
    showAllAsked = Signal()
    left = Signal()  # the form is closed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("articleHeader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._article: Article | None = None
        self._editable = False
        # each widget is made where it stays: a widget that moves is dressed again
        lines = self._lines = QWidget(self)
        self.title = ElidedLabel(lines)
        self.title.setObjectName("articleTitle")
        self.facts = ElidedLabel(lines)
        self.facts.setProperty("role", "muted")
        self.link = flat_button("", "", "link", lines)
        self.hidden = flat_button("", "", "link", lines)
        self.edit = flat_button("✎", _("Edit title, date and source"), "key", lines)
        self.link.clicked.connect(self._ask_link)
        self.hidden.clicked.connect(self.showAllAsked)
        self.edit.clicked.connect(self.editAsked)
        self._lay_out()
        self._grow_title()
        self.hidden.hide()
        self.set_article(None, editable=False)

    def _lay_out(self) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()
        for row, parts in ((above, (self.title, self.hidden, self.edit)), (below, (self.facts, self.link))):
            row.setSpacing(8)
            row.setContentsMargins(0, 0, 0, 0)
            for part in parts:
                row.addWidget(part, 1 if isinstance(part, ElidedLabel) else 0)
        lines = QVBoxLayout(self._lines)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addLayout(above)
        lines.addLayout(below)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 5, 10, 7)
        self._column.addWidget(self._lines)

    def _grow_title(self) -> None:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * _LARGER)
        font.setWeight(QFont.Weight.DemiBold)
        self.title.setFont(font)
        for label in (self.title, self.facts):
            label.setContentsMargins(0, ceil(label.fontMetrics().height() * _ABOVE), 0, 0)

    def set_article(self, article: Article | None, *, editable: bool) -> None:
        """Show what is known about `article`; None where none is open."""
        self._article, self._editable = article, editable
        self.setVisible(article is not None)
        if article is None:
            return
        self.title.set_words(one_line(article.title) or article.key)
        facts = " · ".join(one_line(words) for words in (article.outlet, article.date, article.byline) if words)
        address = web.link(article.url)
        if address is None and article.url:
            facts = " · ".join(words for words in (facts, one_line(article.url)) if words)
        self.facts.set_words(facts)
        self.facts.setVisible(bool(facts or address is not None))
        self.link.setVisible(address is not None)
        if address is not None:
            self.link.setText(plain(one_line(web.host(address), 60)) + " ↗")
            self.link.setAccessibleName(_("Open {address} in the browser").format(address=article.url))
            self.link.setToolTip(tip(article.url))
        self.edit.setVisible(editable)
        if "form" in self.__dict__ and not editable:
            self.form.close_form()

    def _ask_link(self) -> None:
        if self._article is not None:
            self.linkAsked.emit(self._article.url)

    def set_hidden(self, words: str, hint: str) -> None:
        """Say what is hidden in the text, "" for nothing."""
        self.hidden.setText(plain(words))
        self.hidden.setAccessibleName(f"{words}. {hint}" if words else _("Show everything"))
        self.hidden.setToolTip(tip(hint))
        self.hidden.setVisible(bool(words))

    def name_keys(self) -> None:
        """Show the keys as they are now."""
        self.edit.setToolTip(with_key(_("Edit title, date and source"), "facts"))

    # the form

    @cached_property
    def form(self) -> FactsForm:
        from reader_app.gui.article_facts import FactsForm

        form = FactsForm(self)
        form.hide()
        form.written.connect(self.written)
        form.closed.connect(self._closed)
        self._column.addWidget(form)
        return form

    @property
    def is_editing(self) -> bool:
        return "form" in self.__dict__ and not self.form.isHidden()

    def open_form(self) -> None:
        """Show the form, with the article's facts in it."""
        if self._article is not None and self._editable:
            self._lines.hide()
            self.form.open_for(self._article)

    def flush(self) -> None:
        """Hand over what was written and not yet taken, and close the form."""
        if self.is_editing:
            self.form.finish()

    def _closed(self) -> None:
        self._lines.show()
        self.left.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self.is_editing:
            self.editAsked.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._grow_title()
