"""Which fields do 经费预算申请函 and 报销函 have? Who needs or spent how much, for what."""

from toolkit.documents.paper.amounts import in_capitals, in_figures
from toolkit.documents.paper.letterhead import of_letter
from toolkit.model.figures import rate
from toolkit.model.money import in_yuan
from toolkit.model.notices import BudgetRequest, Reimbursement


def budget(request: BudgetRequest) -> dict[str, object]:
    """Return the fields of the template 经费预算申请函.docx (LZ-R4)."""
    total = sum(line.amount_yuan for line in request.lines)
    return of_letter(request.head) | {
        "period": request.period.label,
        "team": request.head.team,
        "lines": [
            {"serial": serial, "who": line.who, "what": line.what, "amount": in_yuan(line.amount_yuan)}
            for serial, line in enumerate(request.lines, 1)
        ],
        "total": in_figures(total),
        "total_in_words": in_capitals(total),
        "total_figure": in_yuan(total),
    }


def reimbursement(request: Reimbursement) -> dict[str, object]:
    """Return the fields of the template 报销函.docx (LZ-R7)."""
    planned = sum(line.budget_yuan for line in request.lines)
    spent = sum(line.amount_yuan for line in request.lines)
    return of_letter(request.head) | {
        "period": request.period.label,
        "team": request.head.team,
        "lines": [
            {
                "serial": serial,
                "who": line.who,
                "what": line.what,
                "budget": in_yuan(line.budget_yuan),
                "amount": in_yuan(line.amount_yuan),
                "left": in_yuan(line.budget_yuan - line.amount_yuan),
                "vouchers": line.vouchers,
            }
            for serial, line in enumerate(request.lines, 1)
        ],
        "budget_total": in_figures(planned),
        "total": in_figures(spent),
        "total_in_words": in_capitals(spent),
        "rate": rate(float(spent / planned) if planned else None),
        "vouchers": sum(line.vouchers for line in request.lines),
        "budget_figure": in_yuan(planned),
        "total_figure": in_yuan(spent),
        "left_figure": in_yuan(planned - spent),
    }
