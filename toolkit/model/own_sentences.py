"""Every sentence a finding can say of the columns that a rulebook declares itself (自有列)."""

from toolkit.model.wording import CELL_OUT, Wording

OWN_SENTENCES: dict[str, Wording] = {
    "own_column_missing": Wording(
        "X206",
        "warning",
        "表里没有“{column}”一列",
        "按没有数据处理，不按0计",
        "{hint}请加上“{printed}”列",
        otherwise="按没有数据处理，不按0计",
    ),
    "own_unit_differs": Wording(
        "X207",
        "warning",
        "“{typed}”的单位写的是{other}，应是{unit}",
        "这一列没有计入",
        "请按{unit}填写，表头改成“{printed}”",
    ),
    "own_number_unread": Wording(
        "X208", "warning", "{column}写的是“{typed}”，不是数字，无法计算", CELL_OUT, "请只填数字，例如 120"
    ),
    "own_choice_unknown": Wording(
        "X209", "warning", "{column}写的是“{typed}”，只能是：{words}", CELL_OUT, "{hint}请选填其中一个"
    ),
    "own_needed": Wording(
        "X210",
        "warning",
        "“{column}”没有填，这个项目算不算“{rule}”要看这一列",
        "没有填的不算",
        "请补填；没有的填 0",
    ),
}
