"""How far is a period, and what should a clerk do next? Read from the files alone."""

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from toolkit.files import texts
from toolkit.model.control import ContactRow
from toolkit.model.errors import ToolkitError
from toolkit.model.file_kinds import kind_of
from toolkit.model.period import ReportingPeriod
from toolkit.workflow.steps.outstanding import outstanding
from toolkit.workflow.steps.workspace import Workspace


def received(workspace: Workspace, period: ReportingPeriod) -> str:
    """Return how many files lie in 报送 for a period, beside how many units owe one, and what is no table."""
    files = [path for path in workspace.submission_files(period) if not path.name.startswith(("~$", "."))]
    said = [f"{len(files)} 个文件 ／ 应报 {len(workspace.scheme.reporting_units)} 个单位"]
    kinds = Counter(kind for path in files if (kind := kind_of(path.name)).why)
    said += [f"其中 {kind.counted(number)}{kind.why}" for kind, number in kinds.items()]
    if waiting := len(outstanding(workspace, period)):
        said.append(f"另有 {waiting} 件等人认领，见“校验报表”")
    return "；".join(said)


def next_step(workspace: Workspace, period: ReportingPeriod) -> str:
    """Return the next thing to do: whatever is missing first, or older than what it is made from."""
    arrived = newest(workspace.submission_files(period))
    if workspace.scheme.row_indicators and not workspace.target_files():
        return "把目标任务分解表放进“目标”文件夹。"
    if not arrived:
        return f"把各单位{period.label}的统计表放进“报送/{period}”文件夹。"
    if newest([path for path in [workspace.finding_list(period)] if path.exists()]) < arrived:
        return "按“校验报表”，看看哪些表要退回修改。"
    if newest(workspace.masters(period)) < arrived:
        return "按“汇总”，生成汇总表。"
    if not newest(workspace.notices(period).glob("*.docx")):
        return "有单位未报或待改的，按“生成通知”。"
    if newest(workspace.drafts(period).glob("*.eml")) < arrived:
        return "按“生成邮件（预览）”，看看每封信写了什么。"
    return "看过预览，没有问题就按“发送邮件”。收到新的表，从“校验报表”重新做起。"


def newest(paths: Iterable[Path]) -> float:
    """Return when the newest of the files was written, in seconds; 0 where there is none."""
    return max((path.stat().st_mtime for path in paths), default=0.0)


def contact_rows(workspace: Workspace) -> tuple[ContactRow, ...]:
    """Return the units of the scheme with their people, then whoever else the contact list names.

    A list that cannot be read shows nobody: it stops the sending, which says why, and no other button.
    """
    people: dict[str, list[tuple[str, str]]] = {}
    with suppress(ToolkitError, FileNotFoundError):
        for _, row in texts.table(workspace.contacts, ("单位", "联系人", "邮箱")):
            people.setdefault(row["单位"], []).append((row["联系人"], row["邮箱"]))
    lines = []
    for unit in workspace.scheme.units:
        for name, address in people.pop(unit.name, [("", "")]):
            lines.append(ContactRow(unit.name, unit.kind, unit.aliases, unit.reports, name, address))
    for unit_name, found in people.items():
        lines += [ContactRow(unit_name, "其他", (), False, name, address) for name, address in found]
    return tuple(lines)
