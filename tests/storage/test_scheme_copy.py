"""The project's own scheme and settings."""

from __future__ import annotations

from reader_app.core.scheme import read_scheme
from reader_app.storage import Store


def test_the_scheme_is_copied_and_choices_are_kept(store: Store, scheme_source: str) -> None:
    shipped = read_scheme(scheme_source)
    assert store.scheme() == shipped
    assert store.scheme() is store.scheme()
    store.change_label("entity", "TITLE", off=False)
    store.change_label("entity", "TITLE", color="#123456")
    store.change_label("entity", "TITLE", key="8")
    store.change_label("entity", "PER", key="")
    store.close()
    with Store.open(store.path) as again:
        scheme = again.scheme()
    title, person = scheme.label("entity", "TITLE"), scheme.label("entity", "PER")
    assert title is not None
    assert person is not None
    assert (title.off, title.color, title.key, person.key) == (False, "#123456", "8", "")
    assert scheme.name(scheme_source) == "vi-news/1"


def test_a_choice_of_another_window_is_seen(store: Store) -> None:
    with Store.open(store.path) as other:
        other.change_label("entity", "PER", off=True)
    label = store.scheme().label("entity", "PER")
    assert label is not None
    assert label.off


def test_settings_are_kept(store: Store) -> None:
    assert store.setting("last", "none") == "none"
    store.set_setting("last", "bài 1")
    store.set_setting("last", "bài 2")
    store.close()
    with Store.open(store.path) as again:
        assert again.setting("last") == "bài 2"
        assert again.setting("other") == ""
