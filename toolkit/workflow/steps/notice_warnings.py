"""What should the office look at before a notice goes out? The year, the annex, who is praised, days off."""

from collections.abc import Iterator
from datetime import date

from toolkit.files.working_days import is_working_day
from toolkit.model.documents import chinese_date
from toolkit.model.figures import with_unit
from toolkit.model.notices import (
    AnnualReport,
    InspectionCircular,
    MeetingNotice,
    Newsletter,
    Notice,
    ProgressCircular,
    ReturnNotice,
    TargetNotice,
)
from toolkit.model.scheme import Scheme


def warnings(notice: Notice, scheme: Scheme) -> Iterator[str]:
    """Yield a sentence for each thing that a secretary would send back; none stops the notice."""
    if isinstance(notice, ProgressCircular | AnnualReport | Newsletter):
        yield from _figures(notice)
    if isinstance(notice, AnnualReport):
        yield from _year(notice)
    elif isinstance(notice, TargetNotice):
        yield from _annex(notice)
    elif isinstance(notice, InspectionCircular):
        yield from _praise(notice, scheme)
        yield from _day_off("整改期限", notice.due)
    elif isinstance(notice, MeetingNotice):
        yield from _day_off("会议日期", notice.day)
        yield from _day_off("报名期限", notice.reply_by)
    elif isinstance(notice, ReturnNotice):
        yield from _day_off("重报期限", notice.due)


def _figures(notice: ProgressCircular | AnnualReport | Newsletter) -> Iterator[str]:
    if notice.county and all(one.actual is None for one in notice.county):
        yield "还没有一个单位报送统计表，文中没有完成数。请先催报，报齐后再写。"


def _year(report: AnnualReport) -> Iterator[str]:
    if not report.accounting.ends("year", report.period):
        last = chinese_date(report.period.reached(report.head.issued_on))
        yield f"年度总结报告的数字只到{last}，还没有满一年。年中使用的，请改作半年或阶段总结。"


def _annex(notice: TargetNotice) -> Iterator[str]:
    """The text states the county's targets, the annex the sum of its lines: both are read (GB/T 9704 7.3.4)."""
    for indicator in notice.county:
        if indicator.target is None or indicator not in notice.columns:
            continue
        stated = notice.total.values.get(indicator.id) if notice.total else None
        added = sum(line.targets.get(indicator.id) or 0 for line in notice.lines)
        for what, value in (("附件各行相加", added), ("附件的合计", stated)):
            if value is not None and abs(value - indicator.target) > 1e-6 * max(1.0, abs(indicator.target)):
                text, annex = with_unit(indicator.target, indicator), with_unit(value, indicator)
                yield f"正文写{indicator.name}{text}，{what}是{annex}。请核对目标任务分解表。"


def _praise(circular: InspectionCircular, scheme: Scheme) -> Iterator[str]:
    names = {name for unit in scheme.units for name in (unit.name, *unit.aliases)}
    names |= {row.group for row in scheme.target_rows if row.group}
    for number, merit in enumerate(circular.merits, 1):
        if not any(name in merit for name in names):
            yield f"“工作成效”第{number}条“{merit[:20]}”没有写明是哪个单位。通报表扬的，请写单位名称。"


def _day_off(what: str, day: date) -> Iterator[str]:
    if not is_working_day(day):
        yield f"{what}{chinese_date(day)}不上班。请改在工作日。"
