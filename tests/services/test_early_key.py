"""A key that is made early opens the store as its passphrase does, and refuses as it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from chronology_tui.services import create_casebook, open_casebook
from chronology_tui.services.early_key import EarlyKey
from chronology_tui.services.errors import NotAStore, StoreMissing, WrongPassphrase
from chronology_tui.store.keys import StoreKey
from chronology_tui.tui.openers import opener_of
from tests.conftest import PASSPHRASE


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "case.chron"
    with create_casebook(path, PASSPHRASE) as casebook:
        casebook.add_child("S. Tarn", "3/4/2019")
    return path


def test_it_opens_the_store_more_than_once(store: Path) -> None:
    key = EarlyKey(store, PASSPHRASE)
    for _ in range(2):
        secret = key.secret()
        assert isinstance(secret, StoreKey)
        with open_casebook(store, secret) as casebook:
            assert [child.name for child in casebook.children()] == ["S. Tarn"]


def test_once_it_has_opened_the_store_it_is_forgotten(store: Path) -> None:
    key = EarlyKey(store, PASSPHRASE)
    opener_of(store, key)().close()
    assert key.secret() == PASSPHRASE
    opener_of(store, key)().close()


def test_the_key_of_a_wrong_passphrase_is_refused_as_the_passphrase_is(store: Path) -> None:
    with pytest.raises(WrongPassphrase):
        opener_of(store, EarlyKey(store, "another passphrase"))()


@pytest.mark.parametrize(("content", "refusal"), [(None, StoreMissing), (b"a letter, and no store", NotAStore)])
def test_a_file_that_is_no_store_is_told_by_opening_it(tmp_path: Path, content: bytes | None, refusal: type[Exception]) -> None:
    path = tmp_path / "letter.chron"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(refusal):
        opener_of(path, EarlyKey(path, PASSPHRASE))()
