"""What was settled of each project, and who went to see it? Decisions, corrections and visits, found by project."""

from collections import defaultdict
from collections.abc import Iterable

from toolkit.model.corrections import CorrectionLine
from toolkit.model.decisions import Decision
from toolkit.model.names import firm, plain
from toolkit.model.register import KnownProject
from toolkit.model.trips import Trip, Visit

Went = tuple[Trip, Visit]


class ToldOfProjects:
    """Finds what is about a project: by its 编号, by any name it had in one of its units, a visit by its firm, too."""

    def __init__(
        self, decisions: Iterable[Decision], corrections: Iterable[CorrectionLine], trips: Iterable[Trip]
    ) -> None:
        self._decisions: dict[str, list[Decision]] = defaultdict(list)
        self._corrections: dict[str, list[CorrectionLine]] = defaultdict(list)
        self._visits: dict[str, list[Went]] = defaultdict(list)
        for one in decisions:
            if one.answer and one.project:
                self._decisions[plain(one.project)].append(one)
        for line in corrections:
            self._corrections[plain(line.project).upper()].append(line)
        for trip in sorted(trips, key=lambda trip: trip.start):
            for visit in trip.visits:
                for key in {firm(visit.firm), plain(visit.project)} - {""}:
                    self._visits[key].append((trip, visit))

    def decisions(self, known: KnownProject) -> list[Decision]:
        """Return the answered questions about a project, each once."""
        found = [one for name in _names(known) for one in self._decisions.get(name, ()) if _is_of(one.unit, known)]
        return list({one.id: one for one in found}.values())

    def corrections(self, known: KnownProject) -> list[CorrectionLine]:
        """Return the lines of 更正 about a project."""
        keys = dict.fromkeys([plain(known.number), *(name.upper() for name in _names(known))])
        return [line for key in keys for line in self._corrections.get(key, ()) if _is_of(line.unit, known)]

    def visits(self, known: KnownProject) -> list[Went]:
        """Return the visits to one of a project's firms, or for the project itself."""
        keys = dict.fromkeys([*(firm(one) for one in known.firms), *_names(known)])
        found = {
            (trip.id, visit.firm, visit.day): (trip, visit) for key in keys for trip, visit in self._visits.get(key, ())
        }
        return sorted(found.values(), key=lambda went: went[0].start)


def _names(known: KnownProject) -> list[str]:
    return list(dict.fromkeys([*map(plain, known.names), known.origin.name]))


def _is_of(unit: str, known: KnownProject) -> bool:
    return not unit or bool({one for _, one in known.units} & set(unit.split("、")))


def in_short(decisions: Iterable[Decision], corrections: Iterable[CorrectionLine]) -> str:
    """``2022-08 TY-1a2b3c4d 同一项目；2022-09起到位资金 0.0678→0.678``, for one cell."""
    words = [f"{one.id} {one.answer}" for one in decisions]
    words += [f"{line.since}起{line.field} {line.was}→{line.value}" for line in corrections if not line.withdrawn]
    return "；".join(words)


def visits_in_short(visits: Iterable[Went]) -> str:
    """``2022-05-10 广州 某公司：推进签约``, one visit after the other."""
    return "；".join(
        f"{visit.day or trip.start} {trip.destination} {visit.firm}" + (f"：{visit.result}" if visit.result else "")
        for trip, visit in visits
    )
