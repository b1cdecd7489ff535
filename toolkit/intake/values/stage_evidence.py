"""Do the words and the dates of a row agree on its stage? The stage that both allow counts; a conflict is asked about."""

from collections.abc import Mapping

from toolkit.intake.values.progress import Progress, read_progress
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.model.stages import ENDED, stage_rank

# The date columns, and the stage that a day in them proves.
PROOFS = {"produced_on": "投产", "started_on": "开工", "registered_on": "注册", "signed_on": "签约"}
Remark = tuple[str, dict[str, str]]


def stage_of(
    words: str | None, dates: Mapping[str, PartialDate | None], period: ReportingPeriod
) -> tuple[str | None, list[Remark]]:
    """Return a row's stage and the remarks on its 进展情况: the kind of finding and its details.

    ``dates`` holds the fields of :data:`PROOFS`.  A day up to the period's end proves its stage; words that say less,
    or a later day under words that say more, are asked about, and only what both allow counts.
    """
    reached = [name for name in PROOFS if (day := dates.get(name)) and day.earliest <= period.last_day]
    proof = reached[0] if reached else ""
    proven = PROOFS.get(proof)
    if not words:
        return proven, []
    said = read_progress(words, period)
    if said.stage == ENDED:
        return ENDED, []
    if said.doubt:
        return _doubtful(words, said, proven)
    if said.stage is None:
        return proven, [("stage_unclear", {"typed": words})]
    details = {"typed": words, "stage": said.stage}
    if stage_rank(proven) > stage_rank(said.stage):
        return said.stage, [("stage_and_date_differ", {**details, "column": proof, "day": str(dates[proof])})]
    for name, stage in PROOFS.items():
        day = dates.get(name)
        if stage == said.stage and day and day.earliest > period.last_day:
            return proven, [("stage_and_date_differ", {**details, "column": name, "day": str(day)})]
    return said.stage, []


def _doubtful(words: str, said: Progress, proven: str | None) -> tuple[str | None, list[Remark]]:
    """Words that may mean a further stage: its day settles it, but the day of a letter of intent is no signing."""
    asked: list[Remark] = [("stage_doubtful", {"typed": words, "why": said.doubt})]
    if not said.perhaps:
        return None, asked
    if said.perhaps == "签约":
        return (proven if stage_rank(proven) > stage_rank("签约") else said.stage), asked
    best = max((said.stage, proven), key=stage_rank)
    return best, [] if stage_rank(proven) >= stage_rank(said.perhaps) else asked
