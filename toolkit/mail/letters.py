"""What do the month's letters say? One to each unit, by what its report needs."""

from pathlib import Path

from toolkit.model.ledger import Arrival, Consolidation, Timeliness
from toolkit.model.letters import Contact, Letter
from toolkit.model.money import in_yi


def letters(
    result: Consolidation, contacts: tuple[Contact, ...], master: Path, return_copies: dict[str, tuple[Path, ...]]
) -> tuple[Letter, ...]:
    """Return a letter to every contact: the master to all, the unit's own return copy to that unit only."""
    lines = {line.unit: line for line in result.timeliness}
    return tuple(
        _letter(result, contact, lines.get(contact.unit), master, return_copies.get(contact.unit, ()))
        for contact in contacts
    )


def _letter(
    result: Consolidation, contact: Contact, line: Timeliness | None, master: Path, copies: tuple[Path, ...]
) -> Letter:
    label = result.period.label
    paragraphs = [f"{contact.name or contact.unit}：", f"{label}招商引资情况汇总表见附件，请查收。"]
    subject = f"{result.scheme.jurisdiction}{label}招商引资情况汇总表"
    if line is not None and line.arrival is Arrival.MISSING:
        subject = f"【催报】{subject}"
        paragraphs.append(f"你单位{label}统计表尚未收到，请尽快报送。" + _carried(line))
    elif line is not None:
        paragraphs.append(_receipt(line))
        if copies:
            subject = f"【退回修改】{subject}"
            paragraphs.append("需要修改的单元格已在附件“退回修改”中标出，请改好后重报。")
    paragraphs.append(result.scheme.office)
    return Letter(contact, subject, "\n\n".join(paragraphs) + "\n", (master, *copies))


def _carried(line: Timeliness) -> str:
    return f"本期汇总暂沿用你单位 {line.carried_from} 的数据。" if line.carried_from else ""


def _receipt(line: Timeliness) -> str:
    """Rows and sum as read, so that the unit can compare (.xls and csv carry no checksum)."""
    returned = f"，另有{line.returned_rows}行待改" if line.returned_rows else ""
    read = f"计入项目{line.accepted_rows}个，投资总额{in_yi(line.amount_yuan)}亿元{returned}"
    return f"你单位的“{line.file}”已收到：{read}。请核对。"
