"""What does a signature box of an 审批表 hold? The opinion, the signer and the day."""

import re
from datetime import date

from msgspec import Struct

from toolkit.intake.trips.form_dates import WrittenDay, days_in, leaves_open, without_days
from toolkit.intake.trips.person_names import is_name
from toolkit.model.expressions import expression
from toolkit.model.opinions import Verdict, opinion_in, verdict_of

# Where the opinion ends and the signer's line begins.
SIGNER = expression(
    r"(?:签[ \t\u3000]*[字名章]|盖[ \t\u3000]*章)[ \t\u3000]*(?:[(（][^()（）]*[)）])?[ \t\u3000]*[:：]?"
)
# The label of a signature box names what its signer does: 县人民政府（审核同意）.
BOX = expression(r"[(（][^()（）]*[审批核同签阅定][^()（）]*[)）]|意[ \u3000]*见")
_BLANK_DAY = expression(r"年[ \t\u3000]*月[ \t\u3000]*日")
_LABEL = expression(r"(?:审批人?|领导|负责人|审核人?)?(?:意见|日期|时间)[:：]")
_CLAUSE = expression(r"[，。；,;.、\s\u3000]+")
# What an applicant writes who sends a form on, and nothing else.
_SUBMITS = expression(
    r"(?:经(?:研究|审核|核实)|现|拟|已|建议)?(?:同意|赞成)?(?:情况)?(?:属实|同意|已审核?|已阅|核实无误|无误)?(?:该|此)?(?:方案|行程|计划|申请)?"
    r"(?:外出|出行|前往|派出|出差)?(?:招商|考察)?(?:并|现|特此)?"
    r"(?:(?:请|呈|报|转|提请|恳请|敬请|妥否).{0,14}(?:审[批定核示阅]|批[准示复]|阅示|审查|批)"
    r"|(?:呈|报|转).{0,10}(?:政府|办公室|领导|党委|招商局|中心)|(?:申|上|呈)报(?:.{0,8}(?:政府|办公室|领导|党委|招商局|中心))?)?"
    r"|(?:签[字名章]|盖章|负责人|日期|单位)[:：]?"
)
_SHORT_NAME = 4
_DATED = expression(r"[\d年月日./-]+")
# A name alone in a line with a day; an opinion this short would contain a verdict.
_NAME_LENGTH = 8


class SignedBox(Struct, frozen=True):
    """One box: the words of opinion and signer; the signer's days; ``verdict`` is ``None`` for an empty box.

    ``unread`` is the part of the signer's line that looks like a day and is none that is known.
    """

    who: str
    words: str
    verdict: Verdict | None
    days: tuple[WrittenDay, ...]
    unread: str

    @property
    def day(self) -> date | None:
        """The one day on which it was signed; ``None`` where there is none, more than one, or a doubtful one."""
        known = {one.day for one in self.days}
        return known.pop() if len(known) == 1 and not self.unread else None

    @property
    def typed_day(self) -> str:
        """The day as it stands in the signer's line, '' where none does."""
        return "、".join([*(one.words for one in self.days), *filter(None, [self.unread])])


def read_box(who: str, text: str, near: date) -> SignedBox:
    """Return what a box says; days without a year lie near ``near``, a day inside the opinion belongs to it."""
    opinion, signer = _parted(text, near)
    days = days_in(signer, near)
    rest = without_days(signer, days)
    signed = " ".join(_LABEL.sub(" ", _BLANK_DAY.sub(" ", SIGNER.sub(" ", rest))).replace("\u3000", " ").split())
    half_written = signed if leaves_open(rest) else ""
    typed = " ".join(_BLANK_DAY.sub(" ", opinion).replace("\u3000", " ").split())
    said = opinion_in(typed)
    verdict = _of_levels(opinion, days, near) or verdict_of(_LABEL.sub(" ", typed))
    if verdict in (None, Verdict.UNCLEAR) and signed:
        # Some write the opinion behind 「签字（盖章）：」, and a name alone is a signature without one.
        verdict = verdict_of(signed) if verdict is None else verdict
    if verdict is None and days:
        verdict = Verdict.UNCLEAR
    return SignedBox(who, " ".join(filter(None, (said, signed))), verdict, days, half_written)


