"""Which fields do 约谈通知, 会议通知 and 会议纪要 have? Who meets, when, where, about what, with what result."""

from toolkit.documents.paper.figures import ordered, sentence
from toolkit.documents.paper.letterhead import letterhead, of_letter, we
from toolkit.model.documents import chinese_date
from toolkit.model.notices import InterviewNotice, MeetingNotice, Minutes


def interview(notice: InterviewNotice) -> dict[str, object]:
    """Return the fields of the template 约谈通知.docx (NX-R6)."""
    us, papers_due = we(notice.head.issuer), notice.papers_due or "【待填：材料报送日期】"
    asked = (
        f"约谈对象须本人参加，不得委托他人代替；确因公务不能参加的，请提前向{us}书面请假",
        f"请于{papers_due}前将书面说明（包括目标任务完成情况、存在问题、整改措施和时限）报送{us}",
        *notice.demands,
    )
    return of_letter(notice.head, "we") | {
        "for_review": "" if notice.head.number else "送审稿",
        "mandate": notice.mandate,
        "unit": notice.unit,
        "person": notice.person,
        "reason": notice.reason.rstrip("。"),
        "interviewer": notice.interviewer,
        "time": notice.time,
        "place": notice.place,
        "demands": [sentence(text) for text in ordered(asked, "（一）")],
    }


def meeting(notice: MeetingNotice) -> dict[str, object]:
    """Return the fields of the template 会议通知.docx."""
    reply = f"请于{chinese_date(notice.reply_by)}前将参会人员名单报送{we(notice.head.issuer)}"
    return of_letter(notice.head, "basis", "document_title") | {
        "meeting": notice.meeting,
        "day": chinese_date(notice.day),
        "time": notice.time,
        "place": notice.place,
        "agenda": [sentence(text) for text in ordered(notice.agenda, "（一）")],
        "attendees": "；".join(notice.attendees).rstrip("。"),
        "demands": [sentence(text) for text in ordered((*notice.demands, reply), "（一）")],
        "reply_by": chinese_date(notice.reply_by),
    }


def minutes(record: Minutes) -> dict[str, object]:
    """Return the fields of the template 会议纪要.docx (GB/T 9704 10.3)."""
    shared = letterhead(record.head)
    return {name: shared[name] for name in ("issuer", "issued_on", "remarks")} | {
        "mark": record.mark,
        "number": f"第{record.issue}期",
        "meeting": record.meeting,
        "time": record.time,
        "place": record.place,
        "chair": record.chair,
        "heard": record.heard.rstrip("。"),
        "decisions": [sentence(text) for text in _numbered(record.decisions)],
        "present": "、".join(record.present),
        "absent": "、".join(record.absent),
        "observers": "、".join(record.observers),
        "copies_to": shared["copies_to"],
    }


def _numbered(decisions: tuple[str, ...]) -> list[str]:
    return (
        [text.replace("）", "、", 1).replace("（", "", 1) for text in ordered(decisions, "（一）")]
        if len(decisions) > 1
        else list(decisions)
    )
