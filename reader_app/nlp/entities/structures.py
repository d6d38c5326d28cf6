"""Names that are built from a class noun and what follows: institutions (*Bộ Kế hoạch và Đầu tư*, *Công an tỉnh Bình
Thuận*) and places (*thành phố Nagato*, *quận 1*)."""

from __future__ import annotations

from reader_app.nlp.entities.gazetteer import Gazetteer, Name
from reader_app.nlp.entities.shapes import person_at
from reader_app.nlp.entities.syllables import Line, vietnamese

_LONGEST = 16
_COUNTED = frozenset("các những mọi nhiều hai ba bốn năm sáu bảy tám chín mười số mỗi từng vài hàng toàn một".split())


def _set(phrases: str) -> frozenset[str]:
    return frozenset(phrases.split("|"))


# what in lower case, or at the start of a sentence, is no part of the name behind it
_LEFT_OUT = _set(
    "báo|tạp chí|đài|hãng|hãng tin|nhóm|đội|đài truyền hình|đài phát thanh|phong trào|quân đội|lực lượng|cảnh sát"
    "|chính quyền|cộng đồng|đội tuyển|khách sạn|siêu thị|câu lạc bộ|clb|nhật báo|thời báo"
)
_ALWAYS = _set("trường|đại học|đh|bệnh viện|đảng|học viện|công an|trường đại học|trường thpt")
_OF_PLACES = _set("công an|ubnd|hđnd|đại học|trường|tòa án|bệnh viện|ủy ban nhân dân|học viện")
_OF_COUNTRIES = _set("biển|đảo|quần đảo|bán đảo|vương quốc|cộng hòa|vịnh|đại công quốc|công quốc|eo biển")
_BARE = _set("không quân|hải quân|lục quân|bộ quốc phòng|bộ ngoại giao|thành ủy|tỉnh ủy|huyện ủy|quận ủy|cảng vụ")
_OF_MEMBERS = _set("hội|hiệp hội|liên đoàn|liên minh|liên hiệp|tổng hội|câu lạc bộ|clb|tổ chức|diễn đàn|hội đồng")
_NO_MEMBER = frozenset("của tại ở với cho từ đã là trong trên ngày được bị".split())
_MEMBERS = frozenset(("N", "Nc", "A", "V", "L", "E", "C", "Nu", "M"))
_OF_YOUTH = _set("u16|u17|u19|u20|u21|u22|u23")
_OF_STATES = _OF_YOUTH | _set("không quân|hải quân|lục quân|vệ binh")
_TAILS = _set(
    "nhân dân|tối cao|quốc gia|quốc tế|trung ương|nhà nước|quốc dân|nhân văn|thế giới|liên bang|xã hội|dân dụng"
    "|dân lập|tư thục|thường trực"
)
_SCHOOLS = _set("chuyên|tư thục|dân lập|bán công|nội trú|quốc tế|thực hành|năng khiếu|dân tộc nội trú")
_NAMED_AFTER = _set("trường|thpt|thcs|đh|học|đại|bệnh|nhà|quỹ|công|tập")
_JOINING = _set("và|về|thuộc|trực thuộc|nước|thành phố")
_WITH_NUMBER = _set("bệnh|quân|trung|sư|lữ|tiểu|công|tổng|xí|nhà|trường")
_BETWEEN = _set("quốc tế|quốc gia|quân sự|trung tâm|ngầm|nhân tạo|cấp")


def organisation(line: Line, i: int, words: Gazetteer, *, titled: bool) -> int:
    """Return how many syllables from `i` on are the name of an institution, type noun included; 0 where none starts.
    `titled`: an office stands before it, so a person's name may follow at once."""
    head, capital = _head(line, i, words)
    if words.around.generic.length(line, i) > head:
        return 0
    known = words.known(line, i)
    if not head or (known and known[0] >= head and (known[1].kind == "state" or known[0] > head)):
        return 0  # Đài Loan is no broadcaster
    start = i + head
    if capital and (members := _members(line, start, words, _text(line, i, start))):
        return members - i
    stop = _body(line, i, start, words, titled=titled)
    if _text(line, i, start) in _OF_YOUTH and not known_as(line, start, words, "country"):
        return 0  # vòng loại U23 châu Á
    if stop > start and words.around.generic.length(line, i) != stop - i:
        return stop - i if capital or _fits(line, i, start, stop, words) else 0
    return head if capital and _text(line, i, start) in _BARE else 0


