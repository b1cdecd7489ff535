"""Every sentence a finding can say of the heading of a table and of its columns."""

from toolkit.model.wording import ROW_OUT, Wording

_ABSENT = "这一列按没有数据处理，不按0计"

HEADER_SENTENCES: dict[str, Wording] = {
    "missing_column": Wording(
        "H101", "error", "缺少“{column}”列", _ABSENT, "请照下发的统计表补上这一列", otherwise=_ABSENT
    ),
    "extra_column": Wording("H102", "note", "“{typed}”不是统计表的列", "没有采用", "要上报的内容请写进统计表已有的列"),
    "sensitive_column": Wording(
        "H103", "warning", "“{typed}”属于个人敏感信息", "没有读取", "请删去这一列，证照复印件单独报送"
    ),
    "unit_unknown": Wording(
        "H104",
        "error",
        "“{typed}”没有写明金额单位，表头也没有",
        ROW_OUT,
        "请在列名后写明“（亿元）”或“（万元）”",
    ),
    "unit_converted": Wording("H105", "note", "表头单位是{typed}", "已折算成{into}计入", "无须修改"),
    "hidden_column": Wording(
        "H106",
        "warning",
        "“{column}”列被隐藏",
        "仍按表中内容计入",
        "请选中左右相邻的两列，点右键“取消隐藏”后核对",
    ),
    "hidden_rows": Wording(
        "H107",
        "warning",
        "第{rows}行被隐藏",
        "目前仍计入",
        "请选中上下相邻的两行，点右键“取消隐藏”后核对；不报的请删除整行",
    ),
    "unit_line_differs": Wording(
        "H152",
        "warning",
        "表上面写的单位是{above}，列名“{column}”写的是{unit}",
        "按列名的单位计入",
        "请核对，改正写错的一处",
    ),
    "deleted_row": Wording(
        "H151",
        "warning",
        "第{row}行在修订中已删除，修订还没有接受",
        "没有计入",
        "请在“审阅”里接受或拒绝这处修订后重报",
    ),
    "column_unit_missing": Wording(
        "H111",
        "error",
        "“{column}”列没有写明单位",
        "只写了数的格没有计入",
        "请在列名里写明单位，例如“{example}”",
    ),
    "column_unit_wrong": Wording(
        "H112",
        "error",
        "“{column}”列的单位写作“{typed}”，应是{expected}",
        "这一列没有计入",
        "请核对，改正列名或数值",
    ),
    "hidden_double": Wording(
        "H121",
        "warning",
        "隐藏的“{typed}”列与“{read}”列是同一项",
        "已按看得见的“{read}”计入",
        "请核对两列是否一致，删去隐藏的一列",
    ),
    "column_rivals": Wording(
        "H131",
        "error",
        "“{typed}”和{others}都可能是“{column}”",
        "这些列都没有计入",
        "请只保留一列，或把不是“{column}”的改成别的列名",
    ),
    "column_span_unclear": Wording(
        "H132",
        "warning",
        "“{typed}”没有写明是今年以来的还是开工以来的累计数",
        "这一列没有计入",
        "请把列名写成“本年到位资金”或“开工至今累计到位资金”",
    ),
    "column_span_other": Wording(
        "H133",
        "warning",
        "“{typed}”不是今年以来的累计数",
        "没有作为“{column}”计入",
        "请另加一列今年以来的累计数，例如“本年到位资金（亿元）”",
    ),
    "column_span_former": Wording(
        "H145",
        "warning",
        "“{typed}”写的不是到本月的累计数",
        "没有作为“{column}”计入",
        "请填到本月底的累计数，列名改成“本年到位资金（亿元）”一类；数已是到本月的，只改列名",
    ),
    "column_of_degrees": Wording(
        "H141", "note", "“{typed}”填的是完成的程度，不是{column}", "没有当作{column}采用", "进展请写进“{column}”列"
    ),
    "column_asked": Wording(
        "H142",
        "error",
        "“{typed}”是不是“{column}”？",
        "确定以前这一列没有计入",
        "是的，请把列名改成“{column}”；不是的，请另补“{column}”列",
    ),
    "second_half": Wording(
        "H143",
        "error",
        "表格左右并排，从第{letter}列起是同样列名的另一半",
        "右边一半没有计入",
        "请把右边的各行接到左边的下面",
    ),
    "cells_outside": Wording("H144", "warning", "这些单元格在表格之外，上面没有列名", "没有计入", "要上报的请填进表格"),
    "column_told": Wording(
        "H150", "note", "列名“{typed}”不够明确", "已按招商部门定的“{meaning}”计入", "下次请把列名写清楚"
    ),
}
