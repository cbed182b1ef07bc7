"""What is found is exactly what stands in the text: against a search through the texts themselves."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.apps.search_index.document import Document, Hit
from plumbline.apps.search_index.index_file import looks_for, written
from plumbline.apps.search_index.store import SearchIndex
from plumbline.apps.search_index.tokens import is_han, reads_as, runs

ALPHABET = "市场监管案〇abC1２ ，.〔\u3000𠮷Ａ"


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SearchIndex]:
    made = SearchIndex(tmp_path / "search.sqlite3")
    yield made
    made.close()


def document(
    id: str, text: str, *, organ: str = "O1", kind: str = "case", number: str = "", at: int = 1
) -> Document:
    return Document(kind, id, organ, text, number, at)


def ids(
    index: SearchIndex, text: str, organs: list[str] | None = None, *kinds: str, limit: int = 99
) -> list[str]:
    return [hit.id for hit in index.find(text, organs, kinds, None, limit)]


def stands_in(wanted: str, text: str) -> bool:
    """The search through the text: a substring, where a word that is not Chinese begins where one begins."""
    wanted, text = reads_as(wanted), reads_as(text)
    if not wanted:
        return False
    places = [at for at in range(len(text)) if text.startswith(wanted, at)]
    return any(is_han(wanted[0]) or at == 0 or text[at - 1] == " " for at in places)


@given(st.data())
def test_recall_and_precision_against_the_texts(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    index = SearchIndex(tmp_path_factory.mktemp("search") / "s.sqlite3")
    texts = data.draw(st.lists(st.text(ALPHABET, max_size=12), min_size=1, max_size=8))
    index.add(document(str(n), text) for n, text in enumerate(texts))
    wanted = [data.draw(st.text(ALPHABET, min_size=1, max_size=6)) for _ in range(4)]
    for text in texts:
        start = data.draw(st.integers(0, max(len(text) - 1, 0)))
        wanted.append(text[start : start + data.draw(st.integers(1, 6))])
    for one in wanted:
        truth = [str(n) for n in reversed(range(len(texts))) if stands_in(one, texts[n])]
        assert ids(index, one) == truth, one
    index.close()


SHIFTED = "\u5353\u7753\u5377\u7777\U00025353 a5S"
"""Characters whose bytes, read from the middle of one on, are others of them."""


@given(st.text(SHIFTED, min_size=1, max_size=3), st.text(SHIFTED, max_size=9))
def test_bytes_are_looked_through_as_the_characters_would_be(wanted: str, text: str) -> None:
    if reads_as(wanted):
        assert looks_for(reads_as(wanted))(written(reads_as(text))) == stands_in(wanted, text)


def test_what_begins_in_the_middle_of_a_character_is_not_found() -> None:
    assert not looks_for("\u5353")(written("\u7753\u5377"))
    assert looks_for("\u5353")(written("\u7753\u5377\u5353"))


def test_recall_and_precision_over_long_texts(index: SearchIndex) -> None:
    chance = random.Random(3)
    characters = [chr(0x4E00 + n) for n in range(60)]
    texts = ["".join(chance.choice([*characters, "，", "12", "ab"]) for _ in range(80)) for _ in range(400)]
    index.add(document(str(n), text) for n, text in enumerate(texts))
    for length in (1, 2, 3, 4, 6):
        for _ in range(40):
            text = chance.choice(texts)
            start = chance.randrange(len(text) - length)
            wanted = text[start : start + length]
            truth = [str(n) for n in reversed(range(len(texts))) if stands_in(wanted, texts[n])]
            assert ids(index, wanted, limit=1000) == truth


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("市", True),
        ("局", True),
        ("监", True),
        ("市场监督", True),
        ("管理局", True),
        ("市监", False),
        ("ＡＢＣ有限", True),
        ("abc", True),
        ("bc", False),
        ("局 abc", True),
        ("2026", True),
        ("202", True),
        ("026", False),
        ("〔2026〕12", True),
        ("12号", True),
        ("", False),
        ("，。", False),
        ('"', False),
        ("场* OR a", False),
        ("\ue000O1", False),
    ],
)
def test_what_is_found(index: SearchIndex, wanted: str, found: bool) -> None:
    index.add([document("1", "青石区市场监督管理局 ABC有限公司〔2026〕12号")])
    assert bool(ids(index, wanted)) is found


def test_newest_first_page_by_page(index: SearchIndex) -> None:
    index.add(document(str(n), "市场") for n in range(50))
    index.add([document("7", "市场")])
    pages: list[Hit] = []
    while page := index.find("市场", None, (), pages[-1].row if pages else None, 20):
        pages += page
    assert [hit.id for hit in pages] == ["7", *(str(n) for n in reversed(range(50)) if n != 7)]


def test_an_organ_sees_its_own_and_names_never_meet(index: SearchIndex) -> None:
    organs = ["O1", "o1", "O-1", "O 1", "O", "O11", "市监局", "O\x01"]
    index.add(document(organ, "市场", organ=organ) for organ in organs)
    for organ in organs:
        assert ids(index, "市场", [organ]) == [organ]
    assert ids(index, "市场", ["O1", "O"]) == ["O", "O1"]
    assert ids(index, "市场", []) == []
    assert index.find_number("1", [], (), 9) == []
    assert len(ids(index, "市场", None)) == len(organs)


def test_text_cannot_pretend_an_organ(index: SearchIndex) -> None:
    index.add([document("1", "市场 \ue000\ue14f2", organ="O1"), document("2", "市场", organ="O2")])
    assert ids(index, "市场", ["O2"]) == ["2"]


def test_kinds_narrow(index: SearchIndex) -> None:
    index.add(
        [document("1", "市场"), document("1", "市场", kind="party"), document("2", "市场", kind="paper")]
    )
    assert ids(index, "市场", None, "party", "paper") == ["2", "1"]
    assert [hit.kind for hit in index.find("市场", ["O1"], ("party",), None, 9)] == ["party"]


def test_numbers_are_found_from_their_beginning_in_any_writing(index: SearchIndex) -> None:
    for n in (12, 2, 120):
        index.add([document(str(n), "x", number=f"青石市监罚〔2026〕{n}号", organ=f"O{n}", at=n)])
    index.add([document("none", "x")])
    numbers = [hit.number for hit in index.find_number("青石市监罚[2026] 12", None, (), 9)]
    assert numbers == ["青石市监罚(2026)120号", "青石市监罚(2026)12号"]
    assert [hit.id for hit in index.find_number("青石市监罚（2026）", ["O2", "O12"], ("case",), 9)] == [
        "12",
        "2",
    ]
    assert index.find_number(" ", None, (), 9) == []
    assert (index.find_number("青石市监罚(2026)2号", None, (), 9)[0].at) == 2


def test_replaced_and_removed_are_found_no_more(index: SearchIndex) -> None:
    index.add([document("1", "张三丰的店"), document("2", "张三丰的店")])
    index.add([document("1", "李四的店", organ="O2")])
    assert ids(index, "张三丰") == ["2"]
    assert ids(index, "李四", ["O2"]) == ["1"]
    assert index.remove("case", ["2", "9"]) == 1
    assert ids(index, "张三丰") == []
    assert [hit.id for hit in index.entries()] == ["1"]


MADE = "019cac1f5c00" + "7" + "ab" * 9 + "c"


@pytest.mark.parametrize("id", [MADE, MADE.upper(), MADE[1:], f"{MADE}0", f"{MADE[:-1]}g", "案1", "１" * 32])
def test_ids_come_back_as_they_went_in(index: SearchIndex, id: str) -> None:
    """One that the product made takes half the place; one that only looks like it is another."""
    index.add([document(id, "市场监管", number="〔2026〕1号"), document("9", "市场")])
    ((kept,),) = index.connection.execute("SELECT id FROM entry WHERE row = 1")
    assert kept == (bytes.fromhex(MADE) if id == MADE else id)
    assert ids(index, "监管") == list(index.find_ids("监管", None, "case", 9)) == [id]
    assert [hit.id for hit in index.find_number("〔2026〕1", None, (), 9)] == [id]
    assert [hit.id for hit in index.entries()] == sorted(["9", id])
    assert list(index.texts("case", [id])) == [(id, "市场监管")]
    index.add([document(id, "改过的")])
    assert (ids(index, "监管"), ids(index, "改过")) == ([], [id])
    assert index.remove("case", [id]) == 1


def test_what_was_destroyed_is_gone_from_the_file(index: SearchIndex, tmp_path: Path) -> None:
    """Its packed text, its id and the pairs of a rare name lie in no file any more; before the purge some did."""
    secret, kept = document("secret-id-81", "欧阳翦氏的店"), document("kept-id-17", "市场监管")
    index.add([secret, kept, *(document(str(n), f"案件{n}") for n in range(300))])
    ((packed,),) = index.connection.execute("SELECT text FROM entry WHERE id = 'secret-id-81'")
    traces = [packed, b"secret-id-81", *(pair.encode() for pair in ("欧阳", "阳翦", "翦氏"))]
    assert packed in lying(tmp_path)
    index.remove("case", ["secret-id-81"])
    assert any(trace in lying(tmp_path) for trace in traces)
    index.purge()
    held = lying(tmp_path)
    assert [trace for trace in traces if trace in held] == []
    assert b"kept-id-17" in held
    assert (ids(index, "监管"), ids(index, "欧阳")) == (["kept-id-17"], [])


def lying(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


def test_cleared_and_filled_again_it_answers_the_same(index: SearchIndex) -> None:
    documents = [document(str(n), f"市场{n}", number=f"〔2026〕{n}号") for n in range(30)]
    index.add(documents)
    before = list(index.entries()), ids(index, "市场")
    index.clear()
    assert (list(index.entries()), ids(index, "市场")) == ([], [])
    index.add(documents)
    assert (list(index.entries()), ids(index, "市场")) == before


def test_an_answer_is_kept_while_nobody_writes(index: SearchIndex, tmp_path: Path) -> None:
    """Whoever changes the file, this connection or another one, the next answer knows of it."""
    other = SearchIndex(tmp_path / "search.sqlite3")

    def found() -> list[str]:
        return list(index.find_ids("市场", None, "case", 99, "personal"))

    index.add([document("1", "市场")])
    assert found() == found() == ["1"]
    other.add([document("2", "市场", organ="O2"), document("3", "市场", kind="personal")])
    assert found() == ["2", "1"]
    index.add([document("4", "市场", organ="O3")])
    assert found() == ["4", "2", "1"]
    other.remove("case", ["2"])
    assert found() == ["4", "1"]
    other.close()


def test_a_text_is_unpacked_once_and_never_kept_where_it_names_persons(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.add([document("1", "市场监管"), document("2", "市场监管", kind="personal")])
    unpack, unpacked = index._unpacked, []
    monkeypatch.setattr(index, "_unpacked", lambda packed: unpacked.append(packed) or unpack(packed))
    for wanted in ("市场监", "场监管", "监管场", "市场监"):
        found = (
            index.find_ids(wanted, None, "case", 99, "personal"),
            index.find_ids(wanted, ["O1"], "personal", 99),
        )
        assert found == ((), ()) if wanted == "监管场" else (("1",), ("2",))
    assert len(unpacked) == 1 + 3
    index.add([document("1", "场监管市")])
    assert index.find_ids("场监管", None, "case", 99, "personal") == ("1",)
    assert index.find_ids("市场监", None, "case", 99, "personal") == ()


def test_a_failed_writing_leaves_nothing(index: SearchIndex) -> None:
    def broken() -> Iterator[Document]:
        yield document("1", "市场")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        index.add(broken())
    assert ids(index, "市场") == []
    index.add([document("2", "市场")])
    assert ids(index, "市场") == ["2"]


def test_many_read_while_one_writes(index: SearchIndex) -> None:
    """Each reader sees whole batches: of the ten documents of a batch all or none."""
    done, wrong = threading.Event(), []

    def read() -> None:
        while not done.is_set():
            found = index.find("市场", None, (), None, 1000)
            if len(found) % 10:
                wrong.append(len(found))
        index.close()

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for batch in range(30):
        index.add(document(f"{batch}-{n}", "市场监管") for n in range(10))
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert len(ids(index, "市场", limit=1000)) == 300


WRITES = """
import sys
from pathlib import Path
from plumbline.apps.search_index.document import Document
from plumbline.apps.search_index.index_file import looks_for, written
from plumbline.apps.search_index.store import SearchIndex
index = SearchIndex(Path(sys.argv[1]))
for n in range(40):
    index.add([Document("case", f"{sys.argv[2]}-{n}", "O1", "市场", "", n)])
"""


def test_processes_write_beside_each_other(index: SearchIndex, tmp_path: Path) -> None:
    path = str(tmp_path / "search.sqlite3")
    writers = [subprocess.Popen([sys.executable, "-c", WRITES, path, str(n)]) for n in range(3)]
    assert [writer.wait(timeout=300) for writer in writers] == [0, 0, 0]
    assert len(ids(index, "市场", limit=1000)) == 120


def test_a_file_of_another_version_is_made_anew(index: SearchIndex, tmp_path: Path) -> None:
    index.add([document("1", "市场")])
    index.connection.execute("PRAGMA user_version=1")
    index.close()
    again = SearchIndex(tmp_path / "search.sqlite3")
    assert ids(again, "市场") == []
    again.add([document("2", "市场")])
    assert ids(again, "市场") == ["2"]
    again.close()


def test_runs() -> None:
    assert runs("ＡＢ12号，𠮷野家ｶﾞ") == ["ab12", "号", "𠮷野家ガ"]
