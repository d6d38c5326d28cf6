"""What commands say when they are done, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from reader_app.storage import Model, Stats
from reader_app.transfer import ExportReport, ImportReport
from reader_app.words import _, term

_FEW = 10


def import_lines(report: ImportReport) -> Iterator[str]:
    yield _("Articles: {taken} taken, {known} known already.").format(taken=report.taken, known=report.known)
    if report.records_taken or report.records_known:
        yield _("Records: {taken} taken, {known} known already.").format(
            taken=report.records_taken, known=report.records_known
        )
    for count, words in (
        (report.renamed, _("Articles that got another name: {count}")),
        (report.aliases, _("Names that known articles have as well now: {count}")),
        (report.moved, _("Lines whose spans were carried over to the canonical text: {count}")),
        (report.links_without_tail, _("Links whose end never came: {count}")),
        (len(report.refused), _("Refused: {count}")),
    ):
        if count:
            yield words.format(count=count)
    for path, encoding in report.encodings[:_FEW]:
        yield _("{path}: read as {encoding}").format(path=path, encoding=encoding)
    if (more := len(report.encodings) - _FEW) > 0:
        yield _("Other files that were not in UTF-8: {count}").format(count=more)


def export_lines(report: ExportReport) -> Iterator[str]:
    yield _("Articles: {articles}, lines: {lines}.").format(articles=report.articles, lines=report.lines)
    for count, words in (
        (report.not_done, _("Articles that are not done: {count}")),
        (report.links_left_out, _("Links left out, because they end outside of the export: {count}")),
        (report.without, _("Articles without suggestions: {count}")),
        (
            report.names_left_out,
            _("Quotes of claims and replacements left out, because they are outside of the export: {count}"),
        ),
    ):
        if count:
            yield words.format(count=count)
    yield from report.files


def model_lines(model: Model) -> Iterator[str]:
    yield _("Learned from {count} finished articles.").format(count=model.articles)
    for kind, words in (("entities", _("Names")), ("quotes", _("Quotes"))):
        before, after = model.before.get(kind), model.after.get(kind)
        if before and after:
            yield "  " + _("{kind}: F1 {before} before, {after} with what was learned, on articles held back").format(
                kind=words, before=f"{before['f1']:.3f}", after=f"{after['f1']:.3f}"
            )
    if not model.used:
        yield "  " + _("That is not better, so it is not used.")


def stats_lines(stats: Stats) -> Iterator[str]:
    for words, count in (
        (_("Articles"), stats.articles),
        (_("Characters"), stats.characters),
        (_("Records"), stats.annotations),
        (_("People and things in the register"), stats.referents),
        (_("Steps in the history"), stats.steps),
    ):
        yield f"{words}: {count}"
    for words, counts in (
        (_("By kind and label"), stats.labels),
        (_("By author and kind"), stats.authors),
        (_("By author and stage"), stats.stages),
    ):
        if any(counts.values()):
            yield f"{words}:"
            for name, inner in counts.items():
                if inner:
                    yield f"  {term(name)}: " + ", ".join(f"{term(what)} {count}" for what, count in inner.items())
    found = stats.suggestions
    if found["articles"]:
        yield _("Suggestions: {items} in {articles} articles").format(
            items=found["proposed"], articles=found["articles"]
        )
    if found["rejected"]:
        yield _("Rejected suggestions: {count}").format(count=found["rejected"])
    for words, flat in ((_("Links"), stats.links), (_("Verdicts"), stats.verdicts)):
        if flat:
            yield f"{words}: " + ", ".join(f"{name} {count}" for name, count in flat.items())
