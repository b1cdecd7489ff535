"""Which units does the next year's document name no more, and which for the first time? A line for each of them."""

import re
from collections.abc import Iterator, Mapping, Sequence

from toolkit.model.renewal import GONE, NEW, SAME, RenewalLine
from toolkit.schemes.drafting.paper import sentences
from toolkit.schemes.drafting.units import units
from toolkit.schemes.office import UNIT_HEAD
from toolkit.schemes.slips import meant
from toolkit.schemes.workbook.words import UNITS

NAME, KIND, ALIASES, _ = UNIT_HEAD


def compared_units(
    kept: Sequence[Mapping[str, str]], old: Sequence[str], new: Sequence[str], place: str
) -> Iterator[RenewalLine]:
    """Yield a line for each unit of last year's list that last year's document named, and for each that is new.

    ``kept`` are the lines of units.csv.  Units that the office listed by itself (各乡镇) stand in no document: nothing
    is said of them.
    """
    before, after = "".join("".join(old).split()), "".join("".join(new).split())
    known = {word for line in kept for word in _names(line)}
    drafted = units(new, list(sentences(new)), place).named
    fresh = [one for one in drafted if not known & {one.name, *one.aliases} and one.name not in before]
    for one in fresh:  # 东坪 within 东坪街道 is not the unit that was called so
        after = after.replace(one.name, "｜")
    for line in kept:
        named = [word for word in _names(line) if word in before]
        if named and any(word in after for word in _names(line)):
            yield RenewalLine(UNITS, "", line[NAME], SAME, line[KIND], 0, line[KIND])
        elif named:
            alike = next((one.name for one in fresh if _stem(one.name) == _stem(line[NAME])), "")
            near = f"是不是“{alike}”？" if alike else meant(line[NAME], [one.name for one in fresh])
            renamed = f"{near}改了名的，新名称写在“{NAME}”，原来的名称写进“{ALIASES}”；" if near else ""
            to_do = f"新文件没有写这个单位。{renamed}撤并了的，从单位名单里删去"
            yield RenewalLine(UNITS, "", line[NAME], GONE, line[KIND], 0, "", 0, to_do)
    for one in fresh:
        said = f"{one.kind}（新文件第{one.lines[0]}行）"
        yield RenewalLine(
            UNITS, "", one.name, NEW, "", 0, said, 0, "去年的单位名单里没有：是报送单位、责任单位的请补上"
        )


def _stem(name: str) -> str:
    """Return a place's name without its level: 青石 of 青石镇 and 青石街道; another unit's as it is."""
    return re.sub(r"(?<=.{2})(?:镇|乡|街道(?:办事处|办)?)$", "", name)


def _names(line: Mapping[str, str]) -> list[str]:
    return [word for word in (line.get(NAME, ""), *line.get(ALIASES, "").replace("，", "、").split("、")) if word]
