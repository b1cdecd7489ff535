"""What does a person settle of a form that came back: which of two values holds, or that a doubt was seen to?"""

from toolkit.model.decisions import Decision, Question, decision_id
from toolkit.model.findings import Finding
from toolkit.model.trip_returns import ReturnedForm
from toolkit.model.trips import Trip

BY_FORM, BY_REGISTER = "以表上为准", "以台账为准"
MENDED, NOTHING_TO_DO = "已在台账改好", "不用改"
# Two values of one cell: the answer says which goes into the register when the form is read again.
_OF_TWO_VALUES = ("form_conflict", "form_print_unknown")
# A file that could not be read at all is sent again; there is nothing in it to settle.
_OF_A_FILE = ("form_unreadable", "form_unknown", "form_without_id", "form_trip_unknown")


def question_id(trip: str, finding: Finding) -> str:
    """Return the id of what a finding asks about a trip: the same at every reading of the same words."""
    return decision_id(Question.FORM, trip, finding.kind, *(text for _, text in finding.details))


def question_of(form: ReturnedForm, trip: Trip, finding: Finding) -> Decision | None:
    """Return what a finding asks of the office, or ``None`` where it asks nothing: the rules' own, and unread files."""
    asks = finding.kind.startswith(("form_", "approval_", "visit_")) and finding.kind not in _OF_A_FILE
    if not asks or finding.kind == "approval_disagrees":
        return None
    choices = (BY_FORM, BY_REGISTER) if finding.kind in _OF_TWO_VALUES else (MENDED, NOTHING_TO_DO)
    place = f"{form.kind}（{finding.cell.file}）"
    return Decision(
        question_id(trip.id, finding), Question.FORM, trip.who, trip.id, f"{place}：{finding.message}", choices
    )


def is_of(decision: Decision, form: ReturnedForm) -> bool:
    """Tell whether a question was asked of this form of this trip."""
    return (
        decision.question is Question.FORM
        and decision.project == form.id
        and decision.situation.startswith(f"{form.kind}（{form.ref.file}）")
    )
