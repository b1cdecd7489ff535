"""What does a stage demand of a project? The tables [[stage_need]] of a rulebook."""

from collections.abc import Mapping

from toolkit.model.clause import Citation
from toolkit.model.stage_needs import NEEDED, StageNeed
from toolkit.model.stages import STAGES
from toolkit.schemes.clauses import cited_clause
from toolkit.schemes.slips import meant
from toolkit.schemes.toml_table import TomlTable


def stage_needs(tables: tuple[TomlTable, ...], cited: Mapping[str, Citation]) -> tuple[StageNeed, ...]:
    """Return what each stage demands; an unknown stage or column is a slip that names the nearest one."""
    needs = []
    for table in tables:
        stage, columns = table.text("stage"), table.texts("columns")
        known = (*NEEDED, *(one.heading for one in table.slips.own))
        if stage not in STAGES:
            table.note("stage", f"写作“{stage}”，不是阶段。{meant(stage, STAGES)}可写：{'、'.join(STAGES)}。")
        for one in columns:
            if one not in known and not table.slips.is_lost(one):
                table.note("columns", f"里的“{one}”不认识。{meant(one, known)}可写：{'、'.join(known)}。")
        needs.append(StageNeed(stage, tuple(one for one in columns if one in known), cited_clause(table, cited)))
    return tuple(needs)
