"""What does the month look like on a phone? 一图读懂: figures, who is ahead and behind, the trend, what waits."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from toolkit.documents.picture.drawing import (
    BLUE,
    INK,
    LINE,
    MARGIN,
    NAVY,
    ORANGE,
    PALE,
    QUIET,
    SHADES,
    WIDTH,
    Canvas,
    Part,
    chinese_font,
    drawn,
    points,
    wrapped,
)
from toolkit.files.saving import save
from toolkit.model import figures, leader
from toolkit.model.ledger import Consolidation, Variance

NAME = "一图读懂"
_CARDS, _BARS = 4, 16
_CARD_HIGH, _GAP = 220, 24
_LONG = 34  # letters of a heading that fit in its usual size
_MARKS = {"green": "▲", "yellow": "●", "red": "▼"}


def write_picture(result: Consolidation, slightly: int, out: Path) -> Path:
    """Draw the month as one PNG, 1080 pixels wide, and return where it went.

    ``slightly`` is how many points behind 序时进度 are still yellow.  Raises ``ToolkitError`` where the library or a
    Chinese font is missing.
    """
    font = chinese_font()
    return save(drawn(list(_parts(result, slightly)), font), out)


def _parts(result: Consolidation, slightly: int) -> Iterator[Part]:
    yield Part(190, partial(_head, result))
    shown = _headlines(result)
    for first in range(0, len(shown), 2):
        yield Part(_CARD_HIGH + _GAP, partial(_cards, result, shown[first : first + 2], slightly))
    ahead, behind = leader.placed(result)
    for word, placed, shade in (("超进度", ahead, "green"), ("欠进度", behind, "red")):
        if placed:
            told = [one.in_words for one in placed[: leader.PLACES]]
            yield _told(f"{_MARKS[shade]} {word} {len(placed)} 个", told, SHADES[shade])
    everybody = [*ahead, *reversed(behind)]
    if placed := _bars_of(everybody):
        left_out = f"；共{len(everybody)}个，画出前后各{_BARS // 2}个" if len(placed) < len(everybody) else ""
        title = f"{_leading_name(result)}：超（欠）进度（百分点，橙线为序时进度{left_out}）"
        yield Part(110 + 46 * len(placed), partial(_bars, title, placed, slightly))
    if len(trend := _trend(result)) > 1:
        yield Part(460, partial(_trend_chart, shown[0].indicator.name, trend))
    yield _told("未报、待定、要定的", list(_open(result)), NAVY)
    yield Part(70, partial(_foot, result))


def _headlines(result: Consolidation) -> list[Variance]:
    """Return the figures that are shown: those of the target table first, as on 总览."""
    order = [one.id for one in result.scheme.row_indicators] if result.standings else []
    known = {one.indicator.id: one for one in result.county}
    keys = dict.fromkeys([*(key for key in order if key in known), *known])
    return [known[key] for key in keys][:_CARDS]


def _leading_name(result: Consolidation) -> str:
    indicator = leader.leading(result)
    return indicator.name if indicator else "各指标"


def _shade(variance: Variance, slightly: int) -> str:
    if variance.indicator.is_growth and variance.difference is not None:
        return "green" if variance.difference >= 0 else "red"
    if variance.ahead is None:
        return ""
    return _shade_of(variance.ahead, slightly)


def _shade_of(ahead: float, slightly: int) -> str:
    return "green" if ahead >= 0 else "yellow" if round(ahead, 6) >= -slightly / 100 else "red"


def _head(result: Consolidation, canvas: Canvas, top: int) -> None:
    canvas.box(0, top, WIDTH, 160, NAVY)
    title = f"{result.scheme.jurisdiction}{result.period.label}招商引资"
    canvas.text(MARGIN, top + 60, title, 48, "white", weight="bold")
    day, (passed, whole) = result.as_of, result.elapsed
    said = f"{result.scheme.office}　{day.year}年{day.month}月{day.day}日　序时进度{figures.rate(passed / whole)}"
    canvas.text(MARGIN, top + 122, said, 28, "white")


def _cards(result: Consolidation, shown: Sequence[Variance], slightly: int, canvas: Canvas, top: int) -> None:
    wide = (WIDTH - 2 * MARGIN - _GAP) // 2
    for number, variance in enumerate(shown):
        left = MARGIN + number * (wide + _GAP)
        shade = _shade(variance, slightly)
        canvas.box(left, top, wide, _CARD_HIGH, PALE)
        canvas.box(left, top, 10, _CARD_HIGH, SHADES.get(shade, QUIET))
        indicator = variance.indicator
        canvas.text(left + 30, top + 34, f"{indicator.name}（{indicator.unit}）", 26, NAVY)
        canvas.text(left + 30, top + 96, figures.actual_in_unit(variance), 58, NAVY, weight="bold")
        goal = "" if variance.target is None else f"目标 {figures.in_unit(variance.target, indicator)}"
        canvas.text(left + wide - 24, top + 104, goal, 26, QUIET, ha="right")
        if variance.completion is not None:
            far = figures.short_pace(variance.ahead)
            pace = "" if variance.ahead is None else f"　{far}{'' if far == '持平' else '个百分点'}"
            mark = _MARKS.get(shade, "")
            said = f"{mark}完成{figures.rate(variance.completion)}{pace}"
            canvas.text(left + 30, top + 152, said, 27, SHADES.get(shade, INK))
        elif indicator.is_growth and variance.difference is not None:
            over = "高于" if variance.difference >= 0 else "低于"
            said = f"{_MARKS[shade]}{over}目标{abs(figures.points(variance.difference))}个百分点"
            canvas.text(left + 30, top + 152, said, 27, SHADES[shade])
        canvas.text(left + 30, top + 192, _moved(result, variance), 24, QUIET)


def _moved(result: Consolidation, variance: Variance) -> str:
    indicator, former = variance.indicator, leader.before(result, variance.indicator)
    if former is None or variance.actual is None:
        return "上月没有数" if former is None else ""
    if indicator.unit == "%":
        return f"比上月 {figures.signed_points(variance.actual - former)}个百分点"
    said = f"比上月 {figures.signed(variance.actual - former, indicator)}"
    if variance.target and not indicator.is_growth:
        said += f"，{figures.signed_points((variance.actual - former) / variance.target)}个百分点"
    return said


def _told(title: str, lines: Sequence[str], colour: str) -> Part:
    """Return a heading with lines below it, each wrapped."""
    size, high = 26, 38
    told = [wrapped(line, WIDTH - 2 * MARGIN - 24, size) for line in lines]
    rows = sum(map(len, told))
    return Part(70 + high * rows + 10 * len(told) + 10, partial(_draw_told, (title, colour, size, high), told))


def _draw_told(look: tuple[str, str, int, int], told: Sequence[Sequence[str]], canvas: Canvas, top: int) -> None:
    title, colour, size, high = look
    canvas.text(MARGIN, top + 30, title, 32, colour, weight="bold")
    y = top + 70 + high / 2
    for lines in told:
        for number, line in enumerate(lines):
            canvas.text(MARGIN + 24, y, line, size, INK if number == 0 else "#404040")
            y += high
        y += 10


def _bars_of(placed: Sequence[leader.Placed]) -> list[leader.Placed]:
    """Return the places that are drawn: all, or the first and the last."""
    if len(placed) <= _BARS:
        return list(placed)
    return [*placed[: _BARS // 2], *placed[-_BARS // 2 :]]


def _bars(title: str, placed: Sequence[leader.Placed], slightly: int, canvas: Canvas, top: int) -> None:
    """Draw how far each is from 序时进度, which is the line in the middle; names stand whole on the left."""
    canvas.text(MARGIN, top + 30, title, 30 if len(title) < _LONG else 24, NAVY, weight="bold")
    longest = max(len(one.label) for one in placed)
    size = 24 if longest <= 18 else 20
    names = min(WIDTH // 2, size * longest + 16)
    chart = canvas.chart(MARGIN + names, top + 64, WIDTH - 2 * MARGIN - names, 46 * len(placed))
    values = [100 * one.ahead for one in placed]
    colours = [SHADES[_shade_of(one.ahead, slightly)] for one in placed]
    chart.barh(range(len(placed)), values, color=colours, height=0.6)
    chart.axvline(0, color=ORANGE, linewidth=3)
    room = 0.25 * (max(*values, 0) - min(*values, 0) or 1)
    chart.set_xlim(min(*values, 0) - room, max(*values, 0) + room)
    chart.set_ylim(len(placed) - 0.5, -0.5)
    for number, (one, value) in enumerate(zip(placed, values, strict=True)):
        side = "left" if value >= 0 else "right"
        said = figures.short_pace(one.ahead)
        chart.annotate(
            said,
            (value, number),
            xytext=(6 if value >= 0 else -6, 0),
            textcoords="offset points",
            ha=side,
            va="center",
            fontsize=points(22),
            color=INK,
        )
        canvas.text(MARGIN + names - 12, top + 64 + 46 * (number + 0.5), one.label, size, INK, ha="right")
    chart.set_axis_off()


def _trend(result: Consolidation) -> list[tuple[str, float, float]]:
    """Return month, completion and 序时进度 of the first figure, of each month that is known."""
    shown = _headlines(result)
    if not shown or not shown[0].target or shown[0].indicator.is_ratio:
        return []
    variance = shown[0]
    id = variance.indicator.id
    found = []
    for one in result.months:
        figure = variance.actual if one.period == result.period else one.figures.get(id)
        target = one.targets.get(id) or variance.target
        if figure is not None and target:
            own = variance.indicator.due if one.period == result.period else None
            passed, whole = own or one.elapsed
            found.append((f"{one.period.month}月", figure / target, passed / whole))
    return found


def _trend_chart(name: str, trend: Sequence[tuple[str, float, float]], canvas: Canvas, top: int) -> None:
    canvas.text(MARGIN, top + 30, f"{name}：各月完成率与序时进度", 30, NAVY, weight="bold")
    chart = canvas.chart(MARGIN + 70, top + 80, WIDTH - 2 * MARGIN - 110, 300)
    months, places = [month for month, _, _ in trend], range(len(trend))
    chart.plot(places, [100 * due for _, _, due in trend], color=ORANGE, linewidth=3, linestyle="--", label="序时进度")
    chart.plot(places, [100 * rate for _, rate, _ in trend], color=BLUE, linewidth=4, marker="o", ms=11, label="完成率")
    for place, (_, rate, _) in zip(places, trend, strict=True):
        chart.annotate(
            figures.rate(rate),
            (place, 100 * rate),
            xytext=(0, 12),
            textcoords="offset points",
            ha="center",
            fontsize=points(24),
            color=BLUE,
        )
    highest = 100 * max(max(rate, due) for _, rate, due in trend)
    chart.set_ylim(0, 1.25 * highest or 1)
    chart.set_xlim(-0.3, len(trend) - 0.7)
    chart.set_xticks(list(places), months, fontsize=points(24))
    chart.tick_params(axis="y", labelsize=points(22), length=0)
    chart.yaxis.set_major_formatter("{x:.0f}%")
    chart.grid(axis="y", color=LINE)
    chart.spines[["top", "right", "left"]].set_visible(False)
    chart.legend(loc="upper left", fontsize=points(24), frameon=False, ncols=2)


def _open(result: Consolidation) -> Iterator[str]:
    missing = leader.missing(result)
    carried = leader.carried_count(result.timeliness)
    own = f"。其中{carried}" if carried else ""
    yield f"未报 {len(missing)} 个单位：{'、'.join(missing)}{own}" if missing else f"各单位都已报送{own}。"
    back = [line.unit for line in result.timeliness if line.is_returned]
    if back:
        yield f"退回修改 {sum(line.returned_rows for line in result.timeliness)} 个项目：{'、'.join(back)}"
    count, words = leader.waiting(result)
    yield f"待裁定 {count} 项：{words}" if count else "没有待裁定的。"
    count, words = leader.to_decide(result)
    if count:
        yield f"提请研究 {count} 项：{words}"


def _foot(result: Consolidation, canvas: Canvas, top: int) -> None:
    source = result.issued_as or "未定稿"
    canvas.text(WIDTH / 2, top + 32, f"{source}　数据来自各单位统计表，见汇总表", 22, QUIET, ha="center")
