"""Does the rendered page meet GB/T 9704-2012?  Every template, as LibreOffice prints it, measured on the PDF."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.notices import HEAD, samples
from tests.pages import Page, need_fonts, rendered
from toolkit.documents.notices.kinds import KINDS, write_notice

pytestmark = pytest.mark.office

TEMPLATES = Path(__file__).parents[2] / "templates"
LETTERS = ("退回修改通知", "约谈通知", "会议通知", "经费预算申请函", "报销函")
LYING = ("目标任务下达通知", "进度通报")
# The 版心: 156 × 225 mm, 28 mm from the left edge of the paper and 37 mm from its upper edge.
LEFT, RIGHT, TOP, BOTTOM = 28, 184, 37, 262
CHARACTER = 14 / 72 * 25.4  # one character of a page number
FILLER = "招商引资工作全面提速" * 200
ISSUERS = {"短": "鹿寨县招商局", "长": "某某壮族自治区某某市鹿寨县投资促进委员会办公室"}


@pytest.fixture(scope="module")
def pages(luzhai, tmp_path_factory) -> dict[str, list[Page]]:
    """The pages of a notice of each kind, of one that fills pages (满), and of heads and signatures of other lengths."""
    need_fonts()
    folder = tmp_path_factory.mktemp("公文")
    notices = samples(luzhai)
    wanted = {kind: (kind, notice) for kind, notice in notices.items()}
    for kind, notice in notices.items():
        wanted[f"{kind}满"] = (kind, _filled(notice))
    for length, issuer in ISSUERS.items():
        for kind in ("督查通报", "会议通知"):
            notice = notices[kind]
            wanted[f"{kind}{length}"] = (kind, replace(notice, head=replace(notice.head, issuer=issuer)))
    for length, issuer in {**ISSUERS, "等": "招商局"}.items():
        head = replace(notices["督查通报"].head, issuer=issuer, sealed=False, issued_on=date(2022, 12, 30))
        wanted[f"不盖章{length}"] = ("督查通报", replace(notices["督查通报"], head=head))
    files = [
        write_notice(notice, TEMPLATES / f"{kind}.docx", folder / f"{name}.docx")
        for name, (kind, notice) in wanted.items()
    ]
    return rendered(files, folder / "pdf")


def _full_lines(page: Page):
    return [line for line in page.lines if set(line.text) <= set(FILLER) and near(line.left, LEFT, 1)]


def _filled(notice):
    if hasattr(notice, "head"):
        return replace(notice, head=replace(notice.head, remarks=(FILLER,)))
    return replace(notice, document_title=FILLER)


def near(value: float, wanted: float, tolerance: float = 0.5) -> bool:
    """Tell whether a length is what it should be, within half a millimetre."""
    return abs(value - wanted) <= tolerance


@pytest.mark.parametrize("kind", KINDS)
def test_a_body_page_has_22_lines_of_28_characters(pages, kind):
    """GB/T 9704 5.2.3: 每面排22行，每行排28个字，并撑满版心 (156 × 225 mm)."""
    page = max(pages[f"{kind}满"], key=lambda page: len(_full_lines(page)))
    body = [line for line in page.lines if round(line.size) == 16]
    full = _full_lines(page)
    assert len(full) == len(body) == 22
    assert {len(line.text) for line in full} == {28}
    assert all(near(line.left, LEFT) and near(line.right, RIGHT) for line in full)
    pitch = (body[-1].baseline - body[0].baseline) / 21
    assert near(pitch * 22, BOTTOM - TOP)
    assert near(body[0].baseline - pitch * 0.8, TOP)
    assert body[0].top > TOP and body[-1].bottom < BOTTOM


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_number_stands_7_mm_below_odd_right_even_left(pages, kind):
    """GB/T 9704 7.5: a dash each side, 7 mm below the 版心, odd pages one character from the right, even from the left."""
    numbered = [page for page in pages[f"{kind}满"] if page.height > page.width]
    if kind in LETTERS:
        assert numbered[0].dash is None, "10.1: 首页不显示页码"
        numbered = numbered[1:]
    assert len(numbered) >= 3
    for page in numbered:
        left, right, height = page.dash
        assert near(height, BOTTOM + 7, 1)
        assert near(right, RIGHT - CHARACTER) if page.number % 2 else near(left, LEFT + CHARACTER)


@pytest.mark.parametrize("kind", KINDS)
def test_the_title_is_set_in_22_points_and_its_lines_are_no_rectangle(pages, kind):
    """GB/T 9704 7.3.1: 2号小标宋体字, centred, each line at most as wide as the 版心."""
    titles = [line for line in pages[kind][0].lines if round(line.size) == 22]
    assert titles
    for line in titles:
        assert near((line.left + line.right) / 2, (LEFT + RIGHT) / 2, 1)
        assert line.left >= LEFT and line.right <= RIGHT


@pytest.mark.parametrize("name", [*(kind for kind in KINDS if kind not in LETTERS), "督查通报短", "督查通报长"])
def test_the_mark_stands_35_mm_below_the_top_and_the_rule_4_mm_under_the_number(pages, name):
    """GB/T 9704 7.2.4, 7.2.7, 10.3: mark 35 mm below the 版心's upper edge; a red rule as wide as the 版心, 4 mm under."""
    page = pages[name][0]
    mark = page.lines[0]
    assert near(mark.top, TOP + 35)
    assert mark.left >= LEFT and mark.right <= RIGHT
    rule = page.rules[0]
    assert rule.red
    assert near(rule.left, LEFT) and near(rule.right, RIGHT)
    number = max((line for line in page.lines if line.bottom < rule.top), key=lambda line: line.bottom)
    assert near(rule.top - number.bottom, 4)


