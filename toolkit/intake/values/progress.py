"""How far has the project come, by what the clerk wrote? Clause by clause, what is done, planned, denied, ended."""

from functools import lru_cache

from msgspec import Struct

from toolkit.intake.values.progress_clauses import Claim, claims_in
from toolkit.intake.values.progress_words import Word
from toolkit.intake.values.typed import compact
from toolkit.model.period import ReportingPeriod
from toolkit.model.stages import ENDED, STAGES, stage_rank

STAGE_OF = {
    Word.TALKS: "在谈",
    Word.SIGNED: "签约",
    Word.REGISTERED: "注册",
    Word.BUILDING: "开工",
    Word.RESUMED: "开工",
    Word.PRODUCING: "投产",
    Word.REOPENED: "投产",
}
# What some offices count as a stage and others do not.
PERHAPS = {Word.LETTER: "签约", Word.GROUND: "开工", Word.FINISHED: "投产", Word.SETTLED: "投产"}
AGAIN = (Word.RESUMED, Word.REOPENED)
LONGEST_NOTE = 1_000
STILL_UNDER_WAY = (Word.BUILDING, Word.RESUMED)


class Progress(Struct, frozen=True):
    """What a note says: a certain ``stage`` with the words that say it, or why nobody can tell.

    ``doubt`` is '' where the stage is certain, and where the note says nothing of any stage (``stage`` is ``None``
    then); else a Chinese phrase that ends in no full stop.  Where the doubt is only whether a further stage has been
    reached (``perhaps``: 已注册，厂房装修中), ``stage`` is what is certain all the same.
    """

    stage: str | None
    evidence: str = ""
    doubt: str = ""
    perhaps: str = ""


def read_stage(text: str) -> str | None:
    """Return the stage that a progress note surely claims; ``None`` where it claims none, or a person has to say.

    >>> read_stage("已签约，尚未开工"), read_stage("未开工"), read_stage("主体已封顶，预计8月投产")
    ('签约', None, '开工')
    """
    said = read_progress(text)
    return None if said.doubt else said.stage


@lru_cache(maxsize=8192)
def read_progress(text: str, period: ReportingPeriod | None = None) -> Progress:
    """Return what a progress note says; what lies behind the end of ``period`` has not been reached.

    >>> read_progress("签约后解约").stage, read_progress("一期已投产，二期在建").doubt
    ('终止', '几期的进度不一样')
    """
    plain = compact(text)
    if plain in (*STAGES, ENDED):
        return Progress(plain, plain)
    # A note of a page is no note: a person reads it.
    return _judged(claims_in(plain, period)) if len(plain) <= LONGEST_NOTE else Progress(None)


def _judged(claims: list[Claim]) -> Progress:
    reached = [claim for claim in claims if claim.reached and claim.word in STAGE_OF]
    best = max(reached, key=lambda claim: stage_rank(STAGE_OF[claim.word]), default=None)
    if doubt := _ended_or_halted(claims, reached):
        return doubt
    if any(claim.word is Word.RATE for claim in claims):
        return Progress(None, "", "写的是比率，不是这一个项目的进度")
    if _phases_differ(reached, claims):
        return Progress(None, "", "几期的进度不一样")
    if (against := _contradicted(claims, best)) and best:
        return Progress(None, best.clause, f"“{best.clause}”和“{against.clause}”对不上")
    if best and best.hedged:
        return Progress(None, best.clause, f"“{best.clause}”没有写肯定")
    stage = STAGE_OF[best.word] if best else None
    perhaps = [claim for claim in claims if claim.reached and stage_rank(PERHAPS.get(claim.word)) > stage_rank(stage)]
    if stage in ("开工", "投产"):
        perhaps = [claim for claim in perhaps if claim.word is not Word.SETTLED]
    if perhaps:
        said = perhaps[-1]
        further = PERHAPS[said.word]
        return Progress(stage, said.clause, f"“{said.clause}”算不算{further}，各处说法不一", further)
    return Progress(stage, best.clause if best else "")


def _ended_or_halted(claims: list[Claim], reached: list[Claim]) -> Progress | None:
    """An end that nothing follows is certain; a halt is a question, until building or producing goes on again."""
    ended = [claim for claim in claims if claim.word is Word.ENDED]
    halted = [claim for claim in claims if claim.word is Word.HALTED and not claim.denied]
    stopped = [claim for claim in (*ended, *halted) if not claim.denied]
    if not stopped:
        return None
    last = max(stopped, key=lambda claim: claim.place)
    after = [claim for claim in reached if claim.place > last.place]
    if last.word is Word.HALTED:
        going = [claim for claim in after if claim.word in AGAIN or (claim.word in STILL_UNDER_WAY and claim.afresh)]
        going += [claim for claim in after if claim.word is Word.PRODUCING and claim.afresh]
        certain_end = [claim for claim in ended if claim.reached]
        if certain_end and not going:
            return Progress(ENDED, certain_end[-1].clause)
        return None if going and not ended else Progress(None, last.clause, f"“{last.clause}”之后现在算哪一步，没有写")
    if after:
        return Progress(None, last.clause, f"写了“{last.clause}”，又写了“{after[-1].clause}”")
    if again := [claim for claim in claims if claim.again and claim.word is Word.SIGNED]:
        both = f"“{last.clause}”" if again[-1].clause == last.clause else f"“{last.clause}”“{again[-1].clause}”"
        return Progress(None, last.clause, f"{both}现在算哪一步，没有写清")
    certain = [claim for claim in ended if claim.reached and not claim.partial and not claim.hedged]
    if not certain:
        return Progress(None, last.clause, f"“{last.clause}”是不是已经终止，没有写清")
    return Progress(ENDED, certain[-1].clause)


def _phases_differ(reached: list[Claim], claims: list[Claim]) -> bool:
    """Two phases in one row that have not come equally far; a part of what is produced."""
    phases = {claim.phase for claim in claims if claim.phase}
    if len(phases) < 2:
        return False
    stages = {claim.phase: STAGE_OF[claim.word] for claim in reached if claim.phase}
    return len(set(stages.values())) > 1 or set(stages) != phases


def _contradicted(claims: list[Claim], best: Claim | None) -> Claim | None:
    """Return the claim that cannot be true beside the best: built and not signed, producing and still being built."""
    if best is None:
        return None
    rank = stage_rank(STAGE_OF[best.word])
    for claim in claims:
        stage = STAGE_OF.get(claim.word)
        behind = stage is not None and 1 < stage_rank(stage) < rank
        if (
            behind
            and not claim.reached
            and claim.word is Word.SIGNED
            and claim.mood is not Word.AFTER
            and not claim.further
        ):
            return claim
        if behind and claim.denied and not claim.partial:
            return claim
        if behind and rank == len(STAGES) and claim.reached and claim.under_way and claim.word in STILL_UNDER_WAY:
            return claim
        if stage_rank(stage) == rank and claim.denied and claim.clause != best.clause:
            return claim
    return None
