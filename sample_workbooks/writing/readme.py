"""README.md of one county's samples, written from the same data as the workbooks."""

from collections.abc import Sequence

from toolkit.model.catalogue import CATALOGUE
from writing.submission import Mistake, Submission

HEAD = """# Samples: {title}

Two months of workbooks as the office would receive them, with every mistake listed below. Projects, firms, people,
posts, amounts, dates, telephone numbers, addresses and trips are invented; telephone numbers use 1990000NNNN, e-mail
addresses the reserved domain `.example`. {intro}

| path | what |
|---|---|
| `目标/` | the target workbook, where the document has one |
| `报送/` | submissions, cumulative for the year |
| `收件登记.csv` | when each file reached the office |
| `通讯录.csv` | contacts |
| `出行/出行台账.xlsx` | trips: 行程 人员 拜访 经费 |
| `单位补充.csv`, `基数.csv` | what the document leaves to the office, where it does |
| `expected.json` | per file: project rows, sum of the amounts that are certain (元), reporting unit |
| `projects.csv`, `county.py`, `build.py` | rebuild all of the above, byte for byte, with `sample_workbooks/writing` |

Rebuild with `python sample_workbooks/{folder}/build.py` (needs XlsxWriter and xlwt).

## Planted mistakes

`file` is the path below `报送/`; `cell` is an address, or — for a whole sheet or file. A .csv has no sheets (—), and
its cell is column and record. A mistake of a row stands at the row's first filled cell, a mistake of a column at its
header, duplicate_row at 项目名称 of the later row.
"""


def readme(title: str, intro: str, folder: str, submissions: Sequence[Submission], mistakes: Sequence[Mistake]) -> str:
    """The whole text."""
    clean = len(submissions) - len({mistake.file for mistake in mistakes})
    text = [HEAD.format(title=title, intro=intro, folder=folder)]
    text += [f"{len(mistakes)} mistakes; {clean} of {len(submissions)} files have none.", ""]
    return "\n".join([*text, *mistake_table(mistakes)]) + "\n"


def mistake_table(mistakes: Sequence[Mistake]) -> list[str]:
    """One line a mistake, as the tests read them."""
    text = ["| file | sheet | cell | code | kind | what |", "|---|---|---|---|---|---|"]
    for m in mistakes:
        what = m.what.replace("|", "/").replace("<", "&lt;")
        text.append(f"| {m.file} | {m.sheet} | {m.cell} | {CATALOGUE[m.kind].code} | {m.kind} | {what} |")
    return text
