"""Dates, times and amounts by grammar."""

from __future__ import annotations

import pytest

from reader_app.nlp.entities.amounts import amounts


def found(text: str) -> list[tuple[str, str]]:
    return [(m.span.of(text), m.label) for m in amounts(text)]


@pytest.mark.parametrize(
    "date",
    [
        "ngày 22/1", "hôm 22/10", "ngày 22/1/2019", "ngày 22 tháng 1 năm 2019", "sáng 14-9", "rạng sáng 3-10",
        "các tháng 1-11/2018", "tháng 7/2012", "tháng 7 năm nay", "cuối năm 2012", "năm 2013", "giai đoạn 2011-2015",
        "năm học 2011-2012", "quý 3/2013", "thế kỷ 21", "22h30 ngày 9/11", "lúc 23 giờ ngày 16-7", "10 giờ 30 phút",
        "1h sáng 9/1", "ngày 25 và 26/3", "hôm nay", "sáng nay", "năm ngoái", "tuần trước", "5 năm",
        "20/11/2013",
    ],
)  # fmt: skip
def test_dates(date: str) -> None:
    assert found(f"Việc đó xảy ra vào {date}.") == [(date, "DATETIME")]


@pytest.mark.parametrize(
    "amount",
    [
        "30 tỷ USD", "1tỷ USD", "18%", "0,49%", "300.000 – 350.000 đồng", "80 nghìn đồng", "10m", "72 tuổi", "35-40%",
        "1.000 km2", "7,8 độ richter", "100 triệu đô la Mỹ", "20 km/h", "hai triệu đồng", "vài chục nghìn tấn",
        "3 điểm phần trăm", "91 triệu euro",
    ],
)  # fmt: skip
def test_amounts(amount: str) -> None:
    assert found(f"Con số là khoảng {amount}, ông nói.") == [(amount, "QUANTITY")]


@pytest.mark.parametrize(
    "text",
    ["1/3 dân số", "F-16 và QV301", "điều 93", "số 5 đường Láng", "thắng 2-1", "phiên thứ 22", "2 mùa",
     "trong những năm tới",      "xe 77B-010.40", "đứng thứ hai", "U23", "68 thỏa thuận"],
)  # fmt: skip
def test_other_figures_are_neither(text: str) -> None:
    assert found(text) == []
