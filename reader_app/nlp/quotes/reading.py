"""The quotes of one sentence: each cue, *theo* and *dẫn lời* in turn, then the quotations that are left."""

from __future__ import annotations

from reader_app.nlp.quotes.according import prepositions, take_according
from reader_app.nlp.quotes.backward import take_backward, take_left_marks
from reader_app.nlp.quotes.cues import Cue
from reader_app.nlp.quotes.forward import take_forward
from reader_app.nlp.quotes.nominals import Nominal
from reader_app.nlp.quotes.page import Page, Sentence
from reader_app.nlp.quotes.relays import relays, take_relay
from reader_app.nlp.quotes.state import Reading
from reader_app.nlp.quotes.subjects import subject


def read_sentence(page: Page, sentence: Sentence, number: int) -> Reading:
    """Return what is said in `sentence`, the `number`-th of the page, read from left to right."""
    reading = Reading(page, sentence, number)
    relayed = relays(reading)
    inside = {i for first, last in relayed.items() for i in range(first, last)}
    cues = {cue.first: cue for cue in reading.cues if cue.first not in inside}
    for at in sorted({*cues, *relayed, *prepositions(reading)}):
        if at < reading.reached:
            continue
        if at in relayed:
            take_relay(reading, at, relayed[at])
        elif at in cues:
            _take_cue(reading, cues[at])
        else:
            take_according(reading, at)
    take_left_marks(reading)
    for draft in reading.drafts:
        draft.via = draft.via or reading.via
    return reading


def _take_cue(reading: Reading, cue: Cue) -> None:
    speaker = subject(reading.page, reading.zone(cue.first), cue.first)
    if speaker is not None:
        if not _is_object(reading, speaker, cue) and not take_forward(reading, cue, speaker):
            take_backward(reading, cue, speaker)
    elif reading.speaker is not None and reading.coordinated(cue.first):
        take_forward(reading, cue, reading.speaker, inherited=True)


def _is_object(reading: Reading, speaker: Nominal, cue: Cue) -> bool:
    """Return whether the cue belongs to a noun that is another verb's object: *ra đòn đáp trả*."""
    page = reading.page
    if speaker.kind != "noun" and (cue.marked or cue.word in page.lexicon.sure):
        return False
    return (
        speaker.last < cue.first
        and page.tag(cue.first - 1) in ("N", "Nc")
        and page.word(cue.first - 1) not in ("hôm nay", "nay", "qua", "khi")
        and any(page.tag(i) == "V" for i in range(speaker.last, cue.first))
    )
