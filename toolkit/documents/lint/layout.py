"""Is the page set up as GB/T 9704-2012 demands: 版心, 22 lines of 28 characters, page numbers?"""

from collections import Counter
from collections.abc import Iterator

from toolkit.documents.lint.draft import Draft, Setting, Sheet
from toolkit.model.cells import CellRef
from toolkit.model.findings import Finding, found

_WIDTH, _HEIGHT = 156, 225  # the 版心 in mm (5.1.2)
_LINES, _CHARACTERS = 22, 28  # 5.2.3
_TWIPS_PER_MM = 1440 / 25.4


def page(draft: Draft) -> Iterator[Finding]:
    """A4 with 天头 37 ± 1 mm, 订口 28 ± 1 mm and a 版心 of 156 × 225 mm (5.1.2), in every section."""
    if draft.is_form:
        return
    if draft.sheets and not draft.sheets[0].upright:
        yield found("first_page_lies", CellRef(draft.file))
    yield from _papers(draft)
    for sheet in dict.fromkeys(draft.sheets):
        width, height = (sheet.width, sheet.height) if sheet.upright else (sheet.height, sheet.width)
        if abs(width - _WIDTH) > 1.5 or abs(height - _HEIGHT) > 6:
            # 34.6 mm above and 32.6 mm below is another accepted reading: the white edge is measured to the ink.
            yield found("page_margins", CellRef(draft.file), width=f"{width:.0f}", height=f"{height:.0f}")


def _papers(draft: Draft) -> Iterator[Finding]:
    """Paper and place of the text block of each section that differs; a block of another size is told apart."""
    seen: set[Sheet] = set()
    for number, sheet in enumerate(draft.sheets, 1):
        if sheet in seen:
            continue
        seen.add(sheet)
        short, long = sorted(sheet.paper)
        if abs(short - 210) > 1 or abs(long - 297) > 1:
            details = {"width": f"{sheet.paper[0]:.0f}", "height": f"{sheet.paper[1]:.0f}"}
            yield found("paper_size", CellRef(draft.file), number=number, **details)
            continue
        top, _, left, right = sheet.margins
        # A page that lies is turned to the left: its head is at the right, its binding edge on top.
        head, bound = (top, left) if sheet.upright else (right, top)
        right_size = (
            abs(min(sheet.width, sheet.height) - _WIDTH) <= 1.5 and abs(max(sheet.width, sheet.height) - _HEIGHT) <= 6
        )
        if right_size and (not 34 <= head <= 38.5 or abs(bound - 28) > 1.2):
            yield found("page_place", CellRef(draft.file), number=number, top=f"{head:.0f}", left=f"{bound:.0f}")


def body(draft: Draft) -> Iterator[Finding]:
    """22 lines of 28 characters (5.2.3), counted from the setting that most body paragraphs have."""
    if not draft.settings or not draft.sheets or draft.is_form:
        return
    setting = Counter(setting for _, setting in draft.settings).most_common(1)[0][0]
    sheet = next((sheet for sheet in draft.sheets if sheet.upright), draft.sheets[0])
    lines, characters = _lines(setting, sheet), _characters(setting, sheet)
    if lines != _LINES or characters != _CHARACTERS:
        yield found(
            "body_setting",
            CellRef(draft.file),
            lines=f"{lines}行" if lines else "行数不定（行距不是固定值）",
            characters=f"{characters}字",
        )


def _lines(setting: Setting, sheet: Sheet) -> int:
    pitch = setting.line or sheet.grid_line
    return int((sheet.height * _TWIPS_PER_MM + 1) // pitch) if pitch else 0


def _characters(setting: Setting, sheet: Sheet) -> int:
    if sheet.grid_line and not sheet.grid_lines_only:
        return _CHARACTERS if abs(sheet.width - _WIDTH) < 2 else 0  # a grid of lines and characters sets the count
    each = setting.size * 20 + setting.spacing
    # The tightening counts after each character but the last.
    return int((sheet.width * _TWIPS_PER_MM - setting.spacing + 1) // each) if each > 0 else 0


def page_numbers(draft: Draft) -> Iterator[Finding]:
    """Page numbers stand at the outer side: right on odd pages, left on even ones (7.5)."""
    if draft.is_form:
        return
    what = {"无": "没有页码", "单一": "单页和双页的页码没有分开设置"}.get(draft.page_numbers)
    if what:
        yield found("page_numbers", CellRef(draft.file), what=what)
