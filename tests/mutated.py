"""How is a rulebook spoilt? One change at a time: a key, a value, a line, a whole table, a unit, a line of the document."""

import re
import shutil
from pathlib import Path

from toolkit.schemes.loader import scheme_ids, shipped_folder
from toolkit.schemes.shelves import FILES

# What somebody might write instead of a value; each is TOML.
VALUES = (
    '""', '"x"', '"万元"', '"个"', '"%"', '"区外"', '"农业"', '"quarter"', '"month"', '"上半年"', '"signed_on >= 2021-12-01"', '"events"', '"ledger"', '"completion"', '"value"',
    '"excess"', '"tiers"', '"rank"', '"efficacy"', '"index"', '"rating"', '"quota"', '"timeliness"', '"扣分"', '"一票否决"',

    '"investment_yuan >= 1亿元"', '["region = 县外"]', '["sector = 农业"]', '["sector != 工业"]', '["year = 2022 or region in 区外、境外"]',
    '["1亿元 <= investment_yuan < 5亿元"]', '["stage in 签约、开工"]', "[]", '["lead_unit"]', "0", "-1", "1", "2", "99999999999999999999",
    "1.5", "0.5", "[20, 50, 80, 100]", '[["100%", 100], ["50%", 50]]', '[["园区", 0.7]]', '[["园区", "5亿元"]]', '"5亿元"', '"80%"', '["LS-1 >= 100%"]', '["LS-A1 得分 < 8"]', "[10, 8]", "true", "false", "2022-01-01", "{}", "[{}]", "[[1]]", "nan", "inf", '"a" # b',
)  # fmt: skip
KINDS = ("value", "key", "drop", "twice", "swap", "units", "document", "encode", "lose")


# The shipped rulebooks; one with points of every kind, and one with its own words, thresholds and spans.
RULEBOOKS = {id: shipped_folder(id) for id in scheme_ids()} | {
    folder.name.replace("_", "-"): folder for folder in sorted((Path(__file__).parent / "rulebooks").iterdir())
}


def spoilt(id: str, folder: Path, kind: str, at: int, other: int) -> Path:
    """Copy a rulebook with one change of a kind; ``at`` and ``other`` choose where and what."""
    folder = Path(shutil.copytree(RULEBOOKS[id], folder, dirs_exist_ok=True))
    name = {"units": "units.csv", "document": "document.txt"}.get(kind, "scheme.toml")
    path = folder / (FILES[at % 3] if kind in ("encode", "lose") else name)
    if kind == "lose":
        path.unlink()
        return folder
    text = path.read_text("utf-8-sig")
    if kind == "encode":
        path.write_bytes(text.encode(("gb18030", "utf-16", "utf-8-sig")[other % 3], "replace"))
        return folder
    lines = text.splitlines()
    number = at % len(lines)
    path.write_text("\n".join(_changed(lines, number, kind, other)) + "\n", "utf-8")
    return folder


def _changed(lines: list[str], number: int, kind: str, other: int) -> list[str]:
    line = lines[number]
    if kind == "value" and " = " in line:
        key, _, _ = line.partition(" = ")
        line = f"{key} = {VALUES[other % len(VALUES)]}"
    elif kind == "key":
        line = re.sub(r"^(\w+) = ", lambda match: f"{match[1][:-1] or 'x'} = ", line)
    elif kind == "drop":
        return lines[:number] + lines[number + 1 :]
    elif kind == "twice":
        start = next((n for n in range(number, -1, -1) if lines[n].startswith("[")), 0)
        end = next((n for n in range(number + 1, len(lines)) if lines[n].startswith("[")), len(lines))
        return lines + lines[start:end]
    elif kind == "swap":
        there = other % len(lines)
        changed = list(lines)
        changed[number], changed[there] = lines[there], line
        return changed
    elif kind in ("units", "document"):
        cells = line.split(",")
        cells[other % len(cells)] = ("", "是", "x", "镇", lines[other % len(lines)])[other % 5]
        line = ",".join(cells)
    return [*lines[:number], line, *lines[number + 1 :]]


def with_slip(id: str, place: Path, old: str, new: str) -> Path:
    """Return a copy of a rulebook in which one piece of scheme.toml, which has to be there, is another."""
    folder = spoilt(id, place, "none", 0, 0)
    text = (folder / "scheme.toml").read_text("utf-8")
    assert old in text
    (folder / "scheme.toml").write_text(text.replace(old, new, 1), "utf-8")
    return folder
