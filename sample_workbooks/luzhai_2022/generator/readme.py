"""README.md: what the files are, where the county stands, and the table of planted mistakes."""

from collections.abc import Sequence

from writing.readme import mistake_table
from writing.submission import Mistake, Submission

from generator.county import Figure

HEAD = """# Samples: 鹿寨县 2022

Two months of workbooks as a county's 招商 office would receive them, with every mistake listed below.
Projects, firms, people, posts, amounts, dates, telephone numbers, addresses and trips are invented. Names of groups,
lead units and 组长 come from the published annex (鹿政办发〔2022〕10号, 附件1); nothing said of them here beyond
that annex is real. Telephone numbers use 1990000NNNN and 0772-0000NNN, e-mail addresses the reserved domain
`.example`. The two firms printed in 附件2's example rows appear only where those rows were left in.

| path | what |
|---|---|
| `目标/鹿寨县2022年各产业招商组招商引资目标任务分解表.xlsx` | 附件1 as printed: the targets |
| `样表/附件2 招商引资项目统计表（样表）.xlsx` | 附件2 as printed, with its example rows |
| `样表/附件2 招商引资项目统计表（扩展）.xlsx` | 附件2 with eleven optional columns (到位资金, dates, flags, land) |
| `报送/2022-05/`, `报送/2022-06/` | submissions of nine townships and three departments, cumulative for the year |
| `系统导出/…项目明细 2022-06.xlsx` | the authoritative system's export, not quite the units' tables |
| `收件登记.csv` | when each file reached the office (due: the 5th of the following month) |
| `通讯录.csv` | contacts; 县林业局 县住建局 县文体广旅局 sent nothing in either month |
| `出行/出行台账.xlsx` | three trips of June 2022: 行程 人员 拜访 经费 |
| `expected.json` | per file: project rows, sum of the amounts that are certain (元), reporting unit |
| `build.py`, `generator/` | rebuilds all of the above, byte for byte, with `sample_workbooks/writing` |

Rebuild with `python sample_workbooks/luzhai_2022/build.py` (needs XlsxWriter and xlwt).
"""

COUNTING = """
## How the truth is counted

- `rows` counts every project row that stands in the table: also one entered twice, struck through or hidden, and one
  whose amount cannot be read. Titles, headers, 合计, example and placeholder rows, notes and 「本月无」 are not rows.
- `investment_yuan` leaves out amounts that a person has to settle (about, range, foreign currency, 待定, error cell,
  5000 under 亿元). “5000万” under 亿元 and numbers stored as text are certain; the row entered twice is summed twice.
- Odd but readable, hence no mistake: titles above the table, renamed headers, dates such as 2022.5, 22年5月, 2022.3.16,
  20211020, a serial number or the 1904 date system, telephone numbers stored as numbers or landlines, stray spaces,
  a formula with its result, “单位：亿元” above the header, merged 行业 cells, a 合计 that is right.
- One project is reported by two units under two names: 江口乡 “车用紧固件表面处理生产线项目” and 鹿寨经开区管委
  “汽车紧固件电镀生产线” (same firm, amount and dates). Neither file is wrong by itself, so it is not in the table.
- 拉沟乡 (8 July) and 四排镇 (6 July) were late with June's table.
"""

STANDING = """Projects from outside Guangxi of at least 500 万元, signed in 2022 where projects are counted. Amounts
as meant, not as mistyped; funds, land and plants from the tables that have these columns.
"""

CONVENTION = """`file` is the path below `报送/`; `cell` is an address, or — for a whole sheet or file. A .csv has no
sheets (—), and its cell is column and record. A mistake of a row (sample_row_left, placeholder_row, struck_row,
hidden_rows) stands at the row's first filled cell, a mistake of a column at its header, duplicate_row at 项目名称 of
the later row.
"""


def readme(
    submissions: Sequence[Submission],
    mistakes: Sequence[Mistake],
    county: Sequence[Figure],
    lines: Sequence[tuple[str, float, int]],
) -> str:
    """The whole text."""
    return "\n".join([HEAD, *_county(county, lines), COUNTING, *_table(submissions, mistakes)]) + "\n"


def _county(county: Sequence[Figure], lines: Sequence[tuple[str, float, int]]) -> list[str]:
    text = ["## Where the county stands at the end of June 2022", ""]
    text += [STANDING]
    text += ["| figure | target | in the tables | doubly reported project once | % |", "|---|---|---|---|---|"]
    for figure in county:
        share = f"{figure.once / figure.target:.1%}"
        text.append(f"| {figure.name} | {figure.target:g} | {figure.shown:g} | {figure.once:g} | {share} |")
    text += ["", "| line of 附件1 | funds (亿元) | signed |", "|---|---|---|"]
    text += [f"| {line} | {funds:g} | {signed} |" for line, funds, signed in lines]
    text += ["", "新能源 and 轻工 belong to no group of 附件1."]
    return text


def _table(submissions: Sequence[Submission], mistakes: Sequence[Mistake]) -> list[str]:
    wrong = {mistake.file for mistake in mistakes}
    clean = [s.path for s in submissions if s.path not in wrong]
    text = ["## Planted mistakes", ""]
    text += [CONVENTION]
    text += [f"{len(mistakes)} mistakes; {len(clean)} of {len(submissions)} files have none: {'、'.join(clean)}.", ""]
    return text + mistake_table(mistakes)
