"""How do measurements read? A Markdown table for each group, kept between two marks of README.md."""

import os
import platform
import re
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median

from tests.bench.groups import CALAMINE, Goal, Group
from tests.bench.measure import Measured

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- results: written by python -m tests.bench, not by hand -->", "<!-- end of results -->"
LIBRARIES = ("python-calamine", "pandas", "openpyxl", "xlsxwriter", "docxtpl", "xlrd")
MIB = 1 << 20


def machine() -> str:
    """Return processor, cores, memory and versions; nothing that names the machine."""
    info = Path("/proc/cpuinfo").read_text()
    named = re.search(r"model name\s*:\s*(.+)", info)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    parts = (
        named[1].strip() if named else platform.machine(),
        f"{os.cpu_count()} cores",
        f"{memory:.0f} GiB",
        f"{platform.system()}, Python {platform.python_version()}",
        ", ".join(f"{name} {version(name)}" for name in LIBRARIES),
    )
    return "; ".join(parts)


def table(group: Group, rounds: Sequence[Mapping[str, Measured]], memory: Mapping[str, Measured]) -> str:
    """Return a group's table: seconds, seconds of work on all cores, ratios round by round, memory."""
    first = group.programs[0].label
    lines = [
        f"| program | seconds | processor seconds | × {plain(first)} | ours is faster | peak memory, MiB |",
        "|---|---|---|---|---|---|",
    ]
    for one in group.programs:
        seconds = [measured[one.label].seconds for measured in rounds]
        ratios = [measured[one.label].seconds / measured[first].seconds for measured in rounds]
        faster = [measured[one.label].seconds / measured[group.ours].seconds for measured in rounds]
        work = spread([measured[one.label].work for measured in rounds])
        ours = "" if one.module == "ours" or one is CALAMINE else f"{spread(faster)} ×"
        peak = f"{memory[one.label].peak / MIB:.0f}"
        lines.append(f"| {one.label} | {spread(seconds)} | {work} | {spread(ratios)} | {ours} | {peak} |")
    said = memory[group.ours].facts
    lines += ["", "What ours made: " + ", ".join(f"{value:,} {name}" for name, value in said.items()) + "."]
    lines += [""] + [goal_reached(one, rounds) for one in group.goals] if group.goals else []
    return "\n".join(lines)


def goal_reached(goal: Goal, rounds: Sequence[Mapping[str, Measured]]) -> str:
    """Return a line that says whether a goal is reached, by wall seconds of each round and by processor seconds."""
    pairs = [(measured[goal.label], measured[goal.against]) for measured in rounds]
    seconds = [one.seconds / other.seconds for one, other in pairs]
    work = [one.work / other.work for one, other in pairs]
    said = "reached" if median(seconds) <= goal.most else "not reached"
    names = f"{plain(goal.label)} ≤ {goal.most:.3g} × {plain(goal.against)}"
    return f"- Goal: {names}: {spread(seconds)}, {said}; in processor seconds {spread(work)}."


def plain(label: str) -> str:
    """Return a label without what makes it bold."""
    return label.strip("*")


def spread(values: Sequence[float]) -> str:
    """Return median, least and most: ``1.42 (1.38–1.57)``.

    >>> spread([1.0, 2.5, 1.2])
    '1.20 (1.00–2.50)'
    """
    digits = 1 if median(values) >= 20 else 2 if median(values) >= 0.1 else 3
    return f"{median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def section(key: str, title: str, rounds: int, size: float, body: str) -> str:
    """Return a group's section: title, when and how it was measured, table."""
    scale = "" if size == 1 else f"; **{size:g} of the size that the title says**"
    how = f"{date.today().isoformat()}, {rounds} {'round' if rounds == 1 else 'rounds'}{scale}; {machine()}"
    return f"### {key}: {title}\n\n{how}\n\n{body}\n"


def write(sections: Mapping[str, str]) -> None:
    """Put sections into README.md between the marks; those of other groups stay."""
    text = README.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    kept, _, after = rest.partition(END)
    old = {part.partition(":")[0]: f"### {part}" for part in kept.strip().split("### ")[1:]}
    joined = "\n".join(part.strip() + "\n" for part in (old | dict(sections)).values())
    README.write_text(f"{before}{BEGIN}\n\n{joined}\n{END}{after}", "utf-8")
