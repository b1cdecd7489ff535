"""What becomes of damaged copies of a good workbook? Read the same, or refused; never another reading (.xlsx)."""

import random
import zipfile
from collections import Counter
from collections.abc import Callable
from functools import cache, partial

from msgspec.structs import replace

from tests.drawn import drawn_sheet
from tests.fuzz import fuzz_xls
from tests.fuzz.contract import JUNE, folder, saved, scheme
from tests.rawfiles import zipped
from toolkit.checks.check import check
from toolkit.intake.read import read_submission
from toolkit.model.submission import Status
from toolkit.workflow.steps import parallel

SAME, REFUSED, DIFFERENT = "same", "refused", "different"
DRAWING = """
      | A | B | C | D | E | F | G | H | I | J
    1 | 江口乡2022年6月招商引资项目统计表
    2 | HEADINGS
    3 | 1 | 林木业 | 江口旋切一期 | 甲公司 | 0.5 | 山东 | 覃一 | 19900000001 | 2022-05-31 | 已开工
    4 | 2 | 化工 | 江口化工 | 乙公司 | 5000万 | 广东 | 覃二 | 19900000002 | 2022年 | 已签约
    5 | 3 | 建材 | 江口建材 | 丙公司 | 1.25 | 浙江 | 覃三 | 19900000003 | 2021.10 | 在建
    6 | 合计 |  |  |  | 2.25
    strike 5
    comment C4 请核对
    merge A1:J1
"""


@cache
def good(suffix: str) -> bytes:
    """Return a workbook with all that a reader may get wrong: dates, a comment, a struck row, a merge, a total."""
    if suffix == ".xls":
        return fuzz_xls.good()
    path = folder() / "good.xlsx"
    drawn_sheet(DRAWING, path)
    with zipfile.ZipFile(path) as package:  # without the parts that say when it was written: the same bytes each time
        return zipped({name: package.read(name) for name in package.namelist() if not name.startswith("docProps/")})


def _flip(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _change(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] = chance.randrange(256)


def _smear(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randrange(2, 20)):
        _change(data, chance)


def _blank(data: bytearray, chance: random.Random) -> None:
    start, length = chance.randrange(len(data)), chance.randrange(1, 600)
    data[start : start + length] = bytes(len(data[start : start + length]))


def _copy(data: bytearray, chance: random.Random) -> None:
    start, other, length = chance.randrange(len(data)), chance.randrange(len(data)), chance.randrange(1, 600)
    piece = data[start : start + length]
    data[other : other + len(piece)] = piece


def _drop(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    del data[start : start + chance.randrange(1, 40)]


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


DAMAGES: tuple[Callable[[bytearray, random.Random], None], ...] = (_flip, _change, _smear, _blank, _copy, _drop, _cut)


def damaged(suffix: str, number: int) -> bytes:
    """Return the copy with a number, damaged the same way each time."""
    chance, data = random.Random(number), bytearray(good(suffix))
    DAMAGES[number % len(DAMAGES)](data, chance)
    return bytes(data)


def reading(data: bytes, suffix: str) -> object:
    """Return all that a submission says, or ``None`` for a refused one."""
    submission = check(read_submission(saved(data, suffix), scheme(), JUNE), scheme())
    return None if submission.status is Status.REFUSED else replace(submission, path="")


@cache
def expected(suffix: str) -> object:
    """Return what the good copy says."""
    return reading(good(suffix), suffix)


def outcome(suffix: str, number: int) -> str:
    """Return what became of a damaged copy."""
    read = reading(damaged(suffix, number), suffix)
    return REFUSED if read is None else SAME if read == expected(suffix) else DIFFERENT


def _failed(_: int, failure: parallel.Failure) -> str:
    return failure.value


def outcomes(suffix: str, count: int) -> list[str]:
    """Return what became of each copy, read in workers that may die as they may in a month's work."""
    assert expected(suffix) is not None
    return list(parallel.each(partial(outcome, suffix), range(count), _failed, workers=2))


def told(count: int) -> str:
    """Return what became of the copies of an .xlsx and of an .xls, as lines to print."""
    lines = []
    for suffix in (".xlsx", ".xls"):
        results = outcomes(suffix, count)
        lines.append(f"{suffix}: " + ", ".join(f"{number} {what}" for what, number in Counter(results).most_common()))
        lines += [
            f"  {suffix} {number}" for number, what in enumerate(results) if what == DIFFERENT and suffix == ".xlsx"
        ]
    return "\n".join(lines)
