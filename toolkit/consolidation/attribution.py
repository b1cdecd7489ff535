"""Whose project is it? What 行业 and name say leads to one target row, to none, or to a question."""

from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from toolkit.model.expressions import expression
from toolkit.model.ledger_entry import UNATTRIBUTED, UNDECIDED_ROW
from toolkit.model.scheme import Dispute, Scheme, TargetRow
from toolkit.model.submission import Project

_CODE = expression(r"[A-T]\d{0,3}")
MANUFACTURE = "C"


class Attribution(Struct, frozen=True):
    """A project's target row and why; ``None`` is 暂不归属, or 归属待定 where there are ``choices``.

    ``text`` is what was judged: the 行业, or the name where the 行业 says nothing.
    """

    row: TargetRow | None
    reason: str
    choices: tuple[str, ...] = ()
    text: str = ""

    @property
    def key(self) -> str:
        """The target row's key, 暂不归属 where the document has none for it, 归属待定 where a person must say."""
        return self.row.key if self.row else UNDECIDED_ROW if self.choices else UNATTRIBUTED


class _Claim(Struct, frozen=True):
    """What claims a project: for the rows with these keys (none: nobody), why, and how long the word or code is.

    ``asked``: the document leaves it to a person among these rows.  ``documented``: the word is the document's own.
    """

    rows: frozenset[str]
    why: str
    length: int
    asked: bool = False
    documented: bool = False

    @property
    def strength(self) -> tuple[bool, int]:
        """The document's own words before those of 行业, the longer before the shorter."""
        return self.documented, self.length


class Attributor:
    """The scheme's ways from a project to its target row, with what it has met before remembered.

    A hundred thousand projects have some dozens of trades between them: a trade is held against the words once.
    """

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._rows = {row.key: row for row in scheme.target_rows}
        self._sectioned = any(row.sections for row in scheme.target_rows)
        self._by_unit = {row.lead_unit: row for row in reversed(scheme.target_rows)}
        self._names = {name: unit.name for unit in scheme.units for name in (*unit.aliases, unit.name)}
        self._of_trade = cache(self._claims_of_trade)

    def of(self, project: Project, unit: str = "") -> Attribution:
        """Return where a project belongs, by the first of the scheme's ways that leads anywhere.

        ``industry``: by keyword, 行业 or section (LZ annex 1, note 1: the office sorts by 行业范围 what units report by
        territory); ``unit``: the row led by the unit that reports it (GN annexes); ``territory``: the row of the place
        where it settles (NX-U1c), which the table may name in 项目属地.
        """
        found = Attribution(None, "")
        for way in self._scheme.attribute_by:
            if way == "industry":
                found = self._judged(project)
            elif way == "unit" or project.territory:
                place = unit if way == "unit" else self._names.get(project.territory or "", project.territory or "")
                row = self._by_unit.get(place)
                found = Attribution(
                    row, f"按{'报送单位' if way == 'unit' else '项目属地'}" if row else f"“{place}”没有目标任务"
                )
            if found.row is not None:
                break
        return found

    def _judged(self, project: Project) -> Attribution:
        """Return what claims a project most strongly; claims of equal strength for different rows are asked about."""
        industry, name, trade = project.industry or "", project.name or "", project.trade
        by_name = not any(word in industry for word in trade.words)
        text = trade.text or industry or name
        claims = [*self._of_trade(industry, trade.code), *self._document_words(name)]
        if not claims and by_name:
            claims = self._words_of_industry(name, trade.code, "")
        claims = claims or self._by_section(trade.code)
        if not claims:
            return self._unclaimed(industry or name, trade.code, text)
        strongest = max(claim.strength for claim in claims)
        best = [claim for claim in claims if claim.strength == strongest]
        best = [claim for claim in best if claim.asked] or best
        why = "、".join(dict.fromkeys(claim.why for claim in best))
        rows = frozenset[str]().union(*(claim.rows for claim in best))
        if len(rows) > 1 or any(claim.asked for claim in best):
            return Attribution(None, f"“{text}”{why}", self._choices(rows), text)
        if not rows:
            return _without_row(industry or name, text)
        return Attribution(self._rows[next(iter(rows))], why, (), text)

    def _claims_of_trade(self, industry: str, code: str) -> list[_Claim]:
        return [*self._document_words(industry), *self._words_of_industry(industry, code, "行业")]

    def _document_words(self, text: str) -> list[_Claim]:
        """Return the claims by the document's own words: a row's, disputed ones, and those that no row has."""
        claims = [
            replace(_word(row, word), documented=True)
            for row in self._scheme.target_rows
            for word in row.keywords
            if word in text
        ]
        for dispute in self._scheme.disputes:
            for word in dispute.words:
                if word in text and not _CODE.fullmatch(word):
                    claims.append(self._disputed(dispute, word))
        return claims

    def _disputed(self, dispute: Dispute, word: str) -> _Claim:
        if dispute.nobody:
            return _Claim(frozenset(), "", len(word), documented=True)
        why = f"归哪一行，文件没有写明（{dispute.citation.id}）"
        return _Claim(frozenset(dispute.rows or self._rows), why, len(word), asked=True, documented=True)

    def _words_of_industry(self, text: str, code: str, where: str) -> list[_Claim]:
        rows = (row for row in self._scheme.target_rows if self._heeds(row, code))
        return [_word(row, word, where) for row in rows for word in row.industries if word in text]

    def _heeds(self, row: TargetRow, code: str) -> bool:
        """Tell whether a row's words of 行业 say anything of a trade: those of products say nothing of a service."""
        if not self._sectioned or len(code) < 2:
            return True
        if not row.sections:
            return code[0] == MANUFACTURE
        return any(part.startswith(one) for part in code.split("/") for one in row.sections)

    def _by_section(self, code: str) -> list[_Claim]:
        """Return the claims by section or division of GB/T 4754, the longest code alone for each."""
        claims: list[_Claim] = []
        for part in code.split("/") if code else ():
            here = [
                _Claim(frozenset({row.key}), f"行业属{one}", len(one))
                for row in self._scheme.target_rows
                for one in row.sections
                if part.startswith(one)
            ]
            here += [
                self._disputed(dispute, word)
                for dispute in self._scheme.disputes
                for word in dispute.words
                if _CODE.fullmatch(word) and part.startswith(word)
            ]
            longest = max((claim.length for claim in here), default=0)
            claims += [replace(claim, length=1, documented=False) for claim in here if claim.length == longest]
        return claims

    def _unclaimed(self, said: str, code: str, text: str) -> Attribution:
        """A trade that is known and that no row names is 暂不归属; one that is not known is asked about."""
        rows = self._scheme.target_rows
        # Of a section alone (制造业) several rows have a part.
        within = frozenset(row.key for row in rows for one in row.sections if code and one.startswith(code))
        if not rows or (code and not within):
            return _without_row(said, text)
        reason = f"“{text}”看不出是什么行业" if text else "没有填行业"
        return Attribution(None, reason, self._choices(within or frozenset(self._rows)), text)

    def _choices(self, keys: frozenset[str]) -> tuple[str, ...]:
        return (*(key for key in self._rows if key in keys), UNATTRIBUTED)


def _word(row: TargetRow, word: str, where: str = "") -> _Claim:
    return _Claim(frozenset({row.key}), f"{where}含“{word}”", len(word))


def _without_row(said: str, text: str) -> Attribution:
    return Attribution(None, f"行业“{said}”没有对应的招商组", (), text)
