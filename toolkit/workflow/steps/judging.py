"""Which words of the tables were judged in an earlier run? They are found in the cache, by the words themselves."""

import pickle
from collections.abc import Mapping, Sequence
from contextlib import suppress

from toolkit.consolidation.judged_texts import JudgedTexts, texts_of
from toolkit.model.period import ReportingPeriod
from toolkit.model.scheme import Scheme
from toolkit.model.submission import Submission
from toolkit.workflow.steps import cache
from toolkit.workflow.steps.intake_plan import IntakePlan, rules_mark

# The rooms whose text decides what words are taken for.
ROOMS = ("consolidation", *cache.READING)
KIND = "judged"


class Judging:
    """What is known of the tables' words before a consolidation, and what is kept of it for the next one.

    A table's judgements are kept by its words, the rulebook and the program: by all that they are made from.
    """

    def __init__(
        self, months: Mapping[ReportingPeriod, Sequence[Submission]], scheme: Scheme, plan: IntakePlan
    ) -> None:
        self.texts = JudgedTexts()
        self._memory = cache.Cache(None if plan.fresh else cache.place())
        self._new: dict[bytes, Submission] = {}
        rules = rules_mark(scheme) if self._memory else ""
        # The newest month first: the tables of a year repeat their projects, and what is known need not be brought.
        for period in sorted(months, reverse=True) if self._memory else ():
            asked = [one for one in months[period] if one.projects and self.texts.lacks(one)]
            tables = {cache.key_of(repr(texts_of(one)).encode(), KIND, rules, rooms=ROOMS): one for one in asked}
            found = self._memory.get(list(tables))
            for key, table in tables.items():
                with suppress(Exception):  # a damaged entry is no entry
                    self.texts.hear(table, found[key], scheme)
                    continue
                self._new[key] = table

    def keep(self) -> None:
        """Keep what was judged now; a table is kept that was not known before."""
        kept = [(key, pickle.dumps(self.texts.kept(one), pickle.HIGHEST_PROTOCOL)) for key, one in self._new.items()]
        self._memory.put(kept)
