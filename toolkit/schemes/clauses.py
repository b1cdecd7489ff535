"""Which clauses does a rulebook quote, and which readings does it leave open? Everything else rests on these."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from toolkit.model.clause import Citation
from toolkit.model.errors import ToolkitError
from toolkit.model.office_settings import READINGS_SHEET
from toolkit.model.scheme import Reading
from toolkit.schemes.slips import meant
from toolkit.schemes.toml_table import CONFIRM, TomlTable

# The readings that the program itself asks for, with the values that it knows; those of REQUIRED must be there.
KNOWN_READINGS = {
    "elapsed_by": ("month", "day"),
    "slightly_behind": ("5", "10", "15", "20"),
    "missing_unit": ("carry", "leave"),
    "ranking_scope": ("hosts", "class", "all", "together"),
    "ranking_ties": ("ask", "all"),
    "ranking_absent": ("stop", "skip"),
    "index_cap": ("open", "full"),
    "paid_in_span": ("year", "total"),
    "fdi_in_funds": ("inside", "on_top"),
    "fdi_rate_on": ("latest", "year_start"),
    "year_by": ("signed", "signed_only", "moved_in"),
    "terminated": ("out", "paid_in"),
    "completion_basis": ("system", "reports"),
    "growth_basis": ("cagr", "yearly"),
    "stage_needs": ("warn", "return", "off"),
    "explanation": ("optional", "required"),
    "due_on_holiday": ("stay", "next", "before"),
    "trip_outside": ("county", "city", "province"),
    "trip_unapproved": ("made", "approved", "before"),
    "trip_joint": ("lead", "first", "all"),
    "trip_for_group": ("own", "group"),
    "trip_rank": ("leader", "highest"),
    "quota_each": ("together", "each"),
    "met_again": ("once", "each"),
    "nil_budget": ("travelling", "every"),
    "official_figures": ("official", "sum"),
    "joint_investment": ("whole", "share"),
    "shared_credit": ("one", "each", "split"),
    "performance_points": tuple(map(str, range(1, 101))),
    "performance_by": ("best", "sum"),
}
FEW = 10  # values that a sentence lists
# Readings that the program asks for with values of the county's own.
OWN_CHOICES = ("attribute_by", "growth_midyear", "fdi_rate_date", "bonus_stacks")
REQUIRED_READINGS = ("elapsed_by", "missing_unit")


class Chosen(dict[str, str]):
    """The value of every reading by its id, and which values each may have."""

    def __init__(self, known: Sequence[Reading]) -> None:
        super().__init__({one.id: one.value for one in known})
        self.choices = {one.id: tuple(one.choices) for one in known}


def citations(tables: tuple[TomlTable, ...], document: list[str]) -> dict[str, Citation]:
    """Return the clauses by id; each quote must stand in its line of the document."""
    result: dict[str, Citation] = {}
    for table in tables:
        citation = Citation(
            table.text("id"), table.number("line", least=1), table.text("quote"), table.text("only_text", "")
        )
        if citation.id in result:
            table.note("id", f"“{citation.id}”已经用过，请换一个。")
        result[citation.id] = citation
        # A clause that waits for a person is asked about once: by what it says itself.
        if document and citation.quote and not table.has(CONFIRM) and not table.awaits("quote"):
            _check_quote(table, citation, document)
    return result


def _check_quote(table: TomlTable, citation: Citation, document: list[str]) -> None:
    if 1 <= citation.line <= len(document) and citation.quote in document[citation.line - 1]:
        return
    words = plain_words(citation.quote)
    there = [number for number, line in enumerate(document, 1) if citation.quote in line]
    if there:
        table.note("line", f"写的是第{citation.line}行，这句话在第{'、'.join(map(str, there[:3]))}行。")
    elif alike := [number for number, line in enumerate(document, 1) if words in plain_words(line)]:
        here = "" if alike[0] == citation.line else f"在第{alike[0]}行，"
        table.note(
            "quote", f"与原文第{citation.line}行对不上：“{citation.quote}”{here}只差标点、空格或全角半角。请照抄原文。"
        )
    elif not 1 <= citation.line <= len(document):
        table.note("line", f"写的是第{citation.line}行，文件原文只有{len(document)}行，全文也没有“{citation.quote}”。")
    else:
        table.note("quote", f"与原文第{citation.line}行对不上：“{citation.quote}”。全文没有这句话，请照抄原文。")


def plain_words(text: str) -> str:
    """Return a text without marks and blanks, full-width letters and digits as half-width ones."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text))


