"""Every sentence a finding can say of the value in one cell."""

from toolkit.model.wording import CELL_OUT, ROW_OUT, Wording

_STAGE_OPEN = "项目照常计入，与进展有关的指标暂不计入"

VALUE_SENTENCES: dict[str, Wording] = {
    "missing_required": Wording(
        "V101", "error", "“{column}”没有填", ROW_OUT, "请补填", otherwise="按空白处理，其余照常计入"
    ),
    "unit_in_cell_differs": Wording(
        "V102",
        "warning",
        "{column}写的是“{typed}”，表头单位是{unit}",
        "已按“{typed}”计入",
        "请改为 {example}",
        many=(
            "{column}有 {cells} 格写了自己的单位（如“{typed}”），表头单位是{unit}",
            "已按各格写的单位计入",
            "请统一按表头的单位填数，如“{typed}”改为 {example}；表头写错了的，请改表头",
        ),
    ),
    "number_as_text": Wording(
        "V103",
        "note",
        "{column}“{typed}”按文字存放（左上角一般有绿色小三角）",
        "已按 {value} 计入，不影响汇总",
        "下次请先把格式选为“数值”再填",
        many=(
            "{column}有 {cells} 格按文字存放（如“{typed}”，左上角一般有绿色小三角）",
            "都已按数字计入，不影响汇总",
            "下次请先选中这一列，把格式选为“数值”再填",
        ),
    ),
    "unparseable_value": Wording(
        "V104",
        "error",
        "{column}写的是“{typed}”，不是数字，无法计算",
        ROW_OUT,
        "请只填数字，例如 0.5；暂不能确定的，请与办公室联系",
    ),
    "approx_value": Wording(
        "V105", "error", "{column}写的是“{typed}”，是约数", ROW_OUT, "请填确定的数，例如不写“约500”，写 500"
    ),
    "range_value": Wording(
        "V106", "error", "{column}写的是“{typed}”，是一个区间", ROW_OUT, "请填一个确定的数，例如不写“300-500”，写 400"
    ),
    "foreign_currency": Wording(
        "V107",
        "error",
        "{column}写的是“{typed}”，是外币",
        ROW_OUT,
        "请按办公室规定的汇率折成人民币填写，原币金额写入“进展情况”",
    ),
    "implausible_amount": Wording(
        "V108",
        "warning",
        "{column}是 {typed}{unit}，{size}，可能填错了单位",
        "{meanwhile}",
        "请核对是亿元还是万元",
    ),
    "formula_without_value": Wording(
        "V109",
        "error",
        "{column}是公式，但没有算出结果",
        ROW_OUT,
        "请用 Excel 打开，按 Ctrl+S 保存后再报送；或直接填数",
    ),
    "error_cell": Wording("V110", "error", "{column}显示“{typed}”，是公式出错", ROW_OUT, "请直接改填数字"),
    "date_invalid": Wording(
        "V111",
        "error",
        "{column}写的是“{typed}”，不是有效日期",
        ROW_OUT,
        "请写成 2022-05-31、2022年5月或2022年",
    ),
    "date_ambiguous": Wording(
        "V112",
        "warning",
        "{column}写的是 {typed}，可能是1月，也可能是10月",
        CELL_OUT,
        "请写成“{year}年1月”或“{year}年10月”",
    ),
    "date_out_of_range": Wording(
        "V113", "warning", "{column}是{typed}，与报送月份相差太远", "{meanwhile}", "请核对年份"
    ),
    "planned_date": Wording(
        "V114",
        "warning",
        "{column}写的是“{typed}”，是计划时间，尚未发生",
        "本格不计入，其余照常计入",
        "请留空，待发生后再填实际时间",
    ),
    "phone_invalid": Wording(
        "V115",
        "warning",
        "联系电话“{typed}”位数不对",
        "不影响计入",
        "请填11位手机号，或带区号的座机，例如 0772-0000123",
        many=(
            "联系电话有 {cells} 格位数不对（如“{typed}”）",
            "不影响计入",
            "请逐格核对，填11位手机号，或带区号的座机，例如 0772-0000123",
        ),
    ),
    "phone_lossy": Wording(
        "V116",
        "warning",
        "联系电话已变成“{typed}”，号码无法恢复",
        "不影响计入",
        "请先把该列设为“文本”格式，再重新填写完整号码",
    ),
    "phone_masked": Wording("V117", "note", "联系电话“{typed}”隐去了几位", "不影响计入", "需要联系时请另报完整号码"),
    "formula_injection": Wording(
        "V118", "note", "{column}的文字以“{first}”开头", "已按文字采用，不影响计入", "无须修改"
    ),
    "suspicious_text": Wording(
        "V119",
        "warning",
        "{column}里有“{typed}”这样的网页代码或看不见的符号",
        "已按普通文字采用，不影响计入",
        "请核对后删去",
    ),
    "cell_comment": Wording("V120", "note", "单元格有批注“{typed}”", "批注的内容不计入", "要上报的内容请写进表格"),
    "stage_unclear": Wording(
        "V121",
        "warning",
        "进展情况写的是“{typed}”，看不出项目到了哪个阶段",
        _STAGE_OPEN,
        "请写明在谈、签约、注册、开工、投产或终止",
    ),
    "flag_unclear": Wording("V122", "warning", "{column}写的是“{typed}”", "本格当作没有填", "请填“是”或“否”"),
    "date_in_future": Wording(
        "V123", "warning", "{column}是{typed}，在{period}之后", "暂按所填的采用", "请核对；尚未发生的请留空"
    ),
    "not_dollars": Wording(
        "V131",
        "warning",
        "{column}写的是“{typed}”，不是美元",
        CELL_OUT,
        "请折成美元填写，原币金额写入“进展情况”",
    ),
    "stage_doubtful": Wording(
        "V132",
        "warning",
        "进展情况写的是“{typed}”，{why}",
        _STAGE_OPEN,
        "请写明到了哪个阶段：在谈、签约、注册、开工、投产或终止",
    ),
    "stage_and_date_differ": Wording(
        "V133",
        "warning",
        "进展情况写的是“{typed}”，是{stage}，{column}填的是{day}",
        "暂按{stage}计入",
        "请核对，把两处改成一致",
    ),
    "ditto_read": Wording("V141", "note", "{column}写的是“{typed}”", "已按上一行的“{value}”计入", "请写全"),
    "ditto_below_nothing": Wording("V142", "warning", "{column}写的是“{typed}”，上一行却没有内容", CELL_OUT, "请写全"),
    "amount_zero": Wording("V143", "error", "{column}是 {typed}", ROW_OUT, "请按合同或协议写明的数填写，例如 0.5"),
    "shared_amount": Wording(
        "V144",
        "error",
        "{column}“{typed}”合并在第{first}至{last}行，几个项目共用一个数",
        ROW_OUT,
        "请取消合并，逐个项目填写",
    ),
    "shared_name": Wording(
        "V171",
        "warning",
        "项目名称“{typed}”合并在第{first}至{last}行，是一个项目还是{count}个，看不出来",
        "暂按{count}个项目计入",
        "是一个项目的，请合成一行，投资总额写总数；是{count}个的，请取消合并，各写各的名称",
    ),
    "credit_code_lossy": Wording(
        "V145",
        "warning",
        "统一社会信用代码已变成“{typed}”，代码无法恢复",
        "代码没有采用，其余照常计入",
        "请先把该列设为“文本”格式，再重新填写18位代码",
    ),
    "shown_otherwise": Wording(
        "V146",
        "warning",
        "{column}的单元格里是 {typed}，显示出来是 {shown}，两者不同",
        CELL_OUT,
        "请核对，把格式改成“常规”后重填",
    ),
    "part_struck": Wording(
        "V161",
        "warning",
        "{column}里的“{struck}”画了删除线",
        "已按没有画线的“{typed}”计入",
        "请核对，删去画线的文字",
    ),
    "two_values": Wording(
        "V162",
        "error",
        "{column}写的是“{typed}”，一格里有两个数",
        ROW_OUT,
        "请只填一个数，其余写进“进展情况”",
    ),
    "contact_and_phone": Wording(
        "V163",
        "warning",
        "联系人和电话写的是“{typed}”，分不清哪个是人、哪个是电话",
        "本格没有采用，其余照常计入",
        "请一人一号填写，例如“韦某 19900000000”",
    ),
    "remark_and_stage_differ": Wording(
        "V165",
        "warning",
        "{column}写的是“{typed}”，和进展情况（{stage}）对不上",
        "暂按{stage}计入",
        "请核对，把两处改成一致",
    ),
    "remark_unheeded": Wording(
        "V166",
        "warning",
        "{column}写的是“{typed}”，说的是{about}",
        "没有照它改数，仍按表里各栏计入",
        "请核对，要改的请改在相应的栏里",
    ),
    "note_unheeded": Wording(
        "V167",
        "warning",
        "表外写的是“{typed}”，说的是{about}",
        "没有照它改数，仍按表里各行计入",
        "请核对，要改的请改在各行里，写错了的请删去",
    ),
    "progress_and_column_differ": Wording(
        "V168",
        "warning",
        "进展情况写的是“{typed}”，{column}填的是{value}，对不上",
        "按{column}计入",
        "请核对，把两处改成一致",
    ),
    "section_unit": Wording(
        "V164",
        "error",
        "这一部分的标题写的单位是{section}，表头写的是{unit}，{column}“{typed}”不知按哪个算",
        ROW_OUT,
        "请统一单位",
    ),
}
