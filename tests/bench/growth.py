"""Does the work grow like the heap of workbooks, and no faster? The whole job at one size after the other."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from math import log
from pathlib import Path

from tests.bench import measure, report
from tests.bench.corpora import CORPORA, made

PLOT = Path(__file__).with_name("growth.svg")
STEPS = (500, 2_000, 8_000, 40_000)
# label: (program, the most workbooks of 100 rows that it can do)
WAYS = {
    # One ledger is one sheet, and a sheet has 1 048 576 rows.
    "one county, one master": ("to_master", 10_000),
    "county by county, 500 workbooks each": ("to_province", max(STEPS)),
}
Point = tuple[int, measure.Measured]


def sections(asked: argparse.Namespace) -> dict[str, str]:
    """Return the section, and draw the plot if results are kept."""
    series = measured(asked.corpora, asked.up_to, asked.size)
    body = "\n\n".join(f"**{label}**\n\n{table(points)}" for label, points in series.items())
    if asked.write:
        draw(series, PLOT)
        body += f"\n\n![Seconds and memory by number of workbooks]({PLOT.name})"
    title = "The whole job at one size after the other (100 rows in each workbook)"
    return {"growth": report.section("growth", title, 1, asked.size, body)}


def measured(corpora: Path, most: int, size: float) -> dict[str, list[Point]]:
    """Return time and memory at each size up to ``most``, both ways, measured in one run each."""
    province = next(one for one in CORPORA if one.by_county)
    series: dict[str, list[Point]] = {label: [] for label in WAYS}
    for step in STEPS:
        corpus = replace(province, files=max(2, round(step * size)))
        for label, (program, limit) in WAYS.items():
            if step <= min(most, limit):
                call = measure.Call("ours", program, made(corpus, corpora), 0)
                series[label].append((corpus.files, measure.run(call, watched=True)))
    return series


def table(points: Sequence[Point]) -> str:
    """Return the points as a table; the exponent is 1 where twice the workbooks make twice the work."""
    lines = [
        "| workbooks | ledger rows | seconds | ms each | processor seconds | their exponent | peak memory, MiB |",
        "|---|---|---|---|---|---|---|",
    ]
    exponents = [""]
    for (fewer, before), (more, after) in pairwise(points):
        exponents.append(f"{log(after.work / before.work) / log(more / fewer):.2f}")
    for (files, one), exponent in zip(points, exponents, strict=False):
        each = 1000 * one.seconds / files
        took = (f"{one.seconds:.1f}", f"{each:.1f}", f"{one.work:.1f}", exponent)
        cells = (f"{files:,}", f"{one.facts['rows']:,}", *took, f"{one.peak / report.MIB:.0f}")
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def draw(series: Mapping[str, Sequence[Point]], out: Path) -> None:
    """Draw seconds and memory over workbooks; a dotted line through each first point is what linear would be."""
    import matplotlib as mpl

    mpl.use("svg")
    # The same measurements give the same bytes, and letters stay letters.
    mpl.rcParams.update({"svg.hashsalt": "growth", "svg.fonttype": "none"})
    from matplotlib import pyplot as plt
    from matplotlib.ticker import MultipleLocator, StrMethodFormatter

    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
    for label, points in series.items():
        if points:
            files, seconds = [count for count, _ in points], [one.seconds for _, one in points]
            (line,) = left.plot(files, seconds, "o-", label=label)
            left.plot(files, [seconds[0] * count / files[0] for count in files], ":", color=line.get_color())
            right.plot(files, [one.peak / report.MIB for _, one in points], "o-", color=line.get_color())
    left.set(xlabel="workbooks", ylabel="seconds (dotted: linear)", xlim=(0, None), ylim=(0, None))
    left.legend(frameon=False, loc="lower right")
    right.set(xlabel="workbooks", ylabel="peak memory, MiB", xlim=(0, None), ylim=(0, None))
    for axes in (left, right):
        axes.xaxis.set_major_locator(MultipleLocator(max(500, left.get_xlim()[1] // 4 // 500 * 500)))
        axes.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    figure.savefig(out, metadata={"Date": None, "Creator": None})
    plt.close(figure)
