from __future__ import annotations

import errno
import gc
from pathlib import Path

import pytest

from okrsync.config.mirror import Mirror
from okrsync.config.repositories import Place
from okrsync.errors import UsageError
from tests.config.files import MemoryReader

FILES = {
    "q4/okrsync.toml": "",
    "q4/plan.csv": "key\n",
    "q4/words/comment.md": "Ours",
    "q4/words/deep/other.md": "no",
    "common/plan.csv": "common\n",
}


def mirror(files=FILES, base="q4"):
    path = f"{base}/okrsync.toml" if base else "okrsync.toml"
    place = Place(
        f"github:acme/goals:{path}", path, base, Path("/nowhere"), MemoryReader(dict(files)), "acme/goals"
    )
    return Mirror(place)


def below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_file_lies_where_the_goals_name_it():
    one = mirror()
    folder = one.with_file("plan.csv")
    assert (folder / "plan.csv").read_text() == "key\n"
    assert below(folder) == ["plan.csv"]


def test_one_beside_their_folder_lies_there_too():
    one = mirror()
    assert (one.with_file("../common/plan.csv") / "../common/plan.csv").read_text() == "common\n"


def test_a_folder_comes_with_its_files_and_without_the_folders_in_it():
    one = Mirror(
        Place("x", "okrsync.toml", "", Path("/nowhere"), OneFolder({"words/a.md": "A"}), "acme/goals")
    )
    assert below(one.with_folder("words")) == ["words/a.md"]


class OneFolder(MemoryReader):
    """Finds by folder, as repositories do."""

    def find(self, pattern):
        folder = pattern.rpartition("/")[0]
        return [path for path in self.files if path.rpartition("/")[0] == folder]


@pytest.mark.parametrize(
    "named", ["/etc/passwd", "../../plan.csv", "words/../../../x", "..\\..\\x", "..", "../.."]
)
@pytest.mark.parametrize("ask", [Mirror.with_file, Mirror.with_folder])
def test_nothing_outside_of_the_repository_is_brought_here(named, ask):
    with pytest.raises(UsageError, match="outside of acme/goals"):
        ask(mirror(base=""), named)


def test_a_file_found_outside_is_not_written_outside(tmp_path):
    class Hostile(OneFolder):
        def find(self, _pattern):
            return ["words/a.md", f"../{tmp_path.name}-stolen", str(tmp_path / "stolen")]

    files = {"words/a.md": "A", f"../{tmp_path.name}-stolen": "B", str(tmp_path / "stolen"): "C"}
    one = Mirror(Place("x", "okrsync.toml", "", Path("/nowhere"), Hostile(files), "acme/goals"))
    with pytest.raises(UsageError, match="outside of acme/goals"):
        one.with_folder("words")
    assert not (tmp_path / "stolen").exists()


@pytest.mark.parametrize(
    ("error", "said"),
    [(FileNotFoundError(errno.ENOENT, "No such file"), "No such file"), (OSError("broken"), "broken")],
)
def test_what_cannot_be_read_is_told_by_name(error, said):
    with pytest.raises(UsageError, match=f"plan.csv, which .* names, cannot be read: {said}"):
        mirror(FILES | {"q4/plan.csv": error}).with_file("plan.csv")


def test_the_copies_go_with_their_mirror():
    one = mirror()
    folder = one.with_file("plan.csv")
    del one
    gc.collect()
    assert not folder.exists()