def _of_levels(opinion: str, signed: tuple[WrittenDay, ...], near: date) -> Verdict | None:
    """Return that the last who signed a box approves, where others passed it on to them above; ``None`` else.

    「拟同意，请审定。 6月15日」 does not contradict the one who decides on a later day; a refusal does.
    """
    lines = opinion.split("\n")
    ends = [at for at, line in enumerate(lines) if _ends_with_day(line, near)]
    last = ends[-1] + 1 if ends else len(lines)
    former, final = "\n".join(lines[:last]), _BLANK_DAY.sub(" ", "\n".join(lines[last:]))
    days = days_in(former, near)
    known = [one.day for one in (*days, *signed) if one.day]
    in_order = len(signed) == 1 and len(known) == len(days) + 1 and known == sorted(known)
    passed_on = in_order and verdict_of(without_days(former, days)) in (Verdict.APPROVED, Verdict.UNCLEAR)
    approved = bool(days) and verdict_of(final) is Verdict.APPROVED
    return Verdict.APPROVED if approved and passed_on else None


def _ends_with_day(line: str, near: date) -> bool:
    days = days_in(line, near)
    return bool(days) and bool(line[: days[-1].start].strip()) and not line[days[-1].end :].strip(" \u3000。")


def own_condition(text: str, near: date) -> str:
    """Return what an applicant's own box says, '' where it only sends the form on and is signed."""
    opinion, signer = _parted(text, near)
    signed = _LABEL.sub(" ", _BLANK_DAY.sub(" ", SIGNER.sub(" ", without_days(signer, days_in(signer, near)))))
    said, by = (" ".join(words.replace("\u3000", " ").split()) for words in (_BLANK_DAY.sub(" ", opinion), signed))
    signature = len("".join(by.split())) <= _SHORT_NAME or plainly_submits(by)
    return "" if signature and plainly_submits(said) else " ".join(filter(None, (said, by)))


def plainly_submits(words: str) -> bool:
    """Tell whether an applicant's own words only send the form on and sign it; what says more is the office's to read.

    >>> [plainly_submits(words) for words in ("属实，同意申报。 张某", "请县政府审批", "同意，住宿按实报销", "不同意")]
    [True, True, False, False]
    """
    clauses = [clause for clause in _CLAUSE.split(words) if clause]
    return all(_SUBMITS.fullmatch(clause) or is_name(clause) or _DATED.fullmatch(clause) for clause in clauses)


def _parted(text: str, near: date) -> tuple[str, str]:
    """Return opinion and signer's line; a line of a day and at most a name is the signer's wherever it stands."""
    marks = list(SIGNER.finditer(text))
    at = marks[-1].start() if marks else len(text)
    above, signer = text[:at], [text[at:]]
    kept = []
    for line in above.split("\n"):
        days = days_in(line, near)
        rest = _BLANK_DAY.sub("", without_days(line, days))
        name = "".join(SIGNER.sub("", rest).split())
        plain = (
            len(name) <= _NAME_LENGTH
            and verdict_of(name) in (None, Verdict.UNCLEAR)
            and not re.search("[，。；]", name)
        )
        if days and plain and (not name or line is not above.split("\n")[0]):
            signer.append(line)
        else:
            kept.append(line)
    if not marks and len(signer) == 1:
        return _unmarked(kept, near)
    return "\n".join(kept), "\n".join(signer)


def _unmarked(lines: list[str], near: date) -> tuple[str, str]:
    """Part a box whose 「签字」 was overwritten: a day that ends the last line is the signer's."""
    text = "\n".join(lines).rstrip()
    days = days_in(text, near)
    if days and not text[days[-1].end :].strip(" \u3000。"):
        return text[: days[-1].start], text[days[-1].start :]
    return text, ""
