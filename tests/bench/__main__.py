"""How fast is it here? ``python -m tests.bench`` measures, prints tables and, with ``--write``, keeps them."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench import growth, measure, paper, projects, report, sloppy, startup, twins
from tests.bench.groups import GROUPS, Group

OTHERS = {
    "startup": startup.sections,
    "growth": growth.sections,
    "duplicates": twins.sections,
    "projects": projects.sections,
    "questions": sloppy.sections,
}


def main() -> None:
    """Measure the groups asked for; all of them where none is named."""
    asked = _arguments()
    asked.corpora.mkdir(parents=True, exist_ok=True)
    if asked.groups == ["paper"]:
        paper.renew()
        return
    groups = {group.key: group for group in GROUPS}
    for key in asked.groups or [*groups, *OTHERS]:
        if key in groups:
            made = {key: measured(groups[key], asked.corpora, asked.rounds, asked.size)}
        else:
            made = OTHERS[key](asked)
        for text in made.values():
            print(text, flush=True)  # noqa: T201 - this is its answer
        if asked.write:
            report.write(made)


def measured(group: Group, corpora: Path, rounds: int, size: float) -> str:
    """Return a group's section: one round for memory, then rounds for time, the programs taking turns."""
    say(f"{group.key}: corpus")
    calls = group.calls(corpora, size)
    memory = {}
    for label, call in calls.items():
        say(f"{group.key}: memory of {label}")
        memory[label] = measure.run(call, watched=True)
    timed: list[dict[str, measure.Measured]] = []
    for number in range(rounds):
        labels = list(calls)
        # Each round begins with another program, so that none always follows the same one.
        turn = labels[number % len(labels) :] + labels[: number % len(labels)]
        timed.append({})
        for label in turn:
            say(f"{group.key}: round {number + 1} of {rounds}, {label}")
            timed[-1][label] = measure.run(calls[label])
    return report.section(group.key, group.title, rounds, size, report.table(group, timed, memory))


def say(what: str) -> None:
    """Tell whoever waits where it is."""
    print(what, file=sys.stderr, flush=True)  # noqa: T201 - beside the answer


def _arguments(typed: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    known = [*(group.key for group in GROUPS), *OTHERS, "paper"]
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"{', '.join(known)}; all but paper by default")
    parser.add_argument("--rounds", type=int, default=7, help="timed rounds (7)")
    parser.add_argument("--size", type=float, default=1.0, help="share of each corpus, for a quick look (1)")
    parser.add_argument("--up-to", type=int, default=4_000, help="growth: the most workbooks (4000; 40000 on demand)")
    parser.add_argument("--write", action="store_true", help="keep the tables in tests/bench/README.md")
    default = Path(tempfile.gettempdir()) / "zhaoshang-corpora"
    parser.add_argument("--corpora", type=Path, default=default, help="where corpora are kept (the temporary folder)")
    asked = parser.parse_args(typed)
    if unknown := set(asked.groups) - set(known):
        parser.error(f"no such group: {', '.join(sorted(unknown))}")
    return asked


if __name__ == "__main__":
    main()
