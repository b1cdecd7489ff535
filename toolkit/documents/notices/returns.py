"""Which fields does a 退回修改通知 have? For one unit: the cells, what is wrong, and how to correct it."""

from toolkit.documents.paper.letterhead import of_letter
from toolkit.model.documents import chinese_date
from toolkit.model.notices import ReturnNotice


def context(notice: ReturnNotice) -> dict[str, object]:
    """Return the fields of the template 退回修改通知.docx; what is only to be checked is counted apart."""
    must = len(notice.problems) if notice.must is None else notice.must
    return of_letter(notice.head) | {
        "period": notice.period.label,
        "problem_count": must,
        "check_count": len(notice.problems) - must,
        "again": notice.again,
        "row_count": notice.row_count,
        "due": chinese_date(notice.due),
        "annex": f"{notice.unit}{notice.period.label}招商引资项目统计表问题清单",
        "lines": [
            {"serial": serial, "place": place, "message": message}
            for serial, (place, message) in enumerate(notice.problems, 1)
        ],
    }
