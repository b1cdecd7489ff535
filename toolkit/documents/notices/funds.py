"""Which fields do 经费预算申请函 and 报销函 have? Who needs or spent how much, for what."""

from toolkit.documents.paper.amounts import in_capitals, in_figures, number
from toolkit.documents.paper.letterhead import of_letter
from toolkit.model.figures import said_rate
from toolkit.model.notices import BudgetRequest, Reimbursement

TO_COUNT = "【待填：票据张数】"


def budget(request: BudgetRequest) -> dict[str, object]:
    """Return the fields of the template 经费预算申请函.docx (LZ-R4)."""
    total = sum(line.amount_yuan for line in request.lines)
    return of_letter(request.head) | {
        "period": request.period.label,
        "team": request.head.spenders,
        "lines": [
            {"serial": serial, "who": line.who, "what": line.what, "amount": number(line.amount_yuan)}
            for serial, line in enumerate(request.lines, 1)
        ],
        "total": in_figures(total),
        "total_in_words": in_capitals(total),
        "total_figure": number(total),
    }


def reimbursement(request: Reimbursement) -> dict[str, object]:
    """Return the fields of the template 报销函.docx (LZ-R7)."""
    planned = sum(line.budget_yuan for line in request.lines)
    spent = sum(line.amount_yuan for line in request.lines)
    vouchers = _vouchers(request)
    return of_letter(request.head) | {
        "period": request.period.label,
        "team": request.head.spenders,
        "lines": [
            {
                "serial": serial,
                "who": line.who,
                "what": line.what,
                "budget": number(line.budget_yuan),
                "amount": number(line.amount_yuan),
                "left": number(line.budget_yuan - line.amount_yuan),
                "vouchers": "" if line.vouchers is None else line.vouchers,
            }
            for serial, line in enumerate(request.lines, 1)
        ],
        "budget_total": in_figures(planned),
        "total": in_figures(spent),
        "total_in_words": in_capitals(spent),
        "rate": said_rate(float(spent / planned)) if planned else "",
        "vouchers": vouchers,
        "budget_figure": number(planned),
        "total_figure": number(spent),
        "left_figure": number(planned - spent),
    }


def _vouchers(request: Reimbursement) -> int | str:
    """Return how many vouchers come with the letter: no sum of some of its lines, and nothing where none has any."""
    known = [line.vouchers for line in request.lines if line.vouchers is not None]
    return sum(known) if len(known) == len(request.lines) else TO_COUNT if known else ""
