"""What must a project state, the further it says it is? 签约 a 签约日期, 开工 a 开工日期 and money paid in."""

from msgspec import Struct

from toolkit.model.clause import Citation

# The columns that a stage may demand, and the project's field of each.
NEEDED = {
    "签约日期": "signed_on",
    "注册日期": "registered_on",
    "开工日期": "started_on",
    "投产日期": "produced_on",
    "项目入驻时间": "moved_in_on",
    "到位资金": "paid_in_yuan",
    "项目方": "investor",
    "统一社会信用代码": "credit_code",
    "是否入统": "in_statistics",
}
# The reading that says what becomes of a row that lacks one: it is reminded of, it goes back, or nobody asks.
READING = "stage_needs"
WARN, RETURN, OFF = "warn", "return", "off"


class StageNeed(Struct, frozen=True):
    """A stage, and the columns that must be filled in from it on, by their headings.

    They are those in :data:`NEEDED`, and those that the rulebook declares.
    """

    stage: str
    columns: tuple[str, ...]
    citation: Citation