@pytest.mark.parametrize("name", [*LETTERS, "会议通知短", "会议通知长"])
def test_a_letter_has_its_mark_30_mm_down_and_two_double_rules(pages, name):
    """GB/T 9704 10.1: 上边缘至上页边为30 mm; red double rules of 170 mm, 4 mm below it and 20 mm above the paper's edge."""
    page = pages[name][0]
    mark = page.lines[0]
    assert near(mark.top, 30)
    red = [rule for rule in page.rules if rule.red]
    assert all(near(rule.right - rule.left, 170) and near(rule.left, 20) for rule in red)
    upper = [rule for rule in red if rule.top < 100]
    lower = [rule for rule in red if rule.top > 100]
    assert near(upper[0].top - mark.bottom, 4)
    assert near(297 - lower[0].top, 20)
    thickness = [rule.bottom - rule.top for rule in (upper[0], upper[-1], lower[0], lower[-1])]
    assert thickness[0] > thickness[1] and thickness[2] > thickness[3], "LibreOffice draws both 上粗下细"
    number = page.lines[1]
    assert number.text.startswith("鹿投促办函") and near(number.right, RIGHT)
    assert near(number.top - upper[-1].bottom, 16 * 7 / 8 / 72 * 25.4)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in LETTERS])
@pytest.mark.parametrize("length", ["", "满"])
def test_the_imprints_last_rule_is_the_bottom_of_the_last_page(pages, kind, length):
    """GB/T 9704 7.4.1: first and last rule 0.35 mm, middle 0.25 mm, the last one on the last page's 版心's lower edge."""
    page = pages[f"{kind}{length}"][-1]
    rules = [rule for rule in page.rules if not rule.red and near(rule.right - rule.left, RIGHT - LEFT)]
    assert near(rules[-1].bottom, BOTTOM)
    assert near(rules[-1].bottom - rules[-1].top, 0.35, 0.03)
    assert page.lines[-2].text.endswith("印发")
    if kind != "催报通知":
        first, middle = rules[-3:-1]
        assert near(first.bottom - first.top, 0.35, 0.03)
        assert near(middle.bottom - middle.top, 0.25, 0.03)
        copies = next(line for line in page.lines if line.text.startswith("抄送："))
        assert first.bottom < copies.top and middle.top < page.lines[-2].top


@pytest.mark.parametrize("kind", LYING)
def test_a_table_lying_across_keeps_the_page_number_where_it_was(pages, kind):
    """GB/T 9704 7.3.7: the sheet is turned, so the number stands 7 mm left of the text, a quarter turned, odd at the lower end."""
    lying = [page for page in pages[kind] if page.width > page.height]
    assert len(lying) >= 2
    for page in lying:
        assert page.turned.replace(" ", "") == f"—{page.number}—"
        left, right, top, bottom = page.turned_box
        assert near((left + right) / 2, 35 - 7, 1)
        assert near(bottom, 210 - 26 - CHARACTER) if page.number % 2 else near(top, 28 + CHARACTER)
        assert all(line.left >= 35 and line.right <= 297 - 37 for line in page.lines)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("会议纪要", "招商专报")])
def test_with_a_seal_the_date_ends_4_characters_from_the_right_under_the_name(pages, kind):
    """GB/T 9704 7.3.5.1: the date 右空四字, the name centred above it; the page holds text of the body too."""
    page, name, day = _signature(pages[kind], HEAD.issuer)
    assert near(RIGHT - day.right, 4 * 5.56, 1)
    assert near((name.left + name.right) / 2, (day.left + day.right) / 2, 3.5)
    assert [line for line in page.lines if line.bottom < name.top and round(line.size) == 16]


@pytest.mark.parametrize("length", ["短", "长", "等"])
def test_without_a_seal_the_date_hangs_on_the_name(pages, length):
    """GB/T 9704 7.3.5.2: the date's first character 2 right of the name's; what is longer ends 2 characters from the right."""
    issuer = {**ISSUERS, "等": "招商局"}[length]
    _, name, day = _signature(pages[f"不盖章{length}"], issuer)
    assert near(day.left - name.left, 2 * 5.56)
    # LibreOffice sets a gap between digits and characters although the style says none: a date is one character wider.
    longer, tolerance = (name, 1) if length == "长" else (day, 6)
    assert near(RIGHT - longer.right, 2 * 5.56, tolerance)


def _signature(pages: list[Page], issuer: str):
    for page in pages:
        for name, day in zip(page.lines, page.lines[1:], strict=False):
            if (
                name.text == issuer
                and day.text.endswith("日")
                and round(name.size) == 16
                and page.lines.index(name) > 0
            ):
                return page, name, day
    raise AssertionError("no signature found")
