"""A budget for questions: a usual county's month raises twenty at most, and the same month after answering none."""

import pytest

from tests.bench.sloppy import AS_OF, MADE, PERIOD, answered_all, asked, made_workspace
from tests.walks import laid_out
from toolkit.workflow.actions.demo import SAMPLES
from toolkit.workflow.steps.month import consolidate_workspace
from toolkit.workflow.steps.workspace import open_workspace

MOST = 20


@pytest.mark.parametrize("sample", [*SAMPLES, None], ids=[*(sample.scheme for sample in SAMPLES), MADE])
def test_a_month_raises_twenty_questions_at_most_and_none_once_they_are_answered(tmp_path, sample):
    """Each of the four samples, and 15 units with 500 rows of ordinary carelessness; answered, all is quiet.

    Answering may not bring new ones either: a text that is settled is settled for everybody, in July as well.
    """
    workspace = open_workspace(laid_out(tmp_path, sample)) if sample else made_workspace(tmp_path / "县2022")
    period, as_of = (sample.period, sample.as_of) if sample else (PERIOD, AS_OF)
    result = consolidate_workspace(workspace, period, as_of)
    assert 0 < asked(result).total() <= MOST, asked(result)
    answered_all(workspace, result)
    assert asked(consolidate_workspace(workspace, period, as_of)).total() == 0
    if sample is None:
        assert len(result.ledger.entries) > 480