def known_as(line: Line, i: int, words: Gazetteer, kind: str) -> bool:
    """Return whether a known name of `kind` starts at `i`."""
    known = words.known(line, i)
    return known is not None and known[1].kind == kind


def prize(line: Line, i: int, words: Gazetteer) -> int:
    """Return how many syllables from `i` on are a prize or cup with its noun: *giải Nobel Hòa bình*; else 0."""
    noun = line.form[i].lower()
    start = i + (2 if noun == "giải" and i + 1 < len(line) and line.form[i + 1] == "thưởng" else 1)
    if noun not in {"giải", "cúp"} or not line.next_to(start) or not line.cap[start] or line.common[start]:
        return 0
    known = words.known(line, start)
    stop = start + (known[0] if known and known[1].label == "MISC" else 1)
    while line.next_to(stop) and line.cap[stop] and words.around.title.length(line, stop) < 2:
        stop = line.last[stop] + 1 if line.common[stop] else stop + 1
    return stop - i


def place(line: Line, i: int, words: Gazetteer) -> int:
    """Return how many syllables from `i` on are a class noun with the name of a place (*sân bay quốc tế Nội Bài*);
    0 where the noun is no part of the name (*các tỉnh*, *thành phố cảng*) or there is none."""
    around = words.around
    noun = around.place_class.length(line, i)
    surname = line.cap[i] and noun == 1 and line.key[i] in words.persons.surname
    if surname and not (words.known(line, i + 1) and line.opens(i)):
        return 0  # Hồ Ngọc Hà, Đường Gia Triền
    if not noun or around.place_before.length(line, i) > noun or not _whole(line, i, i + noun) or _counted(line, i):
        return 0
    start = i + noun
    if not line.next_to(start):
        return 0 if start >= len(line) or line.gap[start] != "." else _named(line, i, start, words)
    for n in (2, 1):
        if start + n < len(line) and _text(line, start, start + n) in _BETWEEN and line.next_to(start + n):
            start += n
            break
    return _named(line, i, start, words)


def _named(line: Line, i: int, start: int, words: Gazetteer) -> int:
    noun = _text(line, i, start)
    form = line.form[start]
    if form[0].isdigit() or (line.acronym(start) and len(form) <= 2):
        return start + 1 - i if words.around.numbered.length(line, i) else 0
    if not line.cap[start]:
        return 0
    known = words.known(line, start)
    if known and known[1].label == "LOC":
        return start + known[0] - i if known[1].kind != "country" or noun in _OF_COUNTRIES else 0
    if (known and known[1].label == "ORG") or line.common[start] or noun in _OF_COUNTRIES - {"đảo", "quần đảo", "vịnh"}:
        return 0
    stop = start + 1
    native = vietnamese(line.key[start])
    if not native and line.acronym(i):
        return 0  # TT Putin
    while stop < len(line) and stop - start < 4 and line.cap[stop] and not line.common[stop]:
        mixed = vietnamese(line.key[stop]) != native
        if line.gap[stop] not in {" ", "-"} or (mixed and not (stop == start + 1 and line.form[start].isascii())):
            break  # but Khan Yunis
        if words.reach(line, stop) > 1 or words.around.title.length(line, stop) > 1:
            break
        if stop - start > 1 and person_at(line, stop, words.persons):
            break
        stop += 1
    if stop < len(line) and line.next_to(stop) and line.form[stop].isdigit() and words.around.numbered.length(line, i):
        stop += 1
    return stop - i


