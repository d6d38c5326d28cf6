"""What speaks for and against a candidate: features as strings, most of them about its surroundings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from reader_app.nlp.learning.candidates import Candidate, Place
from reader_app.nlp.learning.pieces import Pieces
from reader_app.nlp.learning.tally import Tally, verdicts
from reader_app.nlp.mention import Mention

_EMPTY = Tally({})


class Surroundings:
    """What the rules say about an article as a whole: which label each text got elsewhere in it."""

    def __init__(self, pieces: Pieces, mentions: Mapping[Place, Mention]) -> None:
        self._owner: dict[int, tuple[Place, Mention]] = {
            at: (where, mention) for where, mention in mentions.items() for at in range(*where)
        }
        self.labels: dict[str, Counter[str]] = {}
        self.parts: dict[str, Counter[str]] = {}
        for (first, last), mention in mentions.items():
            text = pieces.text_of(first, last)
            self.labels.setdefault(text, Counter())[mention.label] += 1
            if last - first > 1:
                for word in {pieces.words[first], pieces.words[last - 1]}:
                    self.parts.setdefault(word, Counter())[mention.label] += 1

    def over(self, first: int, last: int) -> list[str]:
        """Return features of the mentions that the place `[first, last)`, which is none itself, overlaps."""
        owners = dict.fromkeys(self._owner[at] for at in range(first, last) if at in self._owner)
        found = []
        for (start, end), mention in owners:
            left = "=" if start == first else "<" if start < first else ">"
            right = "=" if end == last else "<" if end < last else ">"
            found.append(left + right + mention.label)
        return ["over=" + "+".join(sorted(found))]

    def said(self, text: str, own: str) -> list[str]:
        """Return features of what else is said about `text`, where the rules call this place `own` ("" for none)."""
        out = []
        labels = self.labels.get(text)
        if labels is not None:
            others = labels.copy()
            if own:
                others[own] -= 1
            out += [f"else={label}" for label, n in others.items() if n > 0]
        if (parts := self.parts.get(text)) is not None:
            out.append(f"part={max(parts, key=lambda label: (parts[label], label))}")
        return out


def features(
    pieces: Pieces, around: Surroundings, candidate: Candidate, tally: Tally, own: Tally = _EMPTY
) -> list[str]:
    """Return the features of `candidate`; `tally` is the dictionary of the project, without what `own` counts."""
    first, last, how, mention = candidate
    words, low, shape, tag, gap = pieces.words, pieces.low, pieces.shape, pieces.tag, pieces.gap
    count = len(words)
    size = last - first
    text = words[first] if size == 1 else " ".join(words[first:last])
    said = mention.label if mention is not None else ""
    is_rule = how == "rule"
    out = [f"how={how}", f"says={said}:{how[:2]}"]
    if mention is not None:
        out.append(f"rule={mention.rule}:{said}:{how[:2]}")
        if not is_rule:
            out.append(f"how={how}:{said}")
    if pieces.joined[first] or (last < count and pieces.joined[last]):
        out.append(f"cuts={pieces.joined[first]:d}{last < count and pieces.joined[last]:d}")
    if not is_rule:
        out += around.over(first, last)
    opens = pieces.opens(first)
    before = low[first - 1] if first and not opens else "^"
    after = low[last] if last < count and gap[last] == " " else "$"
    inner = low[first:last]
    forms = "".join(shape[first:last])
    form = forms if size < 3 else forms[0] + ("x" if "x" in forms[1:-1] else "X") + forms[-1]
    out += [
        f"l={before}",
        f"r={after}",
        f"first={inner[0]}",
        f"last={inner[-1]}",
        f"text={text}",
        f"form={form}:{opens:d}",
        f"size={min(5, size)}:{said}",
        f"tags={tag[first]}:{tag[last - 1]}",
        f"ltag={tag[first - 1] if before != '^' else '^'}",
        f"rtag={tag[last] if after != '$' else '$'}",
        f"gaps={gap[first].strip()[-1:]}:{gap[last].strip()[:1]}",
    ]
    out += around.said(text, said if is_rule else "")
    counts = tally.without(text, own)
    out += verdicts(counts) if counts else ["was=new"]
    if size == 1 and shape[first] == "A":
        out.append("acronym")
    return out
