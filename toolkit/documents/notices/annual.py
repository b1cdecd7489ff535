"""Which fields does the skeleton of a 年度总结报告 have? The year's figures, and marks for what a person writes."""

from toolkit.documents.paper import county, figures
from toolkit.documents.paper.letterhead import letterhead
from toolkit.model.documents import chinese_date
from toolkit.model.figures import said_rate
from toolkit.model.money import in_yi
from toolkit.model.notices import AnnualReport


def context(report: AnnualReport) -> dict[str, object]:
    """Return the fields of the template 年度总结报告.docx (NX-R3 「年总结」)."""
    year, whole = report.accounting.year_of(report.period), report.accounting.ends("year", report.period)
    reached = report.period.reached(report.head.issued_on)
    span = f"{year}年" if whole else report.accounting.so_far(report.period)
    return letterhead(report.head, "we", "basis") | {
        "signer": report.head.signer,
        "jurisdiction": report.jurisdiction,
        "whole": report.whole,
        "year": year,
        "span": span,
        "next_year": year + 1,
        "next_steps": f"{year + 1}年工作打算" if whole else "下一步工作打算",
        "leadership": _leadership(report.government),
        "judgement": _judgement(report, whole=whole),
        "county_lines": county.paragraphs(report.county, paced=not whole),
        "beside": county.remarks(report.county),
        "overall": figures.overall(report.county, paced=False),
        "until": "全年" if whole and reached == report.period.last_day else f"截至{chinese_date(reached)}，",
        "listed": _listed(report),
        "project_count": report.project_count,
        "investment": f"{in_yi(report.investment_yuan)}亿元",
        "ranking": _ranking(report),
        "behind": _behind(report),
        "journeys": _journeys(report),
        "practices": _written(report.practices, "主要做法"),
        "problems": _written(report.problems, "存在问题"),
        "plans": _written(report.plans, "工作打算"),
    }


def _leadership(government: str) -> str:
    """Return under whose leadership a county or a 开发区 works: 县委、县人民政府; 开发区党工委、管委会."""
    if government.endswith("人民政府"):
        return f"{government.removesuffix('人民政府')}委、{government}"
    return f"{government.removesuffix('管委会')}党工委、管委会" if government.endswith("管委会") else government


def _judgement(report: AnnualReport, *, whole: bool) -> str:
    main = {one.indicator.id: one for one in report.county}.get(report.ranked_by.id) if report.ranked_by else None
    judged = county.judgement(report.county, report.whole, paced=not whole)
    judged += county.main_figure(main, paced=not whole)
    if whole:
        return judged
    on = report.head.issued_on
    elapsed = report.county[0].elapsed if report.county else (report.period.month, 12)
    passed = figures.elapsed_said(elapsed, report.period, on)
    return f"截至{chinese_date(report.period.reached(on))}，序时进度为{passed}。{judged}"


def _written(paragraphs: tuple[str, ...], what: str) -> list[str]:
    # The linter reports a 【待填】 that was left (N104), so a skeleton cannot be sent as it is.
    return [figures.sentence(text) for text in figures.ordered(paragraphs, "（一）")] or [f"【待填：{what}】"]


def _listed(report: AnnualReport) -> str:
    """Return what 项目台账 holds, where more is listed than counts: both numbers are said with their names."""
    if report.listed_count <= report.project_count:
        return ""
    return f"项目台账共有项目{report.listed_count}个，投资总额{in_yi(report.listed_yuan)}亿元，其中"


def _journeys(report: AnnualReport) -> str:
    """Return how often the county went out, as the register has it; '' where nobody did or no register is kept."""
    trips, firms, leads = report.journeys or (0, 0, 0)
    if not trips:
        return ""
    told = [
        f"外出招商{trips}批",
        *([f"拜访企业{firms}家"] if firms else []),
        *([f"获取招商线索{leads}条"] if leads else []),
    ]
    return f"坚持走出去招商，{report.whole}{'，'.join(told)}。"


def _ranking(report: AnnualReport) -> str:
    if not report.ranking or report.ranked_by is None or not report.ranking[0].score:
        return ""
    best = report.ranking[0]
    return f"{report.ranked_by.name}完成率最高的是{best.name}，为{said_rate(best.score)}。"


def _behind(report: AnnualReport) -> str:
    """Return what fell short: of the year's target once the year is over, of 序时进度 before."""
    whole = report.accounting.ends("year", report.period)
    missed = county.grouped(report.county, paced=not whole)[county.SHORT if whole else county.BEHIND]
    words = "没有完成年度目标" if whole else "低于序时进度"
    return f"{'、'.join(map(county.name, missed))}{words}" if missed else ""