def _head(line: Line, i: int, words: Gazetteer) -> tuple[int, bool]:
    """Return the length of the type noun at `i`, and whether its capital makes it a part of the name."""
    head = words.around.head.length(line, i)
    if head and line.cap[i] and (not line.opens(i) or any(line.cap[i + 1 : i + head])):
        return (head, True) if _whole(line, i, i + head) else (0, True)
    low = words.around.low_head.length(line, i)
    if line.cap[i] and head >= low and _text(line, i, i + head) not in _LEFT_OUT:
        low = head
    if not low or not _whole(line, i, i + low) or _counted(line, i):
        return 0, False
    return low, False


def _fits(line: Line, i: int, start: int, stop: int, words: Gazetteer) -> bool:
    """Return whether a type noun in lower case is part of the name behind it: not in *công ty Mỹ*, *tập đoàn Sony*."""
    bare = line.cap[i] and words.around.bare_head.length(line, i)
    if not (any(line.cap[start:stop]) or bare):
        return False  # Bộ quốc phòng của hai nước
    noun = _text(line, i, start)
    always = noun in _ALWAYS or noun.startswith("trường")
    known = words.known(line, start)
    if known and start + known[0] == stop:
        if line.cap[i] and noun in _OF_STATES:
            return known[1].kind == "country"
        return noun in _OF_PLACES and known[1].kind != "country" if known[1].label == "LOC" else always
    opens = line.cap[i]
    return always or opens or line.cap[start] or words.around.place_class.length(line, start) > 0


def _body(line: Line, i: int, start: int, words: Gazetteer, *, titled: bool) -> int:
    """Return where the name of the institution ends whose type noun is `[i, start)`."""
    around = words.around
    at = good = start
    while at < len(line) and at - i < _LONGEST and _inside(line, at, start):
        known = _known_inside(line, at, words)
        if known and known[1].label in {"LOC", "ORG"}:
            at = good = at + known[0]
            if known[1].label == "LOC" or known[1].kind == "body":
                break
        elif known or (line.cap[at] and _other_starts(line, i, at, start, words, titled=titled and at != start)):
            return at if at > good and line.form[at - 1] not in _JOINING else good
        elif at == start and (field := around.field.length(line, at)) and _whole(line, at, at + field):
            at = good = at + field
        elif length := place(line, at, words):
            good = at + length
            break
        elif line.cap[at] and not line.common[at] and (inner := _inner(line, at, start, words)) > 1:
            at = good = at + inner
        elif (line.cap[at] and not line.common[at]) or (
            line.form[at].isdigit() and _numbered(line, i, at, start, good)
        ):
            at = good = at + 1
        elif good == at and around.bare_head.length(line, i) and (noun := around.place_class.length(line, at)):
            good = at + noun
            break
        elif inner := _inner(line, at, start, words):
            good = at + inner if line.cap[at] or (start < good == at and _tail(line, at, inner)) else good
            at += inner
        elif line.cap[at] and line.tag[at] in {"N", "A", "V"} and not start <= line.begin[at] < at:
            at = good = line.last[at] + 1
        else:
            break
    return good


def _known_inside(line: Line, at: int, words: Gazetteer) -> tuple[int, Name] | None:
    """Return the known name at `at` if it is no beginning of a common word: *Pháp y*, *Mỹ thuật*."""
    known = words.known(line, at) if line.cap[at] else None
    return None if known and known[0] == 1 and line.common[at] else known


def _inner(line: Line, at: int, start: int, words: Gazetteer) -> int:
    """Return the length of the words at `at` that can stand inside the name of an institution."""
    return 0 if at == start and line.form[at] == "và" else words.around.inner.length(line, at)


def _tail(line: Line, at: int, length: int) -> bool:
    """Return whether words in lower case at the end belong to the name: *Cục Cảnh sát giao thông*."""
    word = _text(line, at, at + length)
    return word in _TAILS or (line.tag[at] == "N" and word not in _JOINING)


