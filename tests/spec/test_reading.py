"""Reading: which rows of a sheet are projects, and what the others are."""

import pytest

from toolkit.model.findings import Severity
from toolkit.model.submission import RowRole, Status


def test_annex_2_as_printed_holds_no_project(read):
    """LZ annex 2: 例： row, a numbered second example, `...` rows and notes: none of them is a project."""
    submission = read("""
          | A | B | C | D | E | F | G | H | I | J
        1 | 鹿寨县江口乡2022年招商引资项目统计表（样表）
        2 | HEADINGS
        3 | 例： | 房地产业 | 集美江山项目 | 柳州鹿寨金润房地产开发有限公司 | 10 | 重庆 | 韦安 | 180××× | 2022年 | 已开工
        4 | 2 | 林木业 | 旋切基地配套项目 | 广西畔森装饰材料有限公司 | 0.5 | 山东 | 毛石玉 | 189××× | 2022年 | 已开工
        5 | 3 | ...
        6 | 4 | ...
        7 | 注：
        8 | 报送材料包括
        9 | 1. 统计表（附件）
        10 | 企业营业执照和法人身份证复印件单独报送。
    """)
    assert submission.projects == ()
    assert list(submission.roles["Sheet"].values()) == [
        RowRole.TITLE,
        RowRole.HEADER,
        RowRole.EXAMPLE,
        RowRole.EXAMPLE,
        RowRole.PLACEHOLDER,
        RowRole.PLACEHOLDER,
        *[RowRole.NOTE] * 4,
    ]
    assert [f.kind for f in submission.findings if f.severity is Severity.ERROR] == ["empty_submission"]


def test_left_in_examples_beside_real_projects_are_told_not_counted(read, findings):
    """LZ annex 2: a left-in example is a note on its first cell; the project below it is read."""
    drawing = """
          | A | B | C | D | E | F | G | H | I | J
        1 | HEADINGS
        2 | 例： | 房地产业 | 集美江山项目 | 柳州鹿寨金润房地产开发有限公司 | 10 | 重庆 | 韦安 | 180××× | 2022年 | 已开工
        3 | 1 | 林木业 | 江口旋切一期 | 广西江岸木业有限公司 | 0.5 | 山东 | 覃一 | 19900000001 | 2022年 | 已开工
        4 | 2 | ...
    """
    assert [project.ref.row for project in read(drawing).projects] == [3]
    assert findings(drawing) == ["A2 X101 sample_row_left", "A4 X102 placeholder_row"]


def test_a_table_may_start_anywhere_and_its_cells_keep_excels_addresses(findings):
    """The cell named is the cell the unit sees in Excel, even when the table starts at C5."""
    assert findings("""
          | C | D | E | F | G | H | I | J | K | L
        3 | 江口乡6月统计表
        5 | HEADINGS
        6 | 1 | 林木业 | 江口旋切一期 | 广西江岸木业有限公司 | 待定 | 山东 | 覃一 | 19900000001 | 2022年 | 已开工
    """) == ["G6 V104 unparseable_value"]


def test_merged_industry_cells_hold_for_every_row_they_cover(read):
    """A 行业 cell merged over its projects is each one's 行业."""
    submission = read("""
          | A | B | C | D | E | F | G | H | I | J
        1 | HEADINGS
        2 | 1 | 林木业 | 江口旋切一期 | 甲公司 | 0.5 | 山东 | 覃一 | 19900000001 | 2022年 | 已开工
        3 | 2 |  | 江口旋切二期 | 乙公司 | 0.6 | 山东 | 覃二 | 19900000002 | 2022年 | 已开工
        4 | 3 | 化工 | 江口化工 | 丙公司 | 0.7 | 广东 | 覃三 | 19900000003 | 2022年 | 已签约
        merge B2:B3
    """)
    assert [project.industry for project in submission.projects] == ["林木业", "林木业", "化工"]
    assert submission.status is Status.ACCEPTED


def test_renamed_reordered_headings_with_units_in_ten_thousands(read, findings):
    """Headings as clerks rename them; 万元 is converted, and said once on the heading."""
    drawing = """
          | A | B | C | D | E | F | G | H | I | J
        1 | 号 | 项目 | 项目业主 | 总投资（万元） | 资金来源地 | 所属行业 | 联系人 | 联系方式 | 入驻时间 | 项目进度
        2 | 1 | 江口旋切一期 | 甲公司 | 5,000 | 山东 | 林木业 | 覃一 | 19900000001 | 2022.5 | 在建
    """
    (project,) = read(drawing).projects
    assert (project.name, project.investment_yuan, project.industry, project.stage) == (
        "江口旋切一期",
        50_000_000,
        "林木业",
        "开工",
    )
    assert str(project.moved_in_on) == "2022-05"
    assert findings(drawing) == ["D1 H105 unit_converted", "D2 V103 number_as_text"]


