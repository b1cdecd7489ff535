"""Rewrite every messy sample workbook, truth.json and the table in README.md; the bytes are the same each time."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

sys.dont_write_bytecode = True

from generator import (  # noqa: E402 (the flag above must come first)
    cases_dates,
    cases_formats,
    cases_headers,
    cases_identity,
    cases_phones,
    cases_refused,
    cases_rows,
    cases_sheets,
    cases_targets,
    cases_values,
)
from generator.case import Case  # noqa: E402
from generator.documents import save_docx  # noqa: E402
from generator.writers import save_csv, save_xls, save_xlsx  # noqa: E402

HERE = Path(__file__).resolve().parent
THEMES = ("表头", "数值", "日期", "电话", "行", "工作表", "格式", "身份", "目标表")
MODULES = (
    cases_headers, cases_values, cases_dates, cases_phones, cases_rows, cases_sheets, cases_formats, cases_refused,
    cases_identity, cases_targets,
)  # fmt: skip
SAVERS: dict[str, Callable[[Case, Path], None]] = {".xls": save_xls, ".csv": save_csv, ".docx": save_docx}
TABLE_START, TABLE_END = "<!-- files: written by build.py -->\n", "<!-- end of files -->\n"


def main() -> None:
    """Draw, write and describe every case."""
    clear()
    cases = [draw() for module in MODULES for draw in module.CASES]
    if len({case.file for case in cases}) < len(cases):
        raise ValueError("two cases have one file name")
    for case in cases:
        write(case)
    cases.sort(key=lambda case: (THEMES.index(case.file.split("/")[0]), case.file))
    truth = json.dumps([case.truth() for case in cases], ensure_ascii=False, indent=1)
    (HERE / "truth.json").write_text(truth + "\n", encoding="utf-8", newline="\n")
    describe(cases)
    print(f"{len(cases)} files, {sum(len(case.planted) for case in cases)} planted findings")


def clear() -> None:
    """Remove the files of an earlier run."""
    for theme in THEMES:
        folder = HERE / theme
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()


def write(case: Case) -> None:
    """Write one case with its own writer, or with the usual one for its suffix."""
    path = HERE / case.file
    save = case.save or SAVERS.get(path.suffix.lower(), save_xlsx)
    save(case, path)


def describe(cases: list[Case]) -> None:
    """Rewrite the table of files in README.md."""
    readme = HERE / "README.md"
    before, rest = readme.read_text(encoding="utf-8").split(TABLE_START)
    after = rest.split(TABLE_END)[1]
    lines = ["| file | status | rows | what is odd | planted |", "|---|---|---|---|---|"]
    lines += [_line(case) for case in cases]
    table = "\n".join(lines) + "\n"
    readme.write_text(before + TABLE_START + table + TABLE_END + after, encoding="utf-8", newline="\n")


def _line(case: Case) -> str:
    status = case.status if isinstance(case.status, str) else " / ".join(case.status)
    counts: dict[str, int] = {}
    for finding in case.planted:
        kind = f"({finding['kind']})" if finding.get("optional") else finding["kind"]
        counts[kind] = counts.get(kind, 0) + 1
    planted = ", ".join(kind if count == 1 else f"{kind} ×{count}" for kind, count in counts.items())
    note = case.note.replace("|", "\\|")
    return f"| {case.file} | {status} | {len(case.rows)} | {note} | {'**clean**' if case.clean else planted} |"


if __name__ == "__main__":
    main()
