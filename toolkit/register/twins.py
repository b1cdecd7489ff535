"""As which project did a person settle another one? What stands in two tables is one, and its kept row counts."""

from collections.abc import Callable, Iterable, Mapping

from toolkit.model.decisions import KEEP, Decision, pair_id
from toolkit.model.names import plain
from toolkit.register.threads import Thread


def settled_twins(threads: Iterable[Thread], answers: Mapping[str, Decision]) -> Callable[[Thread], Thread | None]:
    """Return a function that finds the project that a person kept (保留) instead of the given one, or ``None``.

    Only projects that share a name, a firm or a telephone were ever asked about.
    """
    if not any(one.answer.startswith(KEEP) for one in answers.values()):
        return lambda _: None
    shared: dict[str, list[Thread]] = {}
    for thread in threads:
        for key in _keys(thread):
            shared.setdefault(key, []).append(thread)

    def twin(thread: Thread) -> Thread | None:
        for key in _keys(thread):
            for other in shared.get(key, ()):
                decision = answers.get(pair_id(thread.origin, other.origin)) if other is not thread else None
                if decision and not other.is_over and keeps(decision.answer, other, thread):
                    return other
        return None

    return twin


def _keys(thread: Thread) -> list[str]:
    return sorted({*thread.names, thread.last.firm, thread.last.project.phone or ""} - {""})


def keeps(answer: str, kept: Thread, other: Thread) -> bool:
    """Tell whether the answer to a 重复 keeps the one of two projects: by its unit, or within one unit by its name."""
    words = answer.removeprefix(KEEP)
    if any(words == unit for _, unit in kept.units) and all(words != unit for _, unit in other.units):
        return True
    told = plain(words)
    return any(name and told.endswith(name) for name in kept.names) and not any(
        name and told.endswith(name) for name in other.names
    )
