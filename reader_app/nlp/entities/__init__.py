"""Names, dates and amounts of an article, by rules over the tagged words, a gazetteer and the article as a whole.

`find_mentions` is all that other packages need; `with_referents` says anew whom mentions name where something else
changed them. Positions are code points. The rules of a mention, by what they rest on:

`gazetteer-place`, `gazetteer-org`, `gazetteer-misc` a known name · `institution` a type noun with what follows ·
`class-noun` a place with its class noun · `country-pair` *Việt - Nhật* · `title-person` an office, form of address or
age beside it · `known-person` a well-known name · `vietnamese-name`, `short-name`, `foreign-name` the shape of a
person's name · `cue-right` a verb that people are subject of · `medium`, `group` a noun for media or groups before it ·
`org-shape` *… Airlines* · `acronym` · `bracket` the short name behind the long one · `place-context`, `place-list` what
stands beside places · `byline` · `agreement` what the rest of the article says · `register` a name of the project's
register · `event`, `prize` what is no person, place or institution ·
`date`, `date-relative`, `duration`, `amount`.
"""

from __future__ import annotations

from reader_app.nlp.entities.finding import find_mentions
from reader_app.nlp.entities.referents import with_referents

__all__ = ["find_mentions", "with_referents"]
