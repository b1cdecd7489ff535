"""Which fields does the skeleton of a 年度总结报告 have? The year's figures, and marks for what a person writes."""

from toolkit.documents.paper import figures
from toolkit.documents.paper.letterhead import letterhead
from toolkit.model.documents import chinese_date
from toolkit.model.figures import rate
from toolkit.model.money import in_yi
from toolkit.model.notices import AnnualReport


def context(report: AnnualReport) -> dict[str, object]:
    """Return the fields of the template 年度总结报告.docx (NX-R3 「年总结」)."""
    year, whole = report.accounting.year_of(report.period), report.accounting.ends("year", report.period)
    return letterhead(report.head, "we", "basis", "document_title") | {
        "signer": report.head.signer,
        "jurisdiction": report.jurisdiction,
        "year": year,
        "next_year": year + 1,
        "overall": figures.overall(report.county, paced=False),
        "until": "全年" if whole else f"截至{chinese_date(report.period.last_day)}，",
        "project_count": report.project_count,
        "investment": f"{in_yi(report.investment_yuan)}亿元",
        "ranking": _ranking(report),
        "behind": _behind(report),
        "practices": _written(report.practices, "主要做法"),
        "problems": _written(report.problems, "存在问题"),
        "plans": _written(report.plans, "工作打算"),
    }


def _written(paragraphs: tuple[str, ...], what: str) -> list[str]:
    # The linter reports a 【待填】 that was left (N104), so a skeleton cannot be sent as it is.
    return [figures.sentence(text) for text in figures.ordered(paragraphs, "（一）")] or [f"【待填】{what}"]


def _ranking(report: AnnualReport) -> str:
    if not report.ranking or report.ranked_by is None:
        return ""
    best = report.ranking[0]
    return f"{report.ranked_by.name}完成率最高的是{best.name}，为{rate(best.score)}。"


def _behind(report: AnnualReport) -> str:
    missed = [
        variance.indicator.name
        for variance in report.county
        if variance.completion is not None and variance.completion < 1 and not variance.indicator.is_ratio
    ]
    not_done = "没有" if report.accounting.ends("year", report.period) else "尚未"
    return f"{'、'.join(missed)}{not_done}完成年度目标" if missed else ""
