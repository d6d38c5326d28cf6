"""The middle of the annotate desk: the article under its header, and what comes above and below its text."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reader_app.gui.article_header import ArticleHeader
from reader_app.gui.reader import Reader


class TextColumn(QWidget):
    """Header and reader. What is put beside the text is a child of the column, and hidden until it is shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.header = ArticleHeader(self)
        self.reader = Reader(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.header)
        self._column.addWidget(self.reader)

    def put_above(self, widget: QWidget) -> None:
        """Put `widget` between the header and the text."""
        widget.hide()
        self._column.insertWidget(self._column.indexOf(self.reader), widget)

    def put_below(self, widget: QWidget) -> None:
        """Put `widget` below the text and all that is there already."""
        widget.hide()
        self._column.addWidget(widget)
