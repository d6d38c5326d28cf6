"""A project of any size, made up: articles of invented Vietnamese news with people, places and figures in them, and
every name, quote and claim tagged. The same numbers give the same project."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from reader_app.core.model import (
    Annotation,
    Article,
    Assignment,
    Kind,
    Part,
    Referent,
    Role,
    Span,
    Stage,
    article_id,
)
from reader_app.core.text import canonical
from reader_app.resources import resource
from reader_app.storage import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

AUTHORS = ("lan", "minh", "thu")
PER_ARTICLE = 30
_SEED = 20261122
_TITLES = "Thủ tướng|Bộ trưởng|Giám đốc|Tổng thống|Chủ tịch|ông|bà|Trung tá|Tiến sĩ|nghị sĩ|người phát ngôn".split("|")
_CUES = "nói|cho biết|khẳng định|nhấn mạnh|cho rằng|thừa nhận|tuyên bố|nhận định|cảnh báo|phủ nhận".split("|")
_SURNAMES = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đào Đinh Mai Trịnh".split()
_MIDDLE = "Văn Thị Hữu Đức Minh Thanh Ngọc Quang Xuân Công Đình Thu Hồng Kim Bá Gia Hải Khánh Thế Anh".split()
_GIVEN = (
    "An Bình Châu Cường Dũng Duy Đạt Giang Hà Hải Hạnh Hiếu Hoa Hòa Hùng Hương Khoa Lan Linh Long Mai Minh Nam Nga "
    "Nghĩa Oanh Phong Phúc Phương Quân Quyên Sơn Tâm Tấn Thảo Thắng Thịnh Thủy Tiến Toàn Trang Trí Trung Tú Tuấn Uyên "
    "Vân Việt Vinh Yến"
).split()
_FOREIGN = (
    "Ab An Bel Bor Char Dim Ed Fer Gor Hel Iv Jo Kar Ko Le Mar Mos Nik Ol Pet Put Ro Sa Shi Tor Val Vik Zel".split()
)
_ENDS = "a an bert en er ev ez i in kov man mir nov o on ov rov ski son ton tin va vich".split()
_ORGS = "Bộ|Công ty|Tập đoàn|Viện|Trường Đại học|Hãng|Ngân hàng|Sở|Công an tỉnh|Liên đoàn".split("|")
_PLACES = "tỉnh|thành phố|quận|huyện|sông|đảo|quần đảo|cảng|bang|vùng".split("|")
_OUTLETS = [f"Báo {name}" for name in _GIVEN[:30]] + ["VnExpress", "TTXVN", "Tuổi Trẻ", "Thanh Niên", "Dân trí"]
_COMMON = (
    "và của là có được trong đã cho với các không một những người này khi về đến từ ra vào năm ở để sẽ cũng nước hai "
    "phải làm việc trên nhiều lại sau như thì đó theo tại quan hệ hợp tác kinh tế phát triển chính phủ hòa bình an "
    "ninh đảo hiệp ước đàm phán thỏa thuận thị trường sản xuất giáo dục y tế bệnh viện cảnh sát điều tra tòa án bóng đá"
).split()
_ONSETS = "b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x".split()
_RIMES = (
    "a á à ả ã ạ an án àn ang áng àng ao ào áo ay ày ăn ằng ắt âm ấn ầu ây ẩy e é en eo ẻ ê ế ềm ển ết i ì ín iên iến "
    "iệt o ó òa ong óng ôi ối ồng ộc ơ ở ơi ời u ú ung ùng uân uyên uyết ư ứ ừng ươi ương ước ường ựu"
).split()


@dataclass(slots=True)
class _Draft:
    """A text that grows, with the annotations on it."""

    article: str
    author: str
    chance: random.Random
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    found: list[tuple[Kind, str, list[tuple[Role, Span]], tuple[str, ...]]] = field(default_factory=list)

    def write(self, words: str) -> Span:
        """Add `words` and return where they stand."""
        start = self.length
        self.pieces.append(words)
        self.length += len(words)
        return Span(start, self.length)

    def tag(self, kind: Kind, label: str, parts: list[tuple[Role, Span]], *referents: str) -> None:
        self.found.append((kind, label, parts, referents))


class World:
    """The words and the people that all articles share; few are frequent, most are rare, as in a language."""

    def __init__(self, people: int) -> None:
        chance = random.Random(_SEED)
        syllables = [onset + rime for onset in _ONSETS for rime in _RIMES if onset != "qu" or rime[0] not in "uưo"]
        rare = [f"{chance.choice(syllables)} {chance.choice(syllables)}" for _ in range(8000)]
        self.words = [*_COMMON, *rare]
        weights = itertools.accumulate(1 / (rank + 3) for rank in range(len(self.words)))
        self.weights = list(weights)
        self.referents = list(itertools.islice(_referents(chance), people))
        self.labels: dict[str, list[Referent]] = {}
        for one in self.referents:
            self.labels.setdefault(one.label, []).append(one)

    def clause(self, chance: random.Random) -> str:
        return " ".join(chance.choices(self.words, cum_weights=self.weights, k=chance.randint(11, 19)))

    def somebody(self, chance: random.Random, label: str) -> Referent:
        known = self.labels[label]
        return known[min(int(len(known) * chance.random() ** 4), len(known) - 1)]


def _referents(chance: random.Random) -> Iterator[Referent]:
    taken: set[str] = set()

    def foreign() -> str:
        first, last = (chance.choice(_FOREIGN) + chance.choice(_ENDS) for _ in range(2))
        return f"{first} {chance.choice(_FOREIGN)}{chance.choice(_ENDS)}{last.lower()}"

    def native() -> str:
        return f"{chance.choice(_SURNAMES)} {chance.choice(_MIDDLE)} {chance.choice(_MIDDLE)} {chance.choice(_GIVEN)}"

    kinds: list[tuple[str, Callable[[], str], Callable[[str], tuple[str, ...]]]] = [
        ("PER", native, lambda name: (f"ông {name.split()[-1]}", f"{name.split()[0]} {name.split()[-1]}")),
        ("PER", foreign, lambda name: (name.split()[-1],)),
        ("ORG", lambda: f"{chance.choice(_ORGS)} {foreign()}", lambda name: (name.split()[-1],)),
        ("LOC", lambda: f"{chance.choice(_PLACES)} {' '.join(chance.choices(_GIVEN, k=3))}", lambda _name: ()),
    ]
    for number in itertools.count():
        label, make, aliases = kinds[number % len(kinds)]
        name = make()
        while name in taken:
            name = make() + " " + chance.choice(_GIVEN)
        taken.add(name)
        role = chance.choice(_TITLES) if label == "PER" else ""
        yield Referent(f"{chance.getrandbits(128):032x}", label, name, aliases(name), role)


def _sentence(draft: _Draft, world: World, number: int) -> None:
    chance = draft.chance
    person = world.somebody(chance, "PER")
    name = chance.choice((person.name, person.name.split()[-1]))
    title = chance.choice(_TITLES)
    if number % 2:
        place = world.somebody(chance, "LOC")
        content = draft.write(world.clause(chance).capitalize())
        draft.write(" ở ")
        draft.tag("entity", "LOC", [("mention", draft.write(place.name))], place.id)
        draft.write(" tăng ")
        amount = draft.write(f"{chance.randint(2, 98)}%")
        draft.tag("entity", "QUANTITY", [("mention", amount)])
        draft.tag("claim", "fact-stat", [("content", Span(content.start, amount.end))])
    elif number % 4:
        draft.write("“")
        content = draft.write(world.clause(chance).capitalize())
        draft.write("”, ")
        source = draft.write(f"{title} {name}")
        draft.tag("entity", "PER", [("mention", Span(source.end - len(name), source.end))], person.id)
        draft.write(" ")
        cue = draft.write(chance.choice(_CUES))
        draft.write(" với ")
        house = world.somebody(chance, "ORG")
        draft.tag("entity", "ORG", [("mention", draft.write(house.name))], house.id)
        draft.tag("quote", "direct", [("content", content), ("cue", cue), ("source", source)], person.id)
    else:
        day = draft.write(f"Ngày {chance.randint(1, 28)}/{chance.randint(1, 12)}")
        draft.tag("entity", "DATETIME", [("mention", day)])
        draft.write(", ")
        source = draft.write(f"{title} {name}")
        draft.tag("entity", "PER", [("mention", Span(source.end - len(name), source.end))], person.id)
        draft.write(" ")
        cue = draft.write(chance.choice(_CUES))
        draft.write(" rằng ")
        content = draft.write(world.clause(chance))
        draft.tag("quote", "indirect", [("content", content), ("cue", cue), ("source", source)], person.id)
    draft.write(".")


def article(world: World, number: int) -> tuple[Article, list[Annotation], Assignment | None]:
    """Return the article `number`, what is tagged on it, and whose work it is."""
    chance = random.Random(_SEED * 1_000_003 + number)
    author = chance.choices(AUTHORS, (7, 2, 1))[0]
    draft = _Draft("", author, chance)
    draft.write(f"Bài số {number}.")
    for one in range(10):
        draft.write("\n" if one % 3 == 0 else " ")
        _sentence(draft, world, one)
        draft.write(f" {world.clause(chance).capitalize()}.")
    text = canonical("".join(draft.pieces))
    assert len(text) == draft.length
    when = date(2010, 1, 1) + timedelta(days=chance.randrange(3650))
    title = world.clause(chance).capitalize()[:80].strip() if number % 10 else ""
    record = Article(
        article_id(text), f"bai-{number:06}", title, text, when.isoformat(), chance.choice(_OUTLETS),
        f"https://bao.example/{number}", " ".join(map(chance.choice, (_SURNAMES, _MIDDLE, _GIVEN))),
    )  # fmt: skip
    found = [
        Annotation(
            f"{chance.getrandbits(128):032x}", record.id, kind, label, tuple(Part(*part) for part in parts), author,
            referents, touched=("unsure",) if chance.random() < 0.002 else (),
            note=world.clause(chance) if chance.random() < 0.01 else "",
            statement=world.clause(chance) if kind == "claim" and chance.random() < 0.1 else "",
        )
        for kind, label, parts, referents in draft.found[:PER_ARTICLE]
    ]  # fmt: skip
    stage: Stage = chance.choices(("submitted", "draft", "returned", "approved"), (80, 10, 2, 8))[0]
    work = Assignment(f"{chance.getrandbits(128):032x}", record.id, author, stage, ("entity", "quote", "claim"))
    return record, found, work


def project(path: Path, articles: int, people: int, *, said: Callable[[int], None] = lambda _done: None) -> None:
    """Make a project at `path`; the last tenth of the articles nobody has worked on, though they are tagged."""
    world = World(people)
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with Store.create(part, resource("schemes/vi-news.toml").read_text("utf-8")) as store:
        # a project that is thrown away where the power fails
        for pragma in ("synchronous = off", "cache_size = -1500000", "wal_autocheckpoint = 50000"):
            store._db.execute(f"pragma {pragma}")
        with store.bulk(AUTHORS[0], "import", "") as bulk:
            _add(bulk.add, world.referents)
            for number in range(articles):
                record, found, work = article(world, number)
                with bulk.together():
                    bulk.add_article(record)
                    _add(bulk.add, found)
                    if work is not None and number < articles * 0.9:
                        bulk.add(work)
                if number % 1000 == 0:
                    said(number)
    part.rename(path)


def _add(add: Callable[[Referent | Annotation], bool], records: Sequence[Referent] | Sequence[Annotation]) -> None:
    for one in records:
        add(one)
