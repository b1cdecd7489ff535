"""Do the words and the dates of a row agree on its stage? The stage that both allow counts; a conflict is asked about."""

from collections.abc import Mapping

from toolkit.intake.values.progress import Progress, read_progress
from toolkit.model.judged import ABSENT, Judged
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.model.stages import DISPUTED_BY_DAY, ENDED, STAGES, stage_rank

# The date columns, and the stage that a day in them proves.
PROOFS = {"produced_on": "投产", "started_on": "开工", "registered_on": "注册", "signed_on": "签约"}
Remark = tuple[str, dict[str, str]]
ANY_STAGE = (*STAGES, ENDED)


def stage_of(
    words: str | None, dates: Mapping[str, PartialDate | None], period: ReportingPeriod
) -> tuple[str | None, list[Remark], Judged[str]]:
    """Return a row's stage, the remarks on its 进展情况 (kind of finding and details), and the stages left open.

    ``dates`` holds the fields of :data:`PROOFS`.  A day up to the period's end proves its stage; words that say less,
    or a later day under words that say more, are asked about, and only what both allow counts.
    """
    days = [(name, day) for name in PROOFS if (day := dates.get(name))]
    proof = next((name for name, day in days if day.earliest <= period.last_day), "")
    proven = PROOFS.get(proof)
    if not words:
        return proven, [], ABSENT
    said = read_progress(words, period)
    if said.stage == ENDED:
        return ENDED, [], ABSENT
    if said.doubt:
        return _doubtful(words, said, proven)
    if said.stage is None:
        # A day proves a stage by itself; without one nobody has said anything that can be understood.
        doubt = ABSENT if proven else Judged(ANY_STAGE, f"“{words}”看不出到了哪一步")
        return proven, [("stage_unclear", {"typed": words})], doubt
    details = {"typed": words, "stage": said.stage}
    if stage_rank(proven) > stage_rank(said.stage):
        told = [("stage_and_date_differ", {**details, "column": proof, "day": str(dates[proof])})]
        return said.stage, told, _between(said.stage, proven, words, f"{proven}日期")
    for name, day in days:
        stage = PROOFS[name]
        if stage == said.stage and day.earliest > period.last_day:
            told = [("stage_and_date_differ", {**details, "column": name, "day": str(day)})]
            return proven, told, _between(proven, said.stage, words, f"本月以后的{stage}日期")
    return said.stage, [], ABSENT


def _between(certain: str | None, further: str | None, words: str, day: str) -> Judged[str]:
    """Return the stages from the certain one to the one that only the words or only a day claims."""
    open_stages = STAGES[max(0, stage_rank(certain) - 1) : stage_rank(further)]
    return Judged(open_stages, f"“{words}”和{day}{DISPUTED_BY_DAY}")


def _doubtful(words: str, said: Progress, proven: str | None) -> tuple[str | None, list[Remark], Judged[str]]:
    """Words that may mean a further stage: its day settles it, but the day of a letter of intent is no signing."""
    asked: list[Remark] = [("stage_doubtful", {"typed": words, "why": said.doubt})]
    if not said.perhaps:
        return None, asked, Judged(ANY_STAGE, said.doubt)
    if said.perhaps == "签约":
        best = proven if stage_rank(proven) > stage_rank("签约") else said.stage
    else:
        best = max((said.stage, proven), key=stage_rank)
        if stage_rank(best) >= stage_rank(said.perhaps):
            return best, [], ABSENT
    open_stages = STAGES[max(0, stage_rank(best) - 1) : max(stage_rank(said.perhaps), stage_rank(best))]
    return best, asked, Judged(open_stages, said.doubt) if len(open_stages) > 1 else ABSENT
