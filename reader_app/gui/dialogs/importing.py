"""How an import goes, and what became of each file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from reader_app.gui.dialogs.work import WorkDialog
from reader_app.gui.plain import number
from reader_app.transfer.report import ImportReport
from reader_app.words import _, ngettext


class ImportDialog(WorkDialog):
    """Opens with the import and ends with its report."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Import"), parent)
        self.setObjectName("importDialog")
        self.status.setText(_("Importing …"))
        self.set_progress(0, 0)

    def show_report(self, report: ImportReport, refusals: Sequence[str]) -> None:
        """Show what was taken, known and refused; `refusals` are one sentence a line, with path and number."""
        encodings = [_("{path}: read as {encoding}").format(path=p, encoding=e) for p, e in report.encodings]
        self.show_end("\n".join(import_sentences(report)), [*refusals, *encodings])


def import_sentences(report: ImportReport) -> list[str]:
    """Return what `report` says, a sentence each; nothing is said of what did not happen."""
    refused = len(report.refused)
    said = [
        (report.taken, ngettext("{count} article taken.", "{count} articles taken.", report.taken)),
        (report.known, ngettext("{count} article was known.", "{count} articles were known.", report.known)),
        (report.records_taken, ngettext("{count} record taken.", "{count} records taken.", report.records_taken)),
        (
            report.records_known,
            ngettext("{count} record was known.", "{count} records were known.", report.records_known),
        ),
        (
            report.aliases,
            ngettext("{count} new name for a known article.", "{count} new names for known articles.", report.aliases),
        ),
        (
            report.renamed,
            ngettext(
                "{count} article was given another key.", "{count} articles were given another key.", report.renamed
            ),
        ),
        (
            report.moved,
            ngettext(
                "{count} text was brought into canonical form, its spans with it.",
                "{count} texts were brought into canonical form, their spans with them.",
                report.moved,
            ),
        ),
        (
            report.links_without_tail,
            ngettext(
                "{count} link points nowhere and was left out.",
                "{count} links point nowhere and were left out.",
                report.links_without_tail,
            ),
        ),
        (refused, ngettext("{count} input was refused:", "{count} inputs were refused:", refused)),
    ]
    sentences = [words.format(count=number(count)) for count, words in said if count]
    return sentences or [_("There was nothing to import.")]
