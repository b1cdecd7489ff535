"""Which filled rows of a table are no projects? Sums, examples, notes: each is named, so that none is lost unseen."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from toolkit.model.submission import RowRole

# Above the table stands what says whose it is; all else that is filled in and no project is named.
CALLED = {
    RowRole.TOTAL: "合计",
    RowRole.EXAMPLE: "示例",
    RowRole.PLACEHOLDER: "空行",
    RowRole.NOTE: "说明",
    RowRole.UNREAD: "没有读",
}


def other_rows_in_words(roles: Mapping[str, Mapping[int, RowRole]]) -> str:
    """Return in one line which rows were taken for no project, sheet by sheet; '' where there are none.

    >>> other_rows_in_words({"表": {3: RowRole.PROJECT, 4: RowRole.TOTAL, 5: RowRole.NOTE, 6: RowRole.NOTE}})
    '合计：第4行；说明：第5—6行'
    """
    said = []
    for sheet, rows in roles.items():
        place = f"“{sheet}”" if len(roles) > 1 and sheet else ""
        for role, called in CALLED.items():
            of_role = sorted(row for row, one in rows.items() if one is role)
            if of_role:
                said.append(f"{place}{called}：第{'、'.join(_runs(of_role))}行")
    return "；".join(said)


def _runs(rows: Iterable[int]) -> list[str]:
    """Return ascending numbers with the runs among them in short: 5, 6, 7 and 9 are 5—7 and 9."""
    listed = list(rows)
    ends = [one for one, following in pairwise(listed) if following != one + 1] + listed[-1:]
    starts = listed[:1] + [following for one, following in pairwise(listed) if following != one + 1]
    return [f"{first}" if first == last else f"{first}—{last}" for first, last in zip(starts, ends, strict=True)]
