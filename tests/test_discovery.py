"""Which files are found, under which names, and what is said of those that cannot be read."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from extract.errors import Reason
from styrdata.discovery import Found, discover
from styrdata.escape import printable


def names(*inputs: Path, leave_out: tuple[str, ...] = ()) -> list[str]:
    return [item.path for item in discover([str(each) for each in inputs], leave_out)]


def write(path: Path, text: str = "text") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def only(folder: Path) -> Found:
    (item,) = discover([str(folder)])
    return item


def test_sorted_by_name_with_folders_in_it(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a.txt", "Å/ö.txt", "10.txt", "9.txt"):
        write(tmp_path / name)
    assert names(tmp_path) == ["10.txt", "9.txt", "a.txt", "a/z.txt", "b.txt", "Å/ö.txt"]


# Hidden files, Word's lock files and rows kept beside samples are no input, and nothing is said of them.
def test_what_is_ignored(tmp_path: Path) -> None:
    for name in (".hidden.txt", ".git/a.txt", "~$plan.docx", "plan.expected.json", "plan.txt"):
        write(tmp_path / name)
    assert names(tmp_path) == ["plan.txt"]


def test_out_below_the_input_is_not_input(tmp_path: Path) -> None:
    write(tmp_path / "plan.txt")
    write(tmp_path / "out" / "old.txt")
    assert names(tmp_path, leave_out=(str(tmp_path / "out"),)) == ["plan.txt"]


def test_a_folder_that_links_to_itself_ends(tmp_path: Path) -> None:
    write(tmp_path / "real" / "plan.txt")
    (tmp_path / "real" / "again").symlink_to(tmp_path / "real")
    (tmp_path / "a_link").symlink_to(tmp_path / "real")
    (tmp_path / "up").symlink_to(tmp_path)
    assert names(tmp_path) == ["real/plan.txt"]


def test_a_folder_beside_is_followed_once(tmp_path: Path) -> None:
    write(tmp_path / "beside" / "plan.txt")
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "link").symlink_to(tmp_path / "beside")
    assert names(tmp_path / "archive") == ["link/plan.txt"]


@pytest.mark.parametrize("name", ["plan.png", "plan.xlsx", "plan.TXT.zip"])
def test_an_unknown_ending(tmp_path: Path, name: str) -> None:
    write(tmp_path / name)
    assert only(tmp_path).reason is Reason.UNSUPPORTED
    (named,) = discover([str(tmp_path / name)])
    assert named.reason is None


def test_empty_dangling_and_strange_files(tmp_path: Path) -> None:
    write(tmp_path / "empty.txt", "")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nothing")
    os.mkfifo(tmp_path / "pipe.txt")
    found = {item.path: item.reason for item in discover([str(tmp_path)])}
    assert found == {
        "dangling.txt": Reason.UNREADABLE,
        "empty.txt": Reason.EMPTY,
        "pipe.txt": Reason.UNSUPPORTED,
    }


def test_a_file_too_large_is_not_opened(tmp_path: Path) -> None:
    with (tmp_path / "large.pdf").open("wb") as file:
        file.truncate(2 << 30)
    assert only(tmp_path).reason is Reason.TOO_LARGE


def test_an_unreadable_folder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "shut" / "plan.txt")
    write(tmp_path / "open" / "plan.txt")
    listed = os.scandir

    def scandir(path: str) -> object:
        if path.endswith("shut"):
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr("styrdata.discovery.os.scandir", scandir)
    found = {item.path: item.reason for item in discover([str(tmp_path)])}
    assert found == {"open/plan.txt": None, "shut": Reason.UNREADABLE}


@pytest.mark.parametrize(
    "name",
    ["två ord.txt", "åäö.txt", 'it\'s "quoted".txt', "new\nline.txt", "esc\x1b[31m.txt", "..txt..txt", "-rf.txt"],
)
def test_hostile_names_are_kept_and_found(tmp_path: Path, name: str) -> None:
    write(tmp_path / "in" / name)
    if name.startswith("."):
        return
    item = only(tmp_path / "in")
    assert item.path == name
    assert Path(item.address).read_text() == "text"
    assert "\x1b" not in printable(item.path)
    assert "\n" not in printable(item.path)


def test_names_that_are_no_utf8(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/pl\xe5n.txt"
    Path(os.fsdecode(raw)).write_text("text")
    item = only(tmp_path)
    assert item.path == "pl\\xe5n.txt"
    assert Path(item.address).read_text() == "text"


# A name is composed; where both spellings lie in one folder they are told apart.
def test_names_composed_and_decomposed(tmp_path: Path) -> None:
    write(tmp_path / unicodedata.normalize("NFD", "å.txt"))
    assert names(tmp_path) == ["å.txt"]
    write(tmp_path / "å.txt")
    assert len(set(names(tmp_path))) == 2


def test_several_inputs_with_the_same_names(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        write(tmp_path / folder / "plan.txt")
        write(tmp_path / folder / f"{folder}.txt")
    assert names(tmp_path / "one", tmp_path / "two") == ["one.txt", "one/plan.txt", "two.txt", "two/plan.txt"]
    assert names(tmp_path / "one", tmp_path / "one" / "plan.txt") == ["one.txt", "plan.txt"]
    assert names(tmp_path / "one" / "plan.txt") == ["plan.txt"]


def test_memory_and_file_addresses(tmp_path: Path) -> None:
    import fsspec

    system = fsspec.filesystem("memory")
    system.pipe("/discovered/sub/plan.txt", b"text")
    system.pipe("/discovered/.hidden", b"text")
    assert [item.path for item in discover(["memory://discovered"])] == ["sub/plan.txt"]
    system.rm("/discovered", recursive=True)
    write(tmp_path / "plan.txt")
    assert [item.path for item in discover([f"file://{tmp_path}"])] == ["plan.txt"]