def readings(
    tables: tuple[TomlTable, ...], cited: Mapping[str, Citation], chosen: Mapping[str, str]
) -> tuple[Reading, ...]:
    """Return the named readings, with the office's choices in place of the defaults."""
    result: dict[str, Reading] = {}
    for table in tables:
        id = table.text("id")
        if id in result:
            table.note("id", f"“{id}”已经用过，请换一个。")
        inner = table.table("choices")
        choices, default = inner.as_texts(), table.text("default")
        for key in choices:
            if key not in KNOWN_READINGS.get(id, (key,)):
                inner.note(key, f"工具箱不认识。口径 {id} 可选的是：{_offered(KNOWN_READINGS[id])}。")
        value = chosen.get(id, default)
        if default not in choices:
            table.note("default", f"写作“{default}”，只能是：{'、'.join(choices)}。{meant(default, choices)}")
        elif value not in choices:  # the office's slip in 设置.toml, and none of the rulebook's
            near = meant(value, choices)
            raise ToolkitError(f"口径 {id} 写作“{value}”，只能是：{'、'.join(choices)}。{near}请改{READINGS_SHEET}。")
        choices = choices if value in choices else {**choices, value: ""}
        reason = table.text("reason")
        result[id] = Reading(id, table.text("question"), choices, value, default, reason, cited_clause(table, cited))
    return tuple(result.values())


def _offered(values: Sequence[str]) -> str:
    return "、".join(values) if len(values) <= FEW else f"{values[0]}到{values[-1]}"


def check_readings(root: TomlTable, known: Sequence[Reading]) -> None:
    """Enter a slip for every reading without which no month can be consolidated."""
    for id in REQUIRED_READINGS:
        if id not in {one.id for one in known} and not root.slips.is_lost(id):
            root.note("reading", f"里没有口径 {id}，每个县都要有；可选的是：{'、'.join(KNOWN_READINGS[id])}。")
    asked = (*KNOWN_READINGS, *OWN_CHOICES)
    for id in (one.id for one in known if one.id not in asked):
        if not root.names_reading(id):
            near = meant(id, asked)
            told = near or "请删去，或者在按它定的规则上写 when。"
            root.note("reading", f"里的口径 {id} 工具箱不认识，也没有规则按它定（when），选哪个都一样。{told}")


def applies(table: TomlTable, chosen: Mapping[str, str]) -> bool:
    """Tell whether ``when = "reading = value"`` holds; a rule without it always applies."""
    choices_of = chosen.choices if isinstance(chosen, Chosen) else {}
    condition = table.text("when", "")
    if not condition:
        return True
    reading, _, value = (part.strip() for part in condition.partition("="))
    if reading not in chosen:
        if not table.slips.is_lost(reading):
            table.note("when", f"里的“{reading}”不是已定义的 [[reading]]。{meant(reading, chosen)}")
        return False
    if value not in choices_of.get(reading, (value,)):
        known = choices_of[reading]
        table.note("when", f"里 {reading} 没有“{value}”这个选择，只有：{'、'.join(known)}。{meant(value, known)}")
    return chosen[reading] == value


def cited_clause(
    table: TomlTable, cited: Mapping[str, Citation], id: str | None = None, key: str = "clause"
) -> Citation:
    """Return the clause a table names (``id`` where it names none); it must be one of ``[[clause]]``."""
    clause = table.text(key, id)
    if clause not in cited:
        if clause and not table.slips.is_lost(clause):
            table.note(key, f"“{clause}”没有对应的 [[clause]]。{meant(clause, cited)}请补上条款的编号、行号和原文。")
        return Citation(clause, 0, "")
    return cited[clause]
