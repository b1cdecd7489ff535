"""Is an unknown column the one that is missing? The nearest field, by its words and by what stands below it."""

from collections.abc import Iterator

from rapidfuzz import fuzz

from toolkit.files.grid import RawSheet
from toolkit.intake.tables.column_contents import Contents, contents, holds_stages
from toolkit.intake.tables.fields import bare, speaks_of
from toolkit.intake.tables.header import Header
from toolkit.intake.values.headings import Span, qualifiers
from toolkit.intake.values.typed import compact
from toolkit.model.expressions import expression
from toolkit.model.known_columns import Field
from toolkit.model.units import units_in

# Of two headings of four signs three are the same: 推进情况 for 进展情况; of 投资强度 and 投资总额 two are.
NEAR = 60.0
SIZE = expression(r"投入|资额|盘子|规模|概算|预算|总价|总额|金额|造价|体量")
NO_SIZE = expression(
    r"到位|完成|固定|流动|计划|率|税|产值|销售|收入|利润|外资|出口|进口|贷款|补贴|奖励|注册|资本金|本月|本年|其中|月均|人均"
)
# A column of provinces may say where the money is from, or where the firm or the project is: it is asked.
OF_A_PLACE = expression(r"(?:所在|所属|来自|企业|公司|投资方)?(?:省份?|省市|省区|地区|地域|区域|所在地|注册地)")
BY_CONTENTS = 70.0  # what stands below it is of one kind only that kind of field has
HOLDS = {"investment_yuan": Contents.NUMBERS, "phone": Contents.PHONES, "moved_in_on": Contents.DAYS}


def proposals(sheet: RawSheet, header: Header, unknown: list[int], missing: list[Field], year: int) -> dict[int, Field]:
    """Return the ``missing`` field that each of the ``unknown`` columns most likely is, as far as one is near.

    A proposal has no effect but its question; each column and each field stands in one of them at most.
    """
    found: dict[int, Field] = {}
    for _, column, field in sorted(_nearness(sheet, header, unknown, missing, year), key=lambda one: (-one[0], one[1])):
        if column not in found and field not in found.values():
            found[column] = field
    return found


def _nearness(
    sheet: RawSheet, header: Header, unknown: list[int], fields: list[Field], year: int
) -> Iterator[tuple[float, int, Field]]:
    for column in unknown:
        holds, heading = contents(sheet, header.last_row, column), bare(header.headings[column])
        for field in fields:
            if not field.base:  # a sum that the county adds up: only what its heading speaks of is near
                if holds in (Contents.NUMBERS, Contents.NOTHING) and _may_be_sum(field, header.headings[column], year):
                    yield BY_CONTENTS, column, field
                continue
            wanted = HOLDS.get(field.name, Contents.WORDS)
            if holds not in (wanted, Contents.NOTHING):
                continue
            near = max(fuzz.ratio(heading, bare(word)) for word in (field.heading, *field.synonyms))
            telling = (
                wanted is Contents.PHONES
                or (field.name == "progress" and holds_stages(sheet, header.last_row, column))
                or (field.name == "source" and bool(OF_A_PLACE.fullmatch(heading)))
                or (field.name == "investment_yuan" and _speaks_of_size(header.headings[column], heading))
            )
            if telling and holds is wanted:
                near = max(near, BY_CONTENTS)
            if near >= NEAR:
                yield near, column, field


def _may_be_sum(field: Field, heading: str, year: int) -> bool:
    """Tell whether a heading may mean the year's sum: not a month's, another year's, a plan or a rate."""
    said = qualifiers(heading, year)
    return (
        speaks_of(field.name, (heading,)) and said.happened and said.span in (Span.UNSAID, Span.YEAR, Span.CUMULATIVE)
    )


def _speaks_of_size(whole: str, heading: str) -> bool:
    """Tell whether a heading in a unit of money may mean a project's size: 项目盘子（亿元）, but no 税收."""
    return (
        any(unit.is_money for unit in units_in(compact(whole)))
        and bool(SIZE.search(heading))
        and not NO_SIZE.search(heading)
    )