def _numbered(line: Line, i: int, at: int, start: int, good: int) -> bool:
    """Return whether the number at `at` belongs to the name: *Bệnh viện Quân đội 108*, *Quân khu 7*."""
    return at == start or (at == good and line.form[i].lower() in _WITH_NUMBER)


def _other_starts(line: Line, i: int, at: int, start: int, words: Gazetteer, *, titled: bool) -> bool:
    """Return whether a title or a person's name starts at `at`, inside what else would be one name."""
    title = words.around.title.length(line, at) > 1 and not words.around.inner.length(line, at)
    if title or line.function_word(at):
        return True
    noun = _text(line, i, start)
    if (at != start or noun in _BARE) and noun.split()[0] not in _NAMED_AFTER and _full_name(line, at, words):
        return True
    if titled and person_at(line, at, words.persons):
        after_word = not line.cap[at - 1]
        kind_only = at > start and _text(line, start, at) in _SCHOOLS
        return not ((after_word or kind_only) and noun.split()[0] in _NAMED_AFTER)
    if at == start:
        return False
    pair = at + 1 < len(line) and line.cap[at + 1] and line.next_to(at + 1)
    native = all(vietnamese(key) for key in line.key[start:at])
    return pair and native and not vietnamese(line.key[at]) and not line.acronym(at)


def _full_name(line: Line, at: int, words: Gazetteer) -> bool:
    """Return whether a Vietnamese name with its middle name starts at `at`: *Sở Y tế Nguyễn Văn Nam*."""
    third = at + 2
    return (
        third < len(line)
        and line.cap[third]
        and line.next_to(third)
        and not line.common[at]
        and person_at(line, at, words.persons)
        and all(vietnamese(key) for key in line.key[at + 1 : at + 3])
        and words.known(line, at) is None
    )


def _members(line: Line, start: int, words: Gazetteer, noun: str) -> int:
    """Return where the name of a body of many ends that says whose it is, in small letters, before its country:
    *Hiệp hội các nhà xuất khẩu thủy sản Việt Nam*; 0 for another."""
    if noun not in _OF_MEMBERS:
        return 0
    for at in range(start, min(start + 9, len(line))):
        if line.gap[at] not in {" ", ", "} or line.tag[at] not in _MEMBERS | {"Np", "CH"}:
            return 0
        known = words.known(line, at) if at > start + 1 and line.cap[at] else None
        if known and known[1].label == "LOC":
            return at + known[0] if known[1].kind == "country" else 0
        if line.cap[at] and at > start and not line.common[at]:
            return 0
        if line.form[at] in _NO_MEMBER:
            return 0
    return 0


def _inside(line: Line, at: int, start: int) -> bool:
    """Return whether the gap before `at` can stand inside a name: `GD-ĐT`, `TB&XH`, `Văn hóa, Thể thao và Du lịch`."""
    gap = line.gap[at]
    if gap == " ":
        return True
    if gap in {"-", "&", " & ", "–", "/", "."}:
        return line.cap[at] and (gap != "." or at == start)
    if gap not in {", ", " - "} or at == start or not line.common[at]:
        return False
    ahead = range(at + 1, min(at + 7, len(line) - 1))
    return any(line.form[k] == "và" and line.cap[k + 1] for k in ahead) and line.common[at - 1]


def _whole(line: Line, first: int, stop: int) -> bool:
    """Return whether no longer common word starts or ends inside: *Ban* of *Ban đầu*, *sở* of *trụ sở*."""
    if line.begin[first] < first and not line.cap[first]:
        return False
    return not (line.common[stop - 1] and line.last[stop - 1] > stop - 1 and not line.cap[stop])


def _counted(line: Line, i: int) -> bool:
    return i > 0 and line.gap[i] == " " and (line.form[i - 1].lower() in _COUNTED or line.form[i - 1].isdigit())


def _text(line: Line, first: int, stop: int) -> str:
    return " ".join(line.form[first:stop]).lower()
