"""The catalogue of words: taken from the sources, checked, compiled.

    python tests/catalogue.py update     new words into resources/i18n/*.po, gone ones out of it, then .mo from .po
    python tests/catalogue.py check      say what is missing or wrong; exit 1 if anything is

Words come from reader_app and from the installed click, whose own sentences ("Usage:", "No such option") look into the
same catalogue: a Vietnamese command line has no English left. English is what the sources say and needs no file.
"""

from __future__ import annotations

import io
import re
import string
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "resources" / "i18n" / "vi" / "LC_MESSAGES" / "reader_app.po"
# a word that only click uses carries this comment: it may be gone, and others there, in another version of click
CLICK = "click"
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}


def template(package: Path | None = None) -> Catalog:
    """Return every source string of reader_app (or of `package`) and of click."""
    catalog = Catalog(project="Reader App", version="1", charset="utf-8", fuzzy=False)
    spec = find_spec("click")
    assert spec is not None
    assert spec.origin is not None
    for folder, comment in ((package or ROOT / "reader_app", ()), (Path(spec.origin).parent, (CLICK,))):
        seen = 0
        for _, _, message, comments, context in extract_from_dir(
            folder, [("**.py", "python")], keywords=KEYWORDS, comment_tags=["words:"], strip_comment_tags=True
        ):
            seen += 1
            if comment and catalog.get(message, context) is not None:
                continue
            catalog.add(message, auto_comments=[*comment, *comments], context=context)
        assert seen, f"no words in {folder}"
    return catalog


def translations(path: Path = PO) -> Catalog:
    if not path.is_file():
        return Catalog(locale="vi", project="Reader App", version="1", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="vi")


def compiled(catalog: Catalog) -> bytes:
    target = io.BytesIO()
    write_mo(target, catalog)
    return target.getvalue()


def update() -> None:
    catalog, fresh = translations(), template()
    fresh.creation_date = catalog.creation_date
    catalog.update(fresh, no_fuzzy_matching=True, update_creation_date=False)
    # other versions of click that we run with say other things: what they said stays
    for message in catalog.obsolete.values():
        if CLICK in message.auto_comments:
            catalog[message.id] = message
    catalog.obsolete.clear()
    catalog.header_comment = "# The Vietnamese words of Reader App."
    catalog.last_translator, catalog.language_team = "Reader App", "vi"
    catalog.msgid_bugs_address = "reader-app"
    catalog.revision_date = catalog.creation_date
    catalog.fuzzy = False
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalog, width=0, no_location=True, sort_output=True, ignore_obsolete=True)
    PO.with_suffix(".mo").write_bytes(compiled(translations()))


def problems(fresh: Catalog, catalog: Catalog, mo: bytes) -> Iterator[str]:
    """Yield one line for everything that keeps the catalogue from being whole."""
    for message in fresh:
        if message.id and (found := catalog.get(message.id, message.context)) is None:
            yield f"missing: {_shown(message)}"
        elif message.id and found is not None:
            yield from _wrong(found)
    for message in catalog:
        if message.id and CLICK not in message.auto_comments and fresh.get(message.id, message.context) is None:
            yield f"unused: {_shown(message)}"
    yield from (f"obsolete: {_shown(message)}" for message in catalog.obsolete.values())
    if mo != compiled(catalog):
        yield "the .mo file was not made from the .po file"


def _wrong(message: Message) -> Iterator[str]:
    sources = [message.id] if isinstance(message.id, str) else [*message.id]
    results = [message.string] if isinstance(message.string, str) else [*message.string]
    if message.fuzzy:
        yield f"fuzzy: {_shown(message)}"
    for result in results:
        if not result:
            yield f"not translated: {_shown(message)}"
        elif _fields(result) != _fields(sources[-1]):
            yield f"other placeholders: {_shown(message)}"
        elif _edges(result) != _edges(sources[-1]):
            yield f"other blanks, colon or dots at the ends, or another mnemonic: {_shown(message)}"


def _fields(text: str) -> set[str]:
    named = {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}
    return named | set(re.findall(r"%(?:\(\w+\))?[sdr]", text))


def _edges(text: str) -> tuple[object, ...]:
    lead, trail = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
    return lead, trail, text.rstrip().endswith((":", "：")), text.rstrip().endswith("…"), "&" in text


def _shown(message: Message) -> str:
    return repr(message.id if isinstance(message.id, str) else message.id[0])


def main(args: list[str]) -> int:
    if args == ["update"]:
        update()
    elif args != ["check"]:
        print(__doc__, file=sys.stderr)
        return 2
    mo = PO.with_suffix(".mo")
    found = list(problems(template(), translations(), mo.read_bytes() if mo.is_file() else b""))
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
