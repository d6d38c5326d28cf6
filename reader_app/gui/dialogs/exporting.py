"""Asking what to export, and how the export goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QWidget,
)

from reader_app.core.model import STAGES, Stage
from reader_app.gui.article_model import stage_title
from reader_app.gui.dialogs.work import WorkDialog, plain_label, push_button
from reader_app.gui.plain import number, plain
from reader_app.transfer.report import ExportReport
from reader_app.words import _, ngettext


@dataclass(frozen=True, slots=True)
class Target:
    """A format to write: its id, its title and the suffix of its files, with the dot."""

    format: str
    title: str
    suffix: str


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What is to be written where. No stages means all of them."""

    path: Path
    format: str
    layer: str
    stages: tuple[Stage, ...]
    verdict: str


class ExportDialog(WorkDialog):
    """One box from the question to the report."""

    asked = Signal(object)  # ExportWish

    def __init__(
        self, targets: Sequence[Target], authors: Sequence[str], path: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Export"), parent)
        self.setObjectName("exportDialog")
        self.setMinimumWidth(640)
        self._targets = tuple(targets)
        self.form = QWidget(self)
        form = QFormLayout(self.form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.format = self._combo(form, _("Format"), [(one.format, one.title) for one in targets])
        self.format.currentIndexChanged.connect(self._fit_suffix)
        self.path = QLineEdit(str(path), self.form)
        self.path.setAccessibleName(_("File"))
        browse = push_button(_("Browse…"), self.form)
        browse.clicked.connect(self._browse)
        row = QHBoxLayout()
        row.addWidget(self.path, 1)
        row.addWidget(browse)
        self._row(form, _("File"), row)
        layers = [
            ("all", _("all authors")),
            *((name, name) for name in authors),
            ("gold", _("gold: what was accepted")),
        ]
        self.layer = self._combo(form, _("Layer"), layers)
        self.stages: dict[Stage, QCheckBox] = {}
        boxes = QGridLayout()
        for n, stage in enumerate(STAGES):
            box = QCheckBox(plain(stage_title(stage)), self.form)
            box.setAccessibleName(stage_title(stage))
            box.setChecked(True)
            box.clicked.connect(lambda _checked: self._show_ready())
            boxes.addWidget(box, n // 3, n % 3)
            self.stages[stage] = box
        self._row(form, _("Stages"), boxes)
        verdicts = [
            ("any", _("every record")),
            ("not-rejected", _("all but rejected ones")),
            ("accepted", _("accepted ones")),
        ]
        self.verdict = self._combo(form, _("Records"), verdicts)
        self.body.insertWidget(0, self.form)
        self.trouble = plain_label(self, "error")
        self.trouble.hide()
        self.body.insertWidget(1, self.trouble)
        self.start = push_button(_("Export"), self, "primary")
        self.start.setDefault(True)
        self.start.clicked.connect(self._ask)
        self.buttons.addWidget(self.start)
        self.path.textChanged.connect(self._show_ready)
        self.start.setFocus()
        self.status.hide()
        self._show_ready()

    def wish(self) -> ExportWish:
        """Return what is asked for now."""
        chosen = tuple(stage for stage, box in self.stages.items() if box.isChecked())
        return ExportWish(
            Path(self.path.text().strip()).expanduser(),
            self.format.currentData(),
            self.layer.currentData(),
            () if len(chosen) == len(STAGES) else chosen,
            self.verdict.currentData(),
        )

    def show_report(self, report: ExportReport) -> None:
        """Show what was written."""
        self.show_end("\n".join(export_sentences(report)), report.files)

    def show_error(self, sentence: str) -> None:
        """Say why nothing was written; one may try again."""
        self.show_end("")
        self.status.hide()
        self._show_form()
        self.trouble.setText(sentence)
        self.trouble.show()
        self.adjustSize()

    def show_cancelled(self) -> None:
        super().show_cancelled()
        self._show_form()

    def _show_form(self) -> None:
        self.form.show()
        self.start.show()

    def _ask(self) -> None:
        self.trouble.hide()
        self.form.hide()
        self.start.hide()
        self.status.setText(_("Exporting to {path} …").format(path=self.path.text().strip()))
        self.status.show()
        self.stop.setText(_("Cancel"))
        self.stop.setAccessibleName(_("Cancel"))
        self.set_progress(0, 0)
        self.adjustSize()
        self.asked.emit(self.wish())

    def _combo(self, form: QFormLayout, name: str, options: Sequence[tuple[str, str]]) -> QComboBox:
        combo = QComboBox(self.form)
        combo.setAccessibleName(name)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for option, words in options:
            combo.addItem(words, option)
        self._row(form, name, combo)
        return combo

    def _row(self, form: QFormLayout, name: str, field: QWidget | QLayout) -> None:
        # QFormLayout makes a buddy of a label that it is given as text, and then `&` is a shortcut in it
        label = QLabel(name, self.form)
        label.setProperty("role", "muted")
        # the form gives way to its widest field, and a label must not be the one that is cut
        label.setMinimumWidth(label.fontMetrics().horizontalAdvance(name) + 12)
        form.addRow(label, field)

    def _fit_suffix(self) -> None:
        known = {one.suffix for one in self._targets}
        path = Path(self.path.text())
        suffix = self._targets[self.format.currentIndex()].suffix
        if path.suffix in known and path.suffix != suffix:
            self.path.setText(str(path.with_suffix(suffix)))

    def _browse(self) -> None:
        target = self._targets[self.format.currentIndex()]
        kinds = f"{target.title} (*{target.suffix})"
        path, _kind = QFileDialog.getSaveFileName(self, _("Export to"), self.path.text(), kinds)
        if path:
            self.path.setText(path if Path(path).suffix else path + target.suffix)

    def _show_ready(self) -> None:
        self.start.setEnabled(bool(self.path.text().strip()) and any(box.isChecked() for box in self.stages.values()))


def export_sentences(report: ExportReport) -> list[str]:
    """Return what `report` says, a sentence each."""
    lines = ngettext("{count} line written and proven.", "{count} lines written and proven.", report.lines)
    articles = ngettext("{count} article.", "{count} articles.", report.articles)
    undone = ngettext("{count} article is not done.", "{count} articles are not done.", report.not_done)
    links = ngettext(
        "{count} link to a record outside the export was left out.",
        "{count} links to records outside the export were left out.",
        report.links_left_out,
    )
    names = ngettext(
        "{count} reference to a record outside the export was left out.",
        "{count} references to records outside the export were left out.",
        report.names_left_out,
    )
    said = [lines.format(count=number(report.lines)), articles.format(count=number(report.articles))]
    left = ((report.not_done, undone), (report.links_left_out, links), (report.names_left_out, names))
    return said + [words.format(count=number(count)) for count, words in left if count]
