"""What does not change from month to month: where a project's money is from, and the day when it was signed."""

import pytest

from tests.drawn import drawn_sheet
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.steps.month import check_workspace
from toolkit.workflow.steps.workspace import create_workspace, open_workspace


@pytest.fixture
def said(tmp_path):
    """Put 江口乡's tables of May and June, each with 投资来源 and 签约日期; return what June's is told (X214)."""
    place = tmp_path / "县"
    create_workspace(place, "luzhai-2022")

    def of(may, june):
        for month, (source, signed) in ((5, may), (6, june)):
            folder = place / "报送" / f"2022-{month:02d}"
            folder.mkdir(parents=True, exist_ok=True)
            drawn_sheet(
                f"""
              | A | B | C | D | E | F | G | H | I | J | K
            1 | 填报单位：江口乡
            2 | HEADINGS | 签约日期
            3 | 1 | 汽车零部件 | 甲项目 | 甲公司 | 2 | {source} | 韦某 | 19900002001 | 2022年 | 已签约 | {signed}
                """,
                folder / f"江口乡{month}月.xlsx",
            )
        read = check_workspace(open_workspace(place), ReportingPeriod(2022, 6))
        return [(one.cell.a1, one.message) for table in read for one in table.findings if one.kind == "fact_changed"]

    return of


@pytest.mark.parametrize(
    ("may", "june", "cell", "words"),
    [
        (("广东", "2022-03-01"), ("柳州", "2022-03-01"), "F3", "投资来源上月是“广东”，本月是“柳州”"),
        (("广东", "2022-03-01"), ("香港", "2022-03-01"), "F3", "投资来源上月是“广东”，本月是“香港”"),
        (("广东", "2022-03-01"), ("广东", "2022-04-02"), "K3", "签约日期上月是“2022-03-01”，本月是“2022-04-02”"),
    ],
)
def test_another_source_or_day_than_last_month_is_told(said, may, june, cell, words):
    """X214: it may leave 区外境内 money or another year's count; this month's counts until the unit says otherwise."""
    ((place, message),) = said(may, june)
    assert place == cell and words in message


@pytest.mark.parametrize(
    ("may", "june"),
    [
        (("广东", "2022-03-01"), ("广东深圳", "2022-03-01")),
        (("广东", "2022-03-01"), ("福建", "2022-03-01")),
        (("广东", "2022年3月"), ("广东", "2022-03-15")),
        (("广东", "2022"), ("广东", "2022-03-15")),
        (("民营企业", "2022-03-01"), ("广东", "2022-03-01")),
    ],
    ids=["more nearly", "as far", "a day of the month", "a day of the year", "not known before"],
)
def test_what_is_only_told_more_exactly_is_no_change(said, may, june):
    """The same reach, a day within the month: nothing counts otherwise than before."""
    assert said(may, june) == []
