"""Work on a whole project, as generators that yield their progress and fill a report: window and command line share
them."""

from reader_app.transfer.exporting import export
from reader_app.transfer.importing import import_files
from reader_app.transfer.report import ExportReport, ImportReport, Progress
from reader_app.transfer.selection import VERDICTS

__all__ = ["VERDICTS", "ExportReport", "ImportReport", "Progress", "export", "import_files"]
