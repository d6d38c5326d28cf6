"""Learning from the annotators of a project: what they finished, and what they refused, makes suggestions better.

    learned = learn(finished, told)            None below MINIMUM finished articles
    if learned is not None and learned.better:
        engine = Engine(learned.model)         which calls load, Model.refine and Model.judge

The rules stay the base. Their mentions, and spans beside them that people chose elsewhere, are candidates; the model
is a logistic regression whose prior is the score of the rule, so that without evidence it says what the rules say
(`fitting`). Its features are the surroundings of a candidate, what the rules say elsewhere in the article, and a
dictionary of what was tagged and what was left in *other* articles (`features`, `tally`). Of quotes, the rules and cue
words that are refused here lose in odds (`speeches`).

Every model carries its proof: figures on finished articles that were held out, by article (`training`). What is not
better there is not in the model. The same input, in any order, gives the same bytes. Nothing here keeps anything;
the project's file does. Positions are code points of canonical text.
"""

from reader_app.nlp.learning.model import load
from reader_app.nlp.learning.training import learn
from reader_app.nlp.learning.values import (
    MINIMUM,
    Figures,
    Finished,
    FinishedQuote,
    Learned,
    Measured,
    Rejected,
)

__all__ = [
    "MINIMUM",
    "Figures",
    "Finished",
    "FinishedQuote",
    "Learned",
    "Measured",
    "Rejected",
    "learn",
    "load",
]
