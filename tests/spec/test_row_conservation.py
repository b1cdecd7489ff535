"""Row conservation: every filled row of every sheet has exactly one role, whatever stands around the projects."""

from pathlib import Path

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.drawn import HEADINGS
from toolkit.checks.check import check
from toolkit.intake.read import read_submission
from toolkit.model.period import ReportingPeriod
from toolkit.model.submission import RowRole

JUNE = ReportingPeriod(2022, 6)
EXAMPLE = [
    "例：",
    "房地产业",
    "集美江山项目",
    "柳州鹿寨金润房地产开发有限公司",
    10,
    "重庆",
    "韦安",
    "180×××",
    "2022年",
    "已开工",
]

texts = st.text(alphabet="甲乙丙木业化工新材料鹿寨", min_size=2, max_size=6)
amounts = st.one_of(st.integers(1, 30), st.sampled_from(["0.5亿元", "5000万", "约2亿", "待定", None]))
projects = st.builds(
    lambda name, firm, amount: [
        None,
        "林木业",
        f"{name}项目",
        f"{firm}公司",
        amount,
        "山东",
        "覃一",
        "19900000001",
        "2022年",
        "已开工",
    ],
    texts,
    texts,
    amounts,
)
others = st.sampled_from(
    [
        ("blank", []),
        ("placeholder", [9, "..."]),
        ("example", EXAMPLE),
        ("total", ["合 计", None, None, None, 7]),
        ("note", ["注：报送材料另附"]),
    ]
)
bodies = st.lists(st.one_of(projects.map(lambda row: ("project", row)), others), max_size=14)


def written(path: Path, body, order, titles: int, right: int, merged: bool) -> list[str]:
    """Write a sheet with its columns in ``order``, shifted right, below some title rows; return the roles.

    ``merged``: the 行业 cells of projects that follow each other are merged into one.
    """
    book = openpyxl.Workbook()
    sheet = book.active
    top = titles + 1
    for number in range(1, titles + 1):
        sheet.cell(number, 1 + right, f"江口乡2022年6月统计表{number}")
    for place, column in enumerate(order, 1 + right):
        sheet.cell(top, place, HEADINGS[column])
    for number, (_, values) in enumerate(body, top + 1):
        for column, value in enumerate(values):
            # What stands around projects is written from the left; projects follow the columns.
            place = 1 + right + (order.index(column) if len(values) == 10 else column)
            if value is not None:
                sheet.cell(number, place, value)
    if merged:
        for first, last in runs(body, top + 1):
            column = 1 + right + order.index(1)
            sheet.merge_cells(start_row=first, end_row=last, start_column=column, end_column=column)
    book.save(path)
    return ["title"] * titles + ["header"] + [role for role, _ in body]


def runs(body, start: int) -> list[tuple[int, int]]:
    """Return (first, last) sheet rows of projects that follow each other, two at least."""
    found, first = [], None
    for number, role in enumerate([role for role, _ in body] + ["end"], start):
        if role == "project":
            first = first or number
        else:
            if first and number - first > 1:
                found.append((first, number - 1))
            first = None
    return found


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=bodies,
    order=st.permutations(range(1, 10)),
    titles=st.integers(0, 3),
    right=st.integers(0, 3),
    merged=st.booleans(),
)
def test_every_row_has_its_role_and_every_project_is_accepted_or_returned(
    tmp_path, luzhai, body, order, titles, right, merged
):
    """Filled rows = rows with a role; project rows = accepted + returned; nothing else is a project."""
    path = tmp_path / "江口乡.xlsx"
    expected = written(path, body, [0, *order], titles, right, merged)
    submission = check(read_submission(path, luzhai, JUNE), luzhai)
    roles = submission.roles["Sheet"]
    assert [str(roles.get(number, "blank")) for number in range(1, len(expected) + 1)] == expected
    rows = {number for number, role in roles.items() if role is RowRole.PROJECT}
    accepted = {project.ref.row for project in submission.accepted_projects}
    assert accepted | submission.returned_rows == rows
    assert not accepted & submission.returned_rows
    assert all(project.industry == "林木业" for project in submission.projects), "merged cells hold for every row"
