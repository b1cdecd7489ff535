"""System data: annex 1 says that completion goes by 广西投资促进信息管理系统; so both records are held together."""

import pytest
from msgspec.structs import replace

from tests.drawn import drawn_sheet
from tests.spec.test_consolidation import AS_OF, JUNE, MAY, county, project, table
from toolkit.consolidation.consolidate import consolidate
from toolkit.intake.tables.system_export import read_export
from toolkit.model.errors import ToolkitError
from toolkit.model.period import PartialDate
from toolkit.model.scheme import Baseline
from toolkit.model.submission import Status, Submission
from toolkit.schemes.loader import load, shipped_folder

SIGNED = PartialDate(2022, 3, 1)


def export(*records):
    """A system export with these records."""
    return Submission("系统 2022-06.xlsx", "s.xlsx", Status.ACCEPTED, table="system", period=JUNE, projects=records)


def result(luzhai, reported, records):
    """The consolidation of one unit's projects with an export."""
    return consolidate([table(projects=reported)], None, luzhai, JUNE, AS_OF, export=export(*records))


def test_an_export_is_read_like_a_table_whatever_it_calls_its_columns(tmp_path, luzhai):
    """万元, 企业名称, 项目属地 and 项目状态 of the system are the units' fields."""
    path = tmp_path / "系统 2022-06.xlsx"
    drawn_sheet(
        """
          | A | B | C | D | E | F | G | H
        1 | 项目编号 | 项目名称 | 企业名称 | 总投资（万元） | 累计到位资金（万元） | 项目属地 | 签约时间 | 项目状态
        2 | GX20220001 | 江口电镀 | 甲公司 | 5000 | 1200 | 江口乡 | 2022-03-01 | 签约
        """,
        path,
    )
    (record,) = read_export(path, luzhai, JUNE).projects
    assert (record.name, record.investment_yuan, record.paid_in_yuan, record.territory, record.stage) == (
        "江口电镀",
        50_000_000,
        12_000_000,
        "江口乡",
        "签约",
    )
    path.write_bytes(b"nothing")
    with pytest.raises(ToolkitError, match="系统导出 系统 2022-06.xlsx"):
        read_export(path, luzhai, JUNE)


def test_the_surest_match_wins_and_each_record_matches_once(luzhai):
    """Same code, then same name, then a similar name of a similar firm."""
    reported = [
        project(2, name="甲项目", credit_code="A1", investor="甲公司"),
        project(3, name="乙（一期）项目", investor="乙公司"),
        project(4, name="年产五万吨胶合板生产线", investor="丙有限公司"),
        project(5, name="丁项目"),
    ]
    records = [
        project(2, name="甲 项目", credit_code="A1"),
        project(3, name="乙一期项目"),
        project(4, name="年产五万吨胶合板生产线项目", investor="丙有限责任公司"),
        project(5, name="戊项目"),
    ]
    found = result(luzhai, reported, records).reconciliation
    assert [(match.entry.name, match.how) for match in found.matches] == [
        ("甲项目", "统一社会信用代码"),
        ("乙（一期）项目", "项目名称"),
        ("年产五万吨胶合板生产线", "名称相近（92%）"),
    ]
    assert [entry.name for entry in found.only_reported] == ["丁项目"]
    assert [record.name for record in found.only_in_system] == ["戊项目"]


def test_values_that_differ_are_listed_with_both_sides(luzhai):
    """What one side leaves empty, or says less exactly, is no contradiction."""
    reported = project(paid_in_yuan=30_000_000, signed_on=SIGNED, stage="开工", started_on=PartialDate(2022, 5))
    record = project(paid_in_yuan=20_000_000, signed_on=None, stage="签约", started_on=PartialDate(2022, 5, 20))
    (match,) = result(luzhai, [reported], [record]).reconciliation.matches
    assert [(one.heading, one.reported, one.in_system) for one in match.differences] == [
        ("到位资金（亿元）", "0.3", "0.2"),
        ("阶段", "开工", "签约"),
    ]


def test_the_systems_data_count_where_the_document_says_so(luzhai):
    """LZ annex 1 note 3: system values replace reported ones, what is not entered counts nowhere, both stay visible."""
    reported = [project(2, name="甲", paid_in_yuan=30_000_000), project(3, name="乙", paid_in_yuan=50_000_000)]
    records = [
        project(7, name="甲", paid_in_yuan=20_000_000),
        project(8, name="丙", paid_in_yuan=10_000_000, territory="平山镇"),
    ]
    by_system = result(luzhai, reported, records)
    assert county(by_system, "LZ-T1").actual == 30_000_000, "20 + 10, not 80"
    assert [(e.name, e.counted, e.unit, e.decision) for e in by_system.ledger.entries] == [
        ("甲", "是", "江口乡", ""),
        ("乙", "否", "江口乡", "系统未录入"),
        ("丙", "是", "平山镇", "台账中没有，按系统数据计入"),
    ]
    assert by_system.ledger.entries[0].system_place == "系统 2022-06.xlsx Sheet1 表 第7行"
    assert by_system.ledger.entries[0].source_place == "江口乡2022-06.xlsx Sheet1 表 第2行", "its own source stays"
    by_reports = result(load(shipped_folder("luzhai-2022"), {"completion_basis": "reports"}), reported, records)
    assert county(by_reports, "LZ-T1").actual == 80_000_000
    assert len(by_reports.reconciliation.matches) == 1


def test_without_an_export_the_reports_count(luzhai):
    """The reading completion_basis asks for the system only where there is an export for the month."""
    plain = consolidate([table(projects=[project(paid_in_yuan=30_000_000)])], None, luzhai, JUNE, AS_OF)
    assert (county(plain, "LZ-T1").actual, plain.reconciliation) == (30_000_000, None)


def test_last_month_is_computed_from_last_months_tables(luzhai):
    """环比 from May's submissions; 上年同期 has no figures without last year's."""
    may = table(period=MAY, file="五月.xlsx", projects=[project(2)])
    june = table(projects=[project(2), project(3)])
    month, year = consolidate([may, june], None, luzhai, JUNE, AS_OF).comparisons
    assert (month.label, month.figures["LZ-T3"], month.source) == ("上月", 1, "2022年5月各单位报送的统计表")
    assert (year.label, year.figures) == ("上年同期", {})
    indicators = tuple(
        replace(one, baseline=Baseline(2021, 30, 1, "公报")) if one.id == "LZ-T3" else one for one in luzhai.indicators
    )
    based = consolidate([june], None, replace(luzhai, indicators=indicators), JUNE, AS_OF).comparisons[1]
    assert (based.label, based.figures) == ("上年全年", {"LZ-T3": 30}), "LZ-T12: 30 signed in the year before"
    last_year = replace(may, period=JUNE.shifted(-12))
    assert consolidate([last_year, june], None, luzhai, JUNE, AS_OF).comparisons[1].figures["LZ-T3"] == 1
