"""Work on a whole project, as generators that yield their progress and fill a report: window and command line share
them."""

from reader_app.transfer.exporting import export
from reader_app.transfer.importing import import_files
from reader_app.transfer.learning import learn
from reader_app.transfer.report import ExportReport, ImportReport, Progress, SuggestReport
from reader_app.transfer.selection import VERDICTS
from reader_app.transfer.suggest import suggest

__all__ = [
    "VERDICTS", "ExportReport", "ImportReport", "Progress", "SuggestReport", "export", "import_files", "learn",
    "suggest",
]  # fmt: skip
