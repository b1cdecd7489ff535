"""Every sentence a finding can say of a file as a whole, of its sheets, and of the office's own words about it."""

from toolkit.model.wording import Wording

FILE_SENTENCES: dict[str, Wording] = {
    "not_a_workbook": Wording(
        "F101", "error", "{why}", "无法读取，本份没有计入", "请用 Excel 或 WPS 打开后，另存为 .xlsx 再报送"
    ),
    "packed": Wording(
        "F163", "error", "是压缩包，不是工作簿", "没有打开，本份没有计入", "请解压后，把里面的表逐个报送"
    ),
    "corrupt": Wording("F102", "error", "文件已损坏，{why}", "本份没有计入", "请重新保存一份再报送"),
    "encrypted": Wording(
        "F103",
        "error",
        "文件加了密（设了打开密码，或者“保护工作簿”时设了密码）",
        "无法读取，本份没有计入",
        "请取消密码后再报送",
    ),
    "empty_submission": Wording(
        "F104", "error", "表里没有项目", "本份没有计入", "请填写项目；本月确实没有的，在表中写明“本月无”"
    ),
    "nil_report": Wording("F105", "note", "表中写明“{typed}”", "已按零报告处理", "无须修改"),
    "projects_unlisted": Wording(
        "F125",
        "error",
        "表中写明“{typed}”，没有列出项目",
        "不能按零报告处理，本份没有计入",
        "有项目的，请逐个列出，没有变化的也要列；一个也没有的，请写“本月无”",
    ),
    "org_unknown": Wording("F106", "error", "{why}", "本份没有计入", "{hint}"),
    "org_mismatch": Wording(
        "F107",
        "warning",
        "{where}写的是“{typed}”，{other_where}写的是“{other}”",
        "暂按“{unit}”计入",
        "请核对报送单位，改正写错的一处",
    ),
    "period_mismatch": Wording(
        "F108",
        "warning",
        "{where}写的是{typed}，本次汇总的是{period}",
        "暂按{period}计入",
        "请核对：确为{period}数据的，改正月份；误放的，请重报{period}的统计表",
    ),
    "period_of_former_year": Wording(
        "F115",
        "error",
        "{where}写的是{typed}，本次汇总的是{period}，是上一年的表",
        "到位资金等本年的数没有计入，项目照常登记",
        "请核对：确为{period}数据的，改正月份；误放的，请重报{period}的统计表，本年的数从年初算起",
    ),
    "hidden_sheet": Wording(
        "F109", "note", "工作表“{sheet}”是隐藏的", "没有计入", "需要上报的，请右键点工作表标签，取消隐藏后重报"
    ),
    "multiple_candidate_sheets": Wording(
        "F110",
        "error",
        "文件里有几张统计表（{sheets}）",
        "只计入“{chosen}”，其余没有计入",
        "请把要上报的项目合并到一张表，删去不报的表后重报",
    ),
    "header_not_found": Wording(
        "F111", "error", "没有找到表头，应有“{expected}”等列名", "本份没有计入", "请用下发的统计表填写"
    ),
    "superseded": Wording("F112", "note", "你单位本月采用的是“{newer}”（{why}）", "本份不再计入，留作记录", "无须处理"),
    "old_form": Wording(
        "F113",
        "warning",
        "用的是第{version}版统计表，现行的是第{current}版",
        "照常计入",
        "请改用本月下发的统计表",
    ),
    "unreadable": Wording("F114", "error", "{why}", "无法读取，本份没有计入", "请新建空白统计表，把项目粘贴过去后重报"),
    "nil_beside_table": Wording(
        "F121",
        "warning",
        "写明“{typed}”，但你单位同月另报了列着项目的“{table}”",
        "仍按“{table}”计入",
        "请核对；确实没有项目的，把“{table}”移出报送文件夹",
    ),
    "not_ours": Wording(
        "F122",
        "error",
        "不是招商引资统计表（表头是“{headings}”）",
        "没有计入",
        "请核对是不是发错了文件，另报招商引资统计表",
    ),
    "rows_without_heading": Wording(
        "F123",
        "error",
        "工作表“{sheet}”没有表头",
        "第{first}至{last}行没有计入",
        "请把这些行并入“{chosen}”，或在这些行上方加上同样的表头",
    ),
    "sheet_not_read": Wording("F124", "note", "工作表“{sheet}”不是统计表", "没有计入", "要上报的项目请写进“{chosen}”"),
    "version_unclear": Wording(
        "F130",
        "warning",
        "同一单位同月还有“{others}”，{why}",
        "暂用本份",
        "请问清单位用哪一份，把不用的移出报送文件夹",
    ),
    "no_table_file": Wording("F131", "error", "收到 {what}", "无法读取，没有计入", "请要 Excel 表（.xlsx）"),
    "archive": Wording("F132", "error", "收到 {what}", "没有打开，没有计入", "请解压后把里面的 Excel 表单独报送"),
    "unclaimed": Wording(
        "F133",
        "warning",
        "还在“待认领”：{why}",
        "没有计入",
        "请在 收件登记.xlsx 里填核定单位和核定期间，或移到“报送”下对应的月份",
    ),
    "outside_month": Wording(
        "F134", "warning", "不在月份文件夹里", "没有计入", "请移到“报送”下对应的月份，例如 报送/{period}"
    ),
    "letter_without_table": Wording("F135", "warning", "{why}", "没有可以计入的表", "请向单位要 Excel 表"),
    "licence_among_tables": Wording(
        "F136", "warning", "像是证照", "没有当统计表计入", "请移到“证照”文件夹，不要和统计表放在一起"
    ),
    "targets_among_reports": Wording(
        "F137", "warning", "是目标任务分解表", "放在“报送”里没有使用", "要用的请移到“目标”文件夹，不用的请移走"
    ),
    "tail_lost": Wording(
        "F141",
        "error",
        "文件记着{what}有 {said} 行，只有前{last}行，后面的可能在传送中丢了",
        "只计入了前{last}行",
        "请打开原文件核对，另存为 .xlsx 重新报送",
    ),
    "own_decision_line": Wording(
        "F150",
        "warning",
        "这一行不是工具箱提出的问题",
        "没有采用，已原样留在表末",
        "要裁定的，请填在带编号的行里；只是备注的，可以不改",
    ),
    "nonstandard": Wording(
        "F160",
        "error",
        "{why}，文件不标准或者没有传完整",
        "无法读取，本份没有计入",
        "请用 Excel 或 WPS 打开，核对内容齐全后，另存为 .xlsx 再报送",
    ),
    "cannot_open": Wording(
        "F161", "error", "{why}", "无法读取，本份没有计入", "请关闭正在使用该文件的程序，核对权限后再运行一次"
    ),
    "no_content": Wording("F162", "error", "文件{why}", "没有内容，本份没有计入", "请重新保存一份再报送"),
    "log_word_unknown": Wording("F190", "warning", "“{file}”的{column}写的“{typed}”{why}", "没有采用", "请改正这一格"),
    "told_to_leave": Wording("F191", "note", "办公室核定“不用”", "没有计入，留作记录", "无须处理"),
    "told_to_use": Wording("F192", "note", "办公室核定“采用”", "以本份为准计入", "无须处理"),
    "partial_correction": Wording(
        "F193",
        "warning",
        "本份只有 {rows} 行，先报的“{table}”有 {all} 行，不知是替换整张表还是只更正这几行",
        "选定以前暂用先报的表",
        "请在 裁定.xlsx 里选定",
    ),
    "told_to_add": Wording("F194", "note", "按裁定只更正本份所列的项目", "其余项目仍按先报的表计入", "无须处理"),
}
