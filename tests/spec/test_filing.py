"""How does a file get to its place? Whole or not at all, and never over one that somebody has open."""

import errno
import os
from itertools import count
from pathlib import Path

import pytest

from toolkit.files import saving
from toolkit.model.errors import ToolkitError


def refuse(monkeypatch, *names: str):
    """Have the system refuse to replace files of these names, as Windows does with those that a program holds."""
    replaced = os.replace

    def replace(source, place):
        if os.path.basename(place) in names:  # noqa: PTH119 - whatever the caller gave
            raise PermissionError(errno.EACCES, "in use", str(place))
        replaced(source, place)

    monkeypatch.setattr(saving.os, "replace", replace)


def fail(monkeypatch, function: str, number: int):
    """Have a system call fail."""

    def failing(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(saving.os, function, failing)


def names(folder):
    """Return what lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "磁盘空间不足，“汇总表.xlsx”没有写成，原来的文件没有动。请腾出空间后再运行一次。"),
        (errno.EDQUOT, "磁盘空间不足，“汇总表.xlsx”没有写成，原来的文件没有动。请腾出空间后再运行一次。"),
        (errno.EROFS, "没有权限写入文件夹“{folder}”，“汇总表.xlsx”没有写成。请换一个位置，或请管理员开通权限。"),
        (errno.ENAMETOOLONG, "文件名“汇总表.xlsx”太长，没有写成。请把原来的文件名改短一些，再运行一次。"),
        (errno.EIO, "“汇总表.xlsx”没有写成（错误 5），原来的文件没有动。请检查磁盘和网络后再运行一次。"),
    ],
)
def test_a_file_is_replaced_whole_or_not_at_all(tmp_path, monkeypatch, number, sentence):
    """When the disk fails midway, the old file stands, no half file lies about, and one sentence says why."""
    out = tmp_path / "汇总表.xlsx"
    out.write_bytes(b"old")
    fail(monkeypatch, "fsync", number)
    with pytest.raises(ToolkitError) as told:
        saving.save(b"new", out)
    assert str(told.value) == sentence.format(folder=tmp_path)
    assert out.read_bytes() == b"old"
    assert names(tmp_path) == ["汇总表.xlsx"]


def test_what_is_written_reaches_the_disk_before_its_name_does(tmp_path, monkeypatch):
    """The content first, then the name, then the folder's list of names: a power cut finds the old or the new file."""
    steps = []
    for function in ("fsync", "replace"):
        real = getattr(os, function)

        def noted(*arguments, real=real, function=function):
            steps.append(function)
            real(*arguments)

        monkeypatch.setattr(saving.os, function, noted)
    saving.save(b"new", tmp_path / "汇总表.xlsx")
    assert steps == (["fsync", "replace", "fsync"] if os.name == "posix" else ["fsync", "replace"])


@pytest.mark.skipif(os.name != "posix", reason="Windows flushes no list of names")
def test_papers_written_together_flush_their_names_once_whatever_happens(tmp_path, monkeypatch):
    """Each content before its name, as ever; the lists of names of both folders at the end, after a failure too."""
    flushed: list[Path] = []
    real = os.fsync

    def noted(file: int) -> None:
        flushed.append(Path(f"/proc/self/fd/{file}").readlink())
        real(file)

    def fail_midway() -> None:
        with saving.together():
            for name in ("甲/1.docx", "甲/2.docx", "乙/3.docx"):
                saving.save(b"1", tmp_path / name)
            raise ToolkitError("第四份写不成")

    monkeypatch.setattr(saving.os, "fsync", noted)
    with pytest.raises(ToolkitError):
        fail_midway()
    assert [one.suffix for one in flushed[:3]] == [".tmp"] * 3
    assert sorted(flushed[3:]) == sorted([tmp_path / "甲", tmp_path / "乙"])
    flushed.clear()
    saving.save(b"5", tmp_path / "丙" / "5.docx")
    assert flushed[-1] == tmp_path / "丙"


@pytest.mark.parametrize(
    ("name", "mark", "beside"),
    [
        ("汇总表.xlsx", "~$汇总表.xlsx", "汇总表.新.xlsx"),
        ("汇总表.xlsx", ".~汇总表.xlsx", "汇总表.新.xlsx"),
        ("催报通知.docx", "~$催报通知.docx", "催报通知.新.docx"),
        ("退回修改通知（江口乡）.docx", "~$修改通知（江口乡）.docx", "退回修改通知（江口乡）.新.docx"),
        ("催报通知.docx", ".~lock.催报通知.docx#", "催报通知.新.docx"),
    ],
)
def test_a_file_that_is_open_gets_a_neighbour(tmp_path, name, mark, beside):
    """Excel, Word, WPS and LibreOffice each leave a mark beside what they have open; Word shortens long names."""
    (tmp_path / name).write_bytes(b"old")
    (tmp_path / mark).write_bytes(b"")
    assert saving.save(b"new", tmp_path / name) == tmp_path / beside
    assert (tmp_path / name).read_bytes() == b"old"
    assert (tmp_path / beside).read_bytes() == b"new"


def test_a_file_that_cannot_be_replaced_gets_a_neighbour(tmp_path, monkeypatch):
    """Windows refuses to replace what Excel holds, mark or no mark: the content goes to the next free name."""
    refuse(monkeypatch, "汇总表.xlsx")
    (tmp_path / ".~汇总表.新.xlsx").write_bytes(b"")  # WPS holds the first neighbour
    assert saving.save(b"new", tmp_path / "汇总表.xlsx") == tmp_path / "汇总表.新2.xlsx"
    assert names(tmp_path) == [".~汇总表.新.xlsx", "汇总表.新2.xlsx"]


def test_where_all_names_are_taken_the_operator_is_told(tmp_path):
    """Six open copies are enough."""
    for name in ("汇总表", *(f"汇总表.新{number}" for number in ("", 2, 3, 4, 5))):
        (tmp_path / f"~${name}.xlsx").write_bytes(b"")
    with pytest.raises(ToolkitError, match="“汇总表.xlsx”和旁边的几份都正被打开，无法写入。请关闭后再试。"):
        saving.save(b"new", tmp_path / "汇总表.xlsx")
    assert all(name.startswith("~$") for name in names(tmp_path))


def test_the_offices_own_file_has_no_neighbour(tmp_path, monkeypatch):
    """收件登记.csv and the control workbook are one file each: where that is open, nothing is written at all."""
    path = tmp_path / "收件登记.csv"
    path.write_bytes(b"old")
    refuse(monkeypatch, "收件登记.csv")
    with pytest.raises(saving.OpenElsewhereError, match="“收件登记.csv”正被打开，无法写入。请关闭后再试。"):
        saving.replace(b"new", path)
    assert (names(tmp_path), path.read_bytes()) == (["收件登记.csv"], b"old")


def test_what_stood_there_is_kept_if_it_said_something_else(tmp_path):
    """A run that changes nothing does not push the last real difference out of 裁定（上次）.xlsx."""
    out, previous = tmp_path / "裁定.xlsx", tmp_path / "裁定（上次）.xlsx"
    for content in (b"one", b"two", b"two"):
        saving.save(content, out, previous)
    assert (out.read_bytes(), previous.read_bytes()) == (b"two", b"one")


@pytest.mark.parametrize("links", [True, False])
def test_a_new_file_takes_a_name_that_is_free(tmp_path, monkeypatch, links):
    """What came by mail never replaces anything; the same file twice is one. Memory sticks know no links."""
    if not links:
        fail(monkeypatch, "link", errno.EPERM)

    def candidates():
        return (f"表{number}.xlsx" for number in count(1))

    assert saving.add(b"a", tmp_path, candidates()).name == "表1.xlsx"
    assert saving.add(b"b", tmp_path, candidates()).name == "表2.xlsx"
    assert saving.add(b"a", tmp_path, candidates()).name == "表1.xlsx"
    assert names(tmp_path) == ["表1.xlsx", "表2.xlsx"]


def test_only_what_is_ours_is_swept(tmp_path):
    """An interrupted run's files go; a file of any other name stays, though it ends in .tmp."""
    kept = [tmp_path / "a.tmp", tmp_path / ".zhaoshang.tmp", tmp_path / "输出" / "~$汇总表.xlsx"]
    gone = [tmp_path / ".zhaoshang-0f.tmp", tmp_path / "输出" / "通知" / ".zhaoshang-1.tmp"]
    for path in (*kept, *gone):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    assert saving.sweep(tmp_path) == 2
    assert all(path.exists() for path in kept)
    assert not any(path.exists() for path in gone)
