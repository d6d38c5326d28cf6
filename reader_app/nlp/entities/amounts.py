"""Dates, times and amounts by grammar (DATETIME and QUANTITY of VLSP 2021): *ngày 22/1*, *các tháng 1-11/2018*,
*năm ngoái*, *30 tỷ USD*, *18%*, *72 tuổi*. Words of guessing before them (*khoảng*, *hơn*) are no part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from reader_app.core.model import Span
from reader_app.nlp.mention import Mention

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_YEAR = r"(?:1[5-9]|20)\d\d"
_DATE = rf"{_DAY}\s?[/.-]\s?{_MONTH}(?:\s?[/.-]\s?{_YEAR})?"
_WRITTEN = rf"{_DAY}\stháng\s{_MONTH}(?:\snăm\s{_YEAR})?"
_PART = r"(?:rạng sáng|sáng sớm|nửa đêm|sáng|trưa|chiều tối|chiều|tối|đêm|khuya)"
_MINUTES = r"(?:\s?[hg]\s?(?:[0-5]\d)?'?|\s?giờ(?:\s(?:rưỡi|kém|[0-5]?\d(?:\sphút)?))?|:[0-5]\d)"
_CLOCK = rf"(?:lúc\s)?(?:[01]?\d|2[0-4]){_MINUTES}(?:\s{_PART}(?!\w))?"
_DATES = (
    rf"(?:{_CLOCK}\s)?(?:(?:{_PART}|hôm|các ngày|ngày|mùng|mồng)\s)+(?:{_WRITTEN}|{_DATE})(?:\s?[-–]\s?{_DATE})?",
    rf"(?:{_CLOCK}\s)?(?:các\s)?ngày\s{_DAY}(?:(?:,\s|\svà\s|\s?[-–]\s?){_DAY})*\s?[/-]\s?{_MONTH}(?:\s?[/-]\s?{_YEAR})?",
    rf"{_DAY}/{_MONTH}/{_YEAR}",
    rf"(?<=\(){_DATE}(?=\))",
    rf"(?:các\s)?tháng\s(?:{_MONTH}\s?[-–]\s?)?{_MONTH}(?:\s?[/-]\s?{_YEAR}|\snăm\s(?:{_YEAR}|nay|ngoái))?",
    rf"(?:(?:đầu|giữa|cuối|các|những)\s)?(?:năm(?:\shọc)?|thập niên|thập kỷ|giai đoạn)\s{_YEAR}(?:\s?[-–]\s?{_YEAR})?",
    rf"quý\s(?:[1-4]|I{{1,3}}|IV)(?:\s?[/-]\s?{_YEAR}|\snăm\s{_YEAR})?",
    r"thế kỷ\s(?:\d{1,2}|[XVI]+)",
    _CLOCK,
    r"(?:thứ\s(?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)(?=\s\(\d|\stuần)(?:\stuần\s(?:trước|này|tới|sau))?",
)
_RELATIVE = (
    rf"(?:{_PART}\s)?(?:hôm\s(?:nay|qua|kia|sau|trước)|ngày\s(?:mai|kia|hôm sau|hôm qua|hôm nay|hôm trước))",
    rf"{_PART}\s(?:nay|qua|mai|cùng ngày)",
    r"(?<!những )(?<!nhiều )(?<!các )(?:tuần|tháng|năm|quý)\s(?:nay|này|qua|trước|tới|sau|ngoái|kia)",
    r"cùng ngày",
)
_SPELT = (
    r"(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|vài|hàng|nửa)(?=\s(?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?!\w))"
)
_NUMBER = rf"(?:\d+(?:[.,]\d+)*(?:\s?[-–]\s?\d+(?:[.,]\d+)*)?|{_SPELT})"
_FOLD = r"(?:\s?(?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?!\w))*"
_CURRENCY = (
    r"(?:đô\s?la(?:\s(?:Mỹ|Úc|Singapore|Canada|Hong Kong))?|USD|đồng|VNĐ|VND|euro|EUR|bảng(?:\sAnh)?|GBP|yên(?:\sNhật)?"
    r"|yen|JPY|nhân dân tệ|NDT|CNY|rúp|ruble|won|baht|franc|rupee|rupiah|peso|đô)"
)
_MEASURE = (
    r"(?:km/h|km/giờ|km2|km²|km|m2|m²|m3|m³|mét vuông|mét khối|mét|cm|mm|m|hecta|héc-ta|hécta|ha|kilogam|kg|gram|mg|g"
    r"|tấn|tạ|lít|ml|dặm|hải lý|feet|inch|độ C|độ richter|mã lực|megawatt|MW|GW|kWh|kW|GB|MB|TB|Mbps|GHz|lượng|thùng"
    r"|cây số|ki-lô-mét)"
)
_AMOUNTS = (
    rf"{_NUMBER}{_FOLD}\s?{_CURRENCY}",
    rf"{_NUMBER}\s?(?:%|phần trăm|điểm phần trăm|‰)",
    rf"{_NUMBER}{_FOLD}\s?{_MEASURE}",
    r"\d+(?:\s?[-–]\s?\d+)?\stuổi",
    r"\d+(?:[.,]\d+)*\s?°\s?[CF]",
)
_DURATION = (rf"{_NUMBER}\s(?:năm|tháng|tuần|ngày|giờ|phút|giây|tiếng đồng hồ|thập kỷ|thế kỷ)(?!\s(?:{_YEAR}|\d))",)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    kinds = {"DATE": _DATES, "RELATIVE": _RELATIVE, "AMOUNT": _AMOUNTS, "DURATION": _DURATION}
    parts = "|".join(f"(?P<{kind}>{'|'.join(patterns)})" for kind, patterns in kinds.items())
    return re.compile(rf"(?<![\w/.,%-])(?:{parts})(?![\w%]|[./,-]\d)", re.IGNORECASE)


_RULES = {
    "DATE": ("DATETIME", 0.9, "date"),
    "RELATIVE": ("DATETIME", 0.6, "date-relative"),
    "DURATION": ("DATETIME", 0.5, "duration"),
    "AMOUNT": ("QUANTITY", 0.9, "amount"),
}


def amounts(text: str) -> Iterator[Mention]:
    """Yield the dates, times and amounts of `text`, in its order, none overlapping."""
    for found in _pattern().finditer(text):
        label, score, rule = _RULES[found.lastgroup or "AMOUNT"]
        yield Mention(Span(*found.span()), label, score, rule)