def test_a_two_row_heading_is_read_by_its_lower_labels(read):
    """投资情况 over 投资总额 and 投资来源: the lower row names the fields."""
    submission = read("""
          | A | B | C | D | E | F | G | H | I | J
        1 | 序号 | 行业 | 项目情况 |  | 投资情况 |  | 联系 |  | 项目入驻时间 | 进展情况
        2 |  |  | 项目名称 | 项目方 | 投资总额（亿元） | 投资来源 | 项目负责人 | 联系电话
        3 | 1 | 林木业 | 江口旋切一期 | 甲公司 | 0.5 | 山东 | 覃一 | 19900000001 | 2022年 | 已开工
        merge A1:A2
        merge B1:B2
        merge C1:D1
        merge E1:F1
        merge G1:H1
        merge I1:I2
        merge J1:J2
    """)
    (project,) = submission.projects
    assert (project.ref.row, project.investment_yuan, project.progress) == (3, 50_000_000, "已开工")
    assert submission.findings == ()


def test_a_nil_report_is_a_report(read):
    """「本月无」 is an accepted table without projects, not an empty one."""
    submission = read("""
          | A | B | C | D | E | F | G | H | I | J
        1 | HEADINGS
        2 | 1 |  | 本月无新增项目
    """)
    assert (submission.status, submission.projects) == (Status.ACCEPTED, ())
    assert [f.kind for f in submission.findings] == ["nil_report"]


def test_the_unit_is_known_by_its_aliases_and_a_conflict_is_asked_about(read):
    """鹿寨镇人民政府 is 鹿寨镇; a title that says another unit than the file name is flagged."""
    table = """
          | A | B | C | D | E | F | G | H | I | J
        1 | {title}
        2 | HEADINGS
        3 | 1 | 林木业 | 某旋切项目 | 甲公司 | 0.5 | 山东 | 覃一 | 19900000001 | 2022年 | 已开工
    """
    alias = read(table.format(title="填报单位：鹿寨镇人民政府"), "统计表.xlsx")
    assert (alias.unit, alias.findings) == ("鹿寨镇", ())
    conflict = read(table.format(title="平山镇2022年6月统计表"), "江口乡6月.xlsx")
    assert (conflict.unit, [f.kind for f in conflict.findings]) == ("平山镇", ["org_mismatch"])
    within = read(table.format(title="填报单位：平山镇") + "4 | 填报单位：江口乡", "6月.xlsx")
    assert "表内（A4）写的是“江口乡”，表内（A1）写的是“平山镇”" in within.findings[0].message


def test_a_file_without_a_unit_is_returned_with_the_nearest_name(read):
    """An unknown unit is asked about, with the nearest name offered."""
    submission = read(
        """
          | A | B | C | D | E | F | G | H | I | J
        1 | 填报单位：江口镇
        2 | HEADINGS
        3 | 1 | 林木业 | 某旋切项目 | 甲公司 | 0.5 | 山东 | 覃一 | 19900000001 | 2022年 | 已开工
        """,
        "统计表.xlsx",
    )
    assert submission.unit is None
    assert [f.message for f in submission.findings] == [
        "填报单位写的是“江口镇”，单位名单里没有，本份没有计入。是不是“江口乡”？"
    ]


def test_a_unit_that_the_offices_list_lacks_is_not_blamed_for_writing_none(read):
    """The unit wrote who it is; the office adds it to its list, or the unit puts it right (F106)."""
    (told,) = read(
        """
          | A | B | C | D | E | F | G | H | I | J
        1 | 填报单位：青石坳
        2 | HEADINGS
        3 | 1 | 林木业 | 某旋切项目 | 甲公司 | 0.5 | 山东 | 覃一 | 19900000001 | 2022年 | 已开工
        """,
        "统计表.xlsx",
    ).findings
    assert told.message == (
        "填报单位写的是“青石坳”，单位名单里没有，本份没有计入。写错了的请改正；没有写错的，请办公室把它补进单位名单。"
    )


@pytest.mark.parametrize(
    ("title", "paid", "kinds"),
    [
        ("江口乡2021年12月招商引资项目统计表", None, ["period_of_former_year"]),
        ("江口乡2021年6月招商引资项目统计表", None, ["period_of_former_year"]),
        ("江口乡2022年5月招商引资项目统计表", 40_000_000, ["period_mismatch"]),
        ("江口乡2022年6月招商引资项目统计表", 40_000_000, []),
    ],
)
def test_a_former_years_sums_are_not_this_years(read, title, paid, kinds):
    """Promise 5: last December's table in this year's folder goes back (F115), and its 本年到位 does not count."""
    submission = read(
        f"""
          | A | B | C | D | E | F | G | H | I | J | K
        1 | {title}
        2 | HEADINGS | 本年到位资金（亿元）
        3 | 1 | 林木业 | 某旋切项目 | 甲公司 | 0.5 | 山东 | 覃一 | 19900000001 | 2022年 | 已开工 | 0.4
    """,
        "江口乡.xlsx",
    )
    assert [project.paid_in_yuan for project in submission.projects] == [paid]
    assert [one.kind for one in submission.findings] == kinds
    assert (submission.status is Status.RETURNED) is (paid is None)
    assert len(submission.accepted_projects) == 1


def test_last_months_table_is_noticed(findings):
    """A May title in June's folder is asked about where it says so (F108)."""
    assert findings(
        """
          | A | B | C | D | E | F | G | H | I | J
        1 | 江口乡2022年5月招商引资项目统计表
        2 | HEADINGS
        3 | 1 | 林木业 | 某旋切项目 | 甲公司 | 0.5 | 山东 | 覃一 | 19900000001 | 2022年 | 已开工
        """,
        "江口乡.xlsx",
    ) == ["A1 F108 period_mismatch"]
