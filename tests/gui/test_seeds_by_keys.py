"""The two seeds, annotated with keys alone: what the app is for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reader_app.core.model import Annotation
from reader_app.gui.app import open_or_create
from reader_app.storage import Store
from reader_app.transfer import ExportReport, ImportReport, export, import_files
from tests.gui.typist import Typist

Records = dict[str, object]


def _records(typist: Typist) -> Records:
    sheet = typist.session.here
    return {"article": sheet.article, **sheet.records}


def _tag_seed_000(t: Typist) -> list[Annotation]:
    t.select("Shinzo Abe")
    t.press("1")
    t.go_into("Tại cuộc hội đàm")
    t.press("Q", "V", "S", "P")
    t.write("Vladimir Putin")
    t.press("Enter")
    direct = t.last("quote")
    t.go_into("hòa bình và ổn định tại")
    t.press("Q", "Q")
    mixed = t.last("quote")
    t.select("cần phải củng cố bầu không khí tin tưởng lẫn nhau trong quan hệ Nga - Nhật Bản thông qua phát triển "
             "hợp tác kinh tế thương mại")  # fmt: skip
    t.press("Q", "V", "S", "P")
    t.write("Dmitry Peskov")
    t.press("Enter")
    reported = t.last("quote")
    t.select("Điều này cho phép thúc đẩy cả vấn đề ký kết hiệp ước hòa bình giữa hai nước")
    t.press("Q", "P")
    t.write("dp")
    t.press("Enter")
    implicit = t.last("quote")
    t.go_into("Kim ngạch thương mại hai chiều trong các tháng")
    t.press("C")
    claim = t.last("claim")
    return [direct, mixed, reported, implicit, claim]


def test_seed_000_as_an_annotator_tags_it(typist: Typist) -> None:
    t = typist
    direct, mixed, reported, implicit, claim = _tag_seed_000(t)
    now = t.session.here.annotation
    assert [(e.label, e.contents[0].of(t.text())) for e in t.all("entity")] == [("PER", "Shinzo Abe")]
    direct = now(direct.id)
    assert direct.label == "direct"
    assert direct.contents[0].of(t.text()).startswith("Tại cuộc hội đàm, chúng tôi đã thảo luận")
    assert direct.contents[0].of(t.text()).endswith("hợp tác công nghệ")
    assert t.words(direct, "cue") == "nhấn mạnh"
    assert t.words(direct, "source") == "Tổng thống Putin"
    assert t.people(direct) == ["Vladimir Putin"]
    mixed = now(mixed.id)
    assert mixed.label == "mixed"
    assert mixed.contents[0].of(t.text()).startswith("“hòa bình") is True
    assert mixed.contents[0].of(t.text()).endswith('to lớn" của hai nước')
    reported, implicit = now(reported.id), now(implicit.id)
    assert (reported.label, implicit.label) == ("indirect", "indirect")
    assert t.words(reported, "cue") == "cho rằng"
    assert t.words(reported, "source") == "ông Dmitry Peskov"
    assert t.people(reported) == t.people(implicit) == ["Dmitry Peskov"]
    assert reported.referents == implicit.referents
    assert implicit.attribute("speaker_status") == "implicit"
    claim = now(claim.id)
    assert claim.label == "fact-stat"
    assert claim.attribute("check_worthiness") == "CFS"
    assert claim.contents[0].of(t.text()) == (
        "Kim ngạch thương mại hai chiều trong các tháng 1-11/2018 đã tăng 18% và đạt khoảng 20 tỷ USD"
    )


def test_all_of_it_can_be_undone_and_done_again_over_a_restart(
    typist: Typist, project: Path, tmp_path: Path, open_window: Callable[..., Typist]
) -> None:
    t = typist
    start = _records(t)
    _tag_seed_000(t)
    end = _records(t)
    steps = 0
    while t.session.history.undo is not None and steps < 100:
        t.press("Ctrl+Z")
        steps += 1
    assert _records(t) == start
    for _ in range(steps):
        t.press("Ctrl+Shift+Z")
    assert _records(t) == end
    t.window.close()

    again = open_window(project)
    assert _records(again) == end
    for _ in range(steps):
        again.press("Ctrl+Z")
    assert _records(again) == start
    for _ in range(steps):
        again.press("Ctrl+Shift+Z")
    assert _records(again) == end
    again.window.close()

    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    with Store.open(project) as store:
        for _ in export(store, first, ExportReport()):
            pass
    other = tmp_path / "other.sqlite"
    with open_or_create(other) as store:
        report = ImportReport()
        for _ in import_files(store, [first], report):
            pass
        assert not report.refused
        for _ in export(store, second, ExportReport()):
            pass
    assert first.read_bytes() == second.read_bytes()


def test_seed_001_as_an_annotator_tags_it(typist: Typist) -> None:
    t = typist
    t.press("Ctrl+PgDown")
    assert t.session.here.article.key.startswith("001")
    text = t.text()

    t.go_into("Có những câu hỏi về tương lai")
    t.press("Q", "V", "S")
    five = t.last("quote")
    words = five.contents[0].of(text)
    assert words.startswith("đối với ông Abe không có giải pháp")
    assert words.endswith("Nobel Hòa bình")
    assert words.count(". ") == 4
    assert (five.label, t.words(five, "cue")) == ("direct", "Theo")
    assert t.words(five, "source") == "Giám đốc Trung tâm nghiên cứu Viện Viễn Đông (IFES) Valeri Kistanov"

    t.go_into("tiến hành các bước đúng đắn")
    t.press("Q", "Q", "V", "S")
    aside = t.last("quote")
    assert aside.label == "mixed"
    assert aside.contents[0].of(text).startswith('nếu cả hai bên " tiến hành')
    assert "— ông đề nghị việc tạo ra" in aside.contents[0].of(text)
    assert aside.contents[0].of(text).endswith("một hiệp ước hòa bình")
    assert t.words(aside, "source") == "ông Putin"

    t.go_into("nguyên tắc của Nhật Bản")
    t.press("Q", "V", "S")
    opener = t.last("quote")
    assert opener.label == "direct"
    assert opener.contents[0].of(text).startswith("nguyên tắc của Nhật Bản về bốn hòn đảo")
    assert opener.contents[0].of(text).endswith("không ảnh hưởng đến nguyên tắc này")
    assert (t.words(opener, "cue"), t.words(opener, "source")) == ("thừa nhận", "ông Abe")

    t.select("hiệp ước hòa bình với Nhật Bản là nhiệm vụ")
    t.press("Q")
    t.select("quan trọng nhất của mối quan hệ song phương")
    t.press("Shift+Q")
    parts = t.last("quote")
    assert [span.of(text) for span in parts.contents] == [
        "hiệp ước hòa bình với Nhật Bản là nhiệm vụ",
        "quan trọng nhất của mối quan hệ song phương",
    ]
