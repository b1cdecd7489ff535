"""Which answers are there to a doubtful meaning, in the office's words, and what do they put into the ledger?"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from toolkit.model.column_answers import MEANINGS as COLUMN_MEANINGS
from toolkit.model.column_answers import is_understood
from toolkit.model.decisions import EACH, Decision, Question
from toolkit.model.doubts import Doubt, DoubtKind
from toolkit.model.ledger_entry import UNATTRIBUTED
from toolkit.model.regions import REGIONS, Home, office_words
from toolkit.model.scheme import Scheme
from toolkit.model.stages import ENDED, STAGES, stage_rank

STAY_UNATTRIBUTED = UNATTRIBUTED
# What the answer was called before: in books of the office, and by who drives the command.
FORMER_ANSWERS = {"不归口": STAY_UNATTRIBUTED, "未归口": STAY_UNATTRIBUTED}
NO_STAGE = "看不出，不计阶段"
# What the ledger says, and what the office calls it; a word of either is understood (regions: office_words).
SECTORS = {"工业": "工业", "其他": "非工业"}
EMERGING = {"是": "新兴产业", "否": "非新兴产业"}
AND = "、"


class Told(Struct, frozen=True):
    """An answer that was understood: for each kind of doubt that it settles, the ledger's fields with their values."""

    fields: Mapping[DoubtKind, Mapping[str, Any]]

    def changes(self, kind: DoubtKind, how: str) -> dict[str, Any]:
        """Return the fields that an answer sets where ``kind`` is in doubt; ``how`` names the decision."""
        changed = dict(self.fields.get(kind, {}))
        if kind is DoubtKind.ATTRIBUTION:
            stays = changed.get("target_row") is None
            told = how if how.endswith((STAY_UNATTRIBUTED, *FORMER_ANSWERS)) else f"{how}：{STAY_UNATTRIBUTED}"
            changed = {
                **changed,
                "attributed_by": told if stays else how,
                "target_row": changed["target_row"] or UNATTRIBUTED,
            }
        return changed


def as_told(answer: Decision, scheme: Scheme) -> Told | None:
    """Return what an answer says, ``None`` where it is none that is understood (「逐个裁定」 says nothing yet)."""
    return told(answer.question, answer.answer, scheme)


def told(question: Question, answer: str, scheme: Scheme) -> Told | None:
    """Return what the words say as an answer to a kind of question, or ``None``."""
    if question is Question.SOURCE:
        word = _region_meant(answer, scheme)
        fields = {"region": word, "outside": "是" if word in ("区外", "境外") else "否"}
        return Told({DoubtKind.SOURCE: fields}) if word else None
    if question is Question.STAGE:
        if answer not in (*STAGES, ENDED, NO_STAGE):
            return None
        stage = None if answer == NO_STAGE else answer
        ended = {"counted": "否"} if stage == ENDED else {}
        return Told({DoubtKind.STAGE: {"stage": stage, "stage_rank": stage_rank(stage), **ended}})
    if question is Question.TRADE:
        return _trade_told(answer.split(AND))
    if question is Question.COLUMN:
        # Nothing of it is put into the ledger: the tables are read by it (Scheme.told_columns).
        return Told({}) if is_understood(answer) else None
    return _row_told(answer, scheme) if question is Question.ATTRIBUTION else None


def _region_meant(answer: str, scheme: Scheme) -> str | None:
    """Return the region that an answer names in the county's words, or as every county was asked before."""
    told = {office: word for home in (Home(""), scheme.home) for word, office in office_words(home).items()}
    return answer if answer in REGIONS else told.get(answer)


def _trade_told(parts: Sequence[str]) -> Told | None:
    fields: dict[DoubtKind, dict[str, Any]] = {}
    for part in parts:
        for kind, name, words in (
            (DoubtKind.TRADE, "sector", SECTORS),
            (DoubtKind.EMERGING, "emerging", EMERGING),
        ):
            for word, office in words.items():
                if part == office:
                    fields[kind] = {name: word}
    return Told(fields) if len(fields) == len(parts) else None


def _row_told(answer: str, scheme: Scheme) -> Told | None:
    if answer in (STAY_UNATTRIBUTED, *FORMER_ANSWERS):
        return Told({DoubtKind.ATTRIBUTION: {"target_row": None}})
    names = row_names(scheme)
    row = next((row for row in scheme.target_rows if answer in (names[row.key], row.key)), None)
    if row is None:
        return None
    fields = {"target_row": row.key, "group": row.group, "lead_unit": row.lead_unit}
    return Told({DoubtKind.ATTRIBUTION: fields})


def settles(told: Told, doubt: Doubt) -> bool:
    """Tell whether an answer says what this doubt asks."""
    return doubt.kind in told.fields


def choices_of(question: Question, doubts: Iterable[Doubt], scheme: Scheme) -> tuple[str, ...]:
    """Return the answers to a question about some doubts, in the office's words and the usual order."""
    offered = {(doubt.kind, choice) for doubt in doubts for choice in doubt.choices}

    def those(kind: DoubtKind, words: Mapping[str, str]) -> list[str]:
        return [office for word, office in words.items() if (kind, word) in offered]

    if question is Question.SOURCE:
        return tuple(those(DoubtKind.SOURCE, office_words(scheme.home)))
    if question is Question.STAGE:
        return (*those(DoubtKind.STAGE, {stage: stage for stage in (*STAGES, ENDED)}), NO_STAGE)
    if question is Question.TRADE:
        sectors, emerging = those(DoubtKind.TRADE, SECTORS), those(DoubtKind.EMERGING, EMERGING)
        return tuple(
            AND.join(part for part in (one, other) if part) for one in sectors or [""] for other in emerging or [""]
        )
    return (*those(DoubtKind.ATTRIBUTION, row_names(scheme)), STAY_UNATTRIBUTED)


def row_names(scheme: Scheme) -> dict[str, str]:
    """Return what the target rows are called in a list of answers, by key: the label where it is one row's alone."""
    times = Counter(row.label for row in scheme.target_rows)
    return {row.key: row.label if times[row.label] == 1 else row.key for row in scheme.target_rows}


def in_office_words(doubts: Iterable[Doubt], scheme: Scheme) -> str:
    """Return what is proposed, in the words of the choices; '' where one of the doubts has no likelier answer."""
    words = {
        DoubtKind.SOURCE: office_words(scheme.home),
        DoubtKind.TRADE: SECTORS,
        DoubtKind.EMERGING: EMERGING,
        DoubtKind.ATTRIBUTION: row_names(scheme),
    }
    parts = [words.get(doubt.kind, {}).get(doubt.proposal, doubt.proposal) for doubt in doubts]
    return AND.join(parts) if all(parts) else ""


def meanings(question: Question, scheme: Scheme) -> tuple[str, ...]:
    """Return what may stand under 意思 in 词典.xlsx for a kind of question."""
    if question is Question.SOURCE:
        return (*office_words(scheme.home).values(), EACH)
    if question is Question.STAGE:
        return (*STAGES, ENDED, NO_STAGE, EACH)
    if question is Question.TRADE:
        both = [AND.join((one, other)) for one in SECTORS.values() for other in EMERGING.values()]
        return (*SECTORS.values(), *EMERGING.values(), *both, EACH)
    if question is Question.ATTRIBUTION:
        return (*row_names(scheme).values(), STAY_UNATTRIBUTED, EACH)
    if question is Question.COLUMN:
        return COLUMN_MEANINGS
    return ()
