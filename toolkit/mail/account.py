"""How many of a unit's projects count, and where are the others? The parts add up to what it reported."""

from collections import Counter

from msgspec import Struct

from toolkit.model.ledger import Consolidation, Timeliness
from toolkit.model.ledger_entry import LedgerEntry
from toolkit.model.stages import ENDED

NOT_IN_SYSTEM = "系统未录入"


class Account(Struct, frozen=True):
    """Numbers of projects: ``reported`` = ``counted`` + ``returned`` + those of ``left_out`` (why, number).

    ``carried`` count although the unit's own row does not, by what it reported before; ``by_system`` count although it
    did not report them.  ``reported_yuan`` is the sum of the amounts in the unit's table, for the unit to compare.
    """

    reported: int
    counted: int
    returned: int
    left_out: tuple[tuple[str, int], ...]
    carried: int
    by_system: int
    reported_yuan: int

    @property
    def total(self) -> int:
        """How many of the unit's projects count in the county's table."""
        return self.counted + self.carried + self.by_system

    @property
    def in_words(self) -> str:
        """The account as one sentence without its end: 报送项目5个，计入汇总3个，退回修改2个."""
        if self.counted == self.reported:
            return f"报送项目{self.reported}个，均已计入汇总" if self.reported else "报送项目0个"
        parts = [f"报送项目{self.reported}个", f"计入汇总{self.counted}个"]
        parts += [f"退回修改{self.returned}个"] if self.returned else []
        parts += [f"{why}{number}个" for why, number in self.left_out]
        return "，".join(parts)

    @property
    def others(self) -> str:
        """What counts beside the rows of the table, as a sentence without its end; '' where nothing does."""
        parts = [f"沿用上月数据的{self.carried}个"] if self.carried else []
        parts += [f"上级系统已录入、本次未报的{self.by_system}个"] if self.by_system else []
        return f"另有{'、'.join(parts)}也计入，共计入{self.total}个" if parts else ""


def account_of(result: Consolidation, line: Timeliness) -> Account:
    """Return the account of a unit whose table for the period came."""
    entries = {(entry.file, entry.sheet, entry.row): entry for entry in result.ledger.entries}
    own = [one for one in result.submissions if one.unit == line.unit and not one.is_superseded]
    places = [(one.file, project.ref.sheet, project.ref.row) for one in own for project in one.accepted_projects]
    rows = [entries.get(place) for place in places]
    counts = [entry for entry in result.ledger.entries if entry.unit == line.unit and _counts(entry)]
    listed = [entry for entry in rows if entry is not None and entry.unit == line.unit and _counts(entry)]
    export = result.reconciliation.file if result.reconciliation else ""
    by_system = sum(bool(export) and entry.file == export for entry in counts)
    reasons = Counter(why for entry in rows if (why := _why(entry, line.unit)))
    return Account(
        reported=len(rows) + line.returned_rows,
        counted=len(listed),
        returned=line.returned_rows,
        left_out=tuple(reasons.items()),
        carried=len(counts) - len(listed) - by_system,
        by_system=by_system,
        reported_yuan=sum(one.amount_yuan for one in own),
    )


def _counts(entry: LedgerEntry) -> bool:
    return entry.counted == "是" and entry.stage != ENDED


def _why(entry: LedgerEntry | None, unit: str) -> str:
    """Return why a row that passed the checks does not count for its unit, '' where it does."""
    if entry is None:
        return "未列入项目台账"
    if entry.unit != unit:
        return f"已计入{entry.unit}"
    if _counts(entry):
        return ""
    if entry.stage == ENDED:
        return "已终止不计入"
    return "上级系统未录入暂不计入" if NOT_IN_SYSTEM in entry.decision else "经裁定不计入"
