"""Practice with faults: copies of finished articles in which the rules forget some names and mistake others.

Where the rules happen to be right in all that is finished, nothing in it shows what to do when they are wrong, and they
will be. Copies in which they are wrong at random teach it (noising of features: Maaten et al. 2013). Measured on
held-out articles: nearly a point of F1 where the rules lack a third of their names, no loss where they lack none; with
more copies, or more faults, projects of few articles suffer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import replace

from reader_app.nlp.learning.candidates import Place
from reader_app.nlp.learning.pieces import Pieces
from reader_app.nlp.mention import Mention

_FAULTS = 32
"""Of 256 texts so many are forgotten, and as many get another label: a quarter in all."""


def faulty(
    article: str, pieces: Pieces, mentions: Mapping[Place, Mention], labels: Collection[str]
) -> dict[Place, Mention]:
    """Return `mentions` with faults; all places of one text have the same. `labels` are those that a name may get.

    Chance is a hash of article and text: the same articles, in any order, give the same faults.
    """
    others = sorted(labels)
    found = {}
    for where, mention in mentions.items():
        chance = hashlib.sha256(f"{article}/{pieces.text_of(*where)}".encode()).digest()
        if chance[0] < _FAULTS:
            continue
        if chance[0] < 2 * _FAULTS and len(others) > 1 and mention.label in labels:
            wrong = [label for label in others if label != mention.label]
            mention = replace(mention, label=wrong[chance[1] % len(wrong)])  # noqa: PLW2901  the faulty one instead
        found[where] = mention
    return found
