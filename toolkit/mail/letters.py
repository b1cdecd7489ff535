"""What do the month's letters say, and which files do they carry? One letter per unit, by the state of its report."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from toolkit.mail import told
from toolkit.mail.account import account_of
from toolkit.mail.contacts import LEADER
from toolkit.mail.salutation import salutation
from toolkit.mail.tables import county_table, unit_table
from toolkit.mail.templates import MailTemplate
from toolkit.model.findings import Finding, Severity, as_lines
from toolkit.model.ledger import Arrival, Consolidation, Timeliness
from toolkit.model.letters import UNMARKED, Contact, Enclosures, Letter, LetterKind
from toolkit.model.money import in_yi
from toolkit.model.submission import Status, has_checksum

TEXT, HTML = "邮件.txt", "邮件.html"
MOST_FINDINGS = 12


class LetterWriter:
    """Writes the letters of one period; ``templates`` are the folders to look in, the office's own first."""

    def __init__(
        self,
        result: Consolidation,
        enclosures: Enclosures,
        templates: Sequence[Path],
        office: str,
        contact_line: str = "",
        reply_by: date | None = None,
    ) -> None:
        self._result = result
        self._enclosures = enclosures
        self._office = office
        self._contact_line = contact_line
        self._reply_by = f"{reply_by.month}月{reply_by.day}日前" if reply_by else "近日"
        self._lines = {line.unit: line for line in result.timeliness}
        self._text, self._html = (MailTemplate(name, templates) for name in (TEXT, HTML))
        self._table = told.mark(told.of_table(result)), told.mark(told.of_table_in_words(result))

    def letters(self, contacts: Sequence[Contact], kind: LetterKind = LetterKind.MONTH) -> tuple[Letter, ...]:
        """Return a letter to every contact whom a letter of this kind concerns."""
        letters = (self._letter(contact, kind) for contact in contacts)
        return tuple(letter for letter in letters if letter is not None)

    def _letter(self, contact: Contact, kind: LetterKind) -> Letter | None:
        line = self._lines.get(contact.unit)
        missing = line is not None and line.arrival is Arrival.MISSING
        copies = tuple(self._enclosures.return_copies.get(contact.unit, ())) if not missing else ()
        if (kind is LetterKind.REMINDER and not missing) or (kind is LetterKind.RETURN and not copies):
            return None
        table = self._enclosures.extracts.get(contact.unit, self._enclosures.master)
        own_only = contact.unit in self._enclosures.extracts
        with_table = kind in (LetterKind.MONTH, LetterKind.TABLE) and table is not None
        if kind is LetterKind.TABLE and not with_table:
            return None
        reminded = missing and kind is not LetterKind.TABLE
        returned = copies if kind is not LetterKind.TABLE else ()
        notice = self._enclosures.notice if reminded else None
        files = ((table,) if table and with_table else ()) + returned + ((notice,) if notice else ())
        words = self._words(contact, line, with_table, own_only, reminded, bool(returned), bool(notice))
        subject = self._subject(contact, own_only, reminded, bool(returned))
        content, former = [kind.value], [kind.value]
        if with_table:
            own_rows = told.mark(self._own_rows(contact.unit)) if own_only else ""
            content.append(own_rows or self._table[0])
            former.append(own_rows or self._table[1])
        if line is not None and kind is not LetterKind.TABLE:
            own, corrected = told.of_unit(line), self._corrections(contact.unit)
            errors = self._errors(contact.unit) if returned else []
            content.append(told.mark([*own, *told.of_findings(errors), *corrected]))
            former.append(told.mark([*own, *(self._findings(contact.unit) if returned else []), *corrected]))
        return Letter(
            contact,
            subject,
            self._text.filled(words),
            files,
            self._html.filled(words),
            kind,
            f"{self._result.scheme.id} {self._result.period}",
            told.mark(content),
            "；".join(line.came) if line is not None and reminded else "",
            own=tuple(path for path in files if path in returned or (own_only and path == table)),
            former=(told.mark(former),),
        )

    def _subject(self, contact: Contact, own_only: bool, reminded: bool, returned: bool) -> str:
        """Return what the mail is and what it wants: what its reader has to do comes before what it carries."""
        month = self._result.period.label
        if reminded:
            return f"【催报】请于{self._reply_by}报送{month}招商引资项目统计表"
        if returned:
            return f"【退回修改】请于{self._reply_by}修改重报{month}招商引资项目统计表"
        if own_only:
            return f"【请核对】{contact.unit}{month}招商引资项目台账"
        mark = "【请核对】" if contact.unit in self._lines else "【呈阅】" if _is_leader(contact) else "【请查阅】"
        return f"{mark}{self._result.scheme.jurisdiction}{month}招商引资情况汇总表"

    def _words(
        self,
        contact: Contact,
        line: Timeliness | None,
        with_table: bool,
        own_only: bool,
        reminded: bool,
        returned: bool,
        notice: bool,
    ) -> dict[str, Any]:
        # Long: one line a field of the template.
        result = self._result
        tables = []
        if with_table and not own_only:
            tables.append(county_table(result))
        if with_table and line is not None and (own := unit_table(result, contact.unit)):
            tables.append(own)
        received = line if line is not None and line.arrival is not Arrival.MISSING else None
        account = account_of(result, received) if received else None
        return {
            "to": contact.name or contact.unit,
            "salutation": salutation(contact),
            "person": bool(contact.name),
            "leader": _is_leader(contact),
            "reply_by": self._reply_by,
            "unit": contact.unit,
            "period": result.period.label,
            "jurisdiction": result.scheme.jurisdiction,
            "with_table": with_table,
            "own_only": own_only,
            "missing": reminded,
            "came": "；".join(line.came_for_unit) if line is not None else "",
            "carried_from": _label(line.carried_from) if line is not None else "",
            "received": received.file.rpartition("/")[2] if received else "",
            # The templates of 1.0 say these two themselves.
            "accepted_rows": received.accepted_rows if received else 0,
            "returned_rows": received.returned_rows if received else 0,
            "account": account.in_words if account else "",
            "others": account.others if account else "",
            "amount": in_yi(account.reported_yuan) if account else "",
            "unchecked": received is not None and not has_checksum(received.file),
            "returned": returned,
            "findings": self._findings(contact.unit)[:MOST_FINDINGS] if returned else [],
            "more_findings": max(0, len(self._findings(contact.unit)) - MOST_FINDINGS) if returned else 0,
            "corrections": self._corrections(contact.unit),
            "notice": notice,
            "tables": tables,
            "office": self._office,
            "contact_line": self._contact_line,
        }

    def _findings(self, unit: str) -> list[str]:
        """Return the errors of a unit's own files, a line each; they are told to this unit only."""
        lines = as_lines(self._errors(unit))
        return ["：".join(part for part in (line.place, line.finding.message) if part) for line in lines]

    def _errors(self, unit: str) -> list[Finding]:
        files = [one for one in self._result.submissions if one.unit == unit and one.status is Status.RETURNED]
        own = [finding for one in files if not one.is_superseded for finding in one.findings]
        return [finding for finding in own if finding.severity is Severity.ERROR]

    def _corrections(self, unit: str) -> list[str]:
        """Return what the office corrected for a unit, a line each: it should report so from now on."""
        return [f"{one.project}：{one.words}" for one in self._result.corrections if one.unit == unit]

    def _own_rows(self, unit: str) -> list[str]:
        entries = self._result.ledger.entries
        return [told.of_entry(entry) for entry in entries if unit in (entry.unit, entry.lead_unit)]


def _label(period: str) -> str:
    """Return a month as people say it.

    >>> _label("2022-05"), _label("")
    ('2022年5月', '')
    """
    year, _, month = period.partition("-")
    return f"{year}年{int(month)}月" if month else period


def _is_leader(contact: Contact) -> bool:
    return contact.kind in (LEADER, UNMARKED)
