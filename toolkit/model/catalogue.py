"""Every sentence a finding can say: code, kind, severity and wording, in one place.

Families: F file, H header, V value, X cross-check, T trip, S score, N notice.  A message quotes what was typed and ends
with one imperative; ``{placeholders}`` are filled by :func:`toolkit.model.findings.found`.
"""

from toolkit.model.document_sentences import DOCUMENT_SENTENCES
from toolkit.model.money_sentences import MONEY_SENTENCES
from toolkit.model.own_sentences import OWN_SENTENCES
from toolkit.model.private_sentences import PRIVATE_SENTENCES
from toolkit.model.trip_sentences import TRIP_SENTENCES
from toolkit.model.wording import Wording

CATALOGUE: dict[str, Wording] = {
    # F: the file as a whole
    "not_a_workbook": Wording("F101", "error", "{why}。请用 Excel 或 WPS 打开后另存为 .xlsx 再报送。"),
    "corrupt": Wording("F102", "error", "文件已损坏，{why}。请重新保存一份再报送。"),
    "nonstandard": Wording(
        "F160",
        "error",
        "{why}，没有读取。文件不标准，或者没有传完整：请用 Excel 或 WPS 打开，核对内容齐全后另存为 .xlsx 再报送。",
    ),
    "cannot_open": Wording("F161", "error", "{why}，没有读取。请关闭正在使用它的程序，核对权限后再运行一次。"),
    "no_content": Wording("F162", "error", "文件{why}，没有内容。请重新保存一份再报送。"),
    "encrypted": Wording("F103", "error", "文件设了打开密码，读不出内容。请取消密码后再报送。"),
    "empty_submission": Wording("F104", "error", "表里没有项目。请填写项目；本月确实没有的，在表中写明“本月无”。"),
    "nil_report": Wording("F105", "note", "写明“{typed}”，按零报告处理。"),
    "org_unknown": Wording("F106", "error", "从标题、表内和文件名都认不出报送单位。{hint}"),
    "org_mismatch": Wording(
        "F107", "warning", "{where}写的是“{typed}”，{other_where}写的是“{other}”。请核对报送单位，现按“{unit}”处理。"
    ),
    "period_mismatch": Wording(
        "F108", "warning", "{where}写的是{typed}，本次汇总的是{period}。请核对是不是别的月份的表。"
    ),
    "hidden_sheet": Wording("F109", "note", "工作表“{sheet}”是隐藏的，没有读取。如需上报，请取消隐藏。"),
    "multiple_candidate_sheets": Wording(
        "F110", "error", "工作表{sheets}都像统计表，只读取了“{chosen}”。请把要上报的项目放在一张表里。"
    ),
    "header_not_found": Wording("F111", "error", "没有找到表头：应有“{expected}”等列名。请用下发的统计表填写。"),
    "superseded": Wording("F112", "note", "同一单位同一期采用的是“{newer}”（{why}），本份不再计入，留作记录。"),
    "old_form": Wording(
        "F113", "warning", "用的是第{version}版统计表，现行的是第{current}版。请改用本月下发的统计表。"
    ),
    "own_decision_line": Wording(
        "F150",
        "warning",
        "这一行不是工具箱提出的问题，没有采用，已原样留在表末。要裁定的，请填在带编号的行里；只是备注的，可以不改。",
    ),
    "dictionary_line_unknown": Wording(
        "X160", "warning", "{why}，没有采用，已原样保留。请改成：{choices}。不再用的，请删去这一行。"
    ),
    "dictionary_line_overruled": Wording(
        "X161", "note", "“{text}”在第{row}行另有规定（{meaning}），以后面的一行为准，本行不再采用。"
    ),
    "answer_against_dictionary": Wording(
        "X162",
        "warning",
        "“{text}”在词典.xlsx 里已写明“{meaning}”，这里填的“{answer}”没有采用。要改的，请在词典.xlsx 里改，再删去这一行。",
    ),
    "ticked_otherwise": Wording(
        "X164", "note", "{why}，按填报的计。填错了的，请单位更正；要统一规定的，在词典.xlsx 里写一行。"
    ),
    "answers_by_project": Wording(
        "X163", "note", "有 {count} 条归口是以前按项目答的，仍按项目采用；今后同一行业只问一次，答案记入词典.xlsx。"
    ),
    "unreadable": Wording("F114", "error", "{why}，没有读进来。请删去表格外多余的行列，另存为 .xlsx 后再报送。"),
    "nil_beside_table": Wording(
        "F121",
        "warning",
        "写明“{typed}”，但同一单位同一期另有列着项目的“{table}”，仍按那一份汇总。"
        "请核对：确实没有项目的，把那一份移出报送文件夹。",
    ),
    "not_ours": Wording(
        "F122",
        "error",
        "不是招商引资统计表（表头是“{headings}”），没有读取。请核对是不是发错了文件，另报招商引资统计表。",
    ),
    "rows_without_heading": Wording(
        "F123",
        "error",
        "工作表“{sheet}”没有表头，第{first}至{last}行没有读取。请把这些行并入“{chosen}”，或在它们上方加上同样的表头。",
    ),
    "sheet_not_read": Wording("F124", "note", "工作表“{sheet}”不是统计表，没有读取。要上报的项目请写进“{chosen}”。"),
    "version_unclear": Wording(
        "F130", "warning", "同一单位同一期还有“{others}”，{why}，暂用本份。请问清单位用哪一份，把不用的移出文件夹。"
    ),
    "log_word_unknown": Wording("F190", "warning", "“{file}”的{column}写的“{typed}”{why}，没有采用，请改正。"),
    "told_to_leave": Wording("F191", "note", "办公室核定“不用”，没有采用，留作记录。"),
    "told_to_use": Wording("F192", "note", "办公室核定“采用”，以本份为准。"),
    "partial_correction": Wording(
        "F193",
        "warning",
        "本份只有 {rows} 行，先报的“{table}”有 {all} 行。是替换整张表，还是只更正这几行，请在 裁定.xlsx 里选定；选定以前暂用先报的表。",
    ),
    "told_to_add": Wording("F194", "note", "按裁定，只更正本份所列的项目，其余项目仍按先报的表。"),
    "no_table_file": Wording("F131", "error", "收到 {what}，读不出。请要 Excel 表（.xlsx）。"),
    "archive": Wording("F132", "error", "收到 {what}，没有打开。请解压后把里面的 Excel 表单独报送。"),
    "unclaimed": Wording(
        "F133",
        "warning",
        "还在“待认领”，没有计入：{why}。请在 收件登记.xlsx 里填核定单位和核定期间，或移到“报送”下对应的月份。",
    ),
    "outside_month": Wording(
        "F134", "warning", "不在月份文件夹里，没有读取。请移到“报送”下对应的月份，例如 报送/{period}。"
    ),
    "letter_without_table": Wording("F135", "warning", "{why}。请向单位要 Excel 表。"),
    "tail_lost": Wording(
        "F141",
        "error",
        "文件自己记着{what}有 {said} 行，只读到第{last}行，后面的可能在传送中丢了。请打开原文件核对，另存为 .xlsx 重新报送。",
    ),
    "licence_among_tables": Wording("F136", "warning", "像是证照，没有当报表读取。请移到“证照”，不要和报表放在一起。"),
    # H: the header
    "missing_column": Wording("H101", "error", "缺少“{column}”列。请按样表补上这一列。"),
    "extra_column": Wording("H102", "note", "“{typed}”不是样表的列，没有读取。"),
    "sensitive_column": Wording(
        "H103", "warning", "“{typed}”属于个人敏感信息，没有读取。请删去这一列，证照复印件单独报送。"
    ),
    "unit_unknown": Wording("H104", "error", "“{typed}”没有写明金额单位，表头也没有。请在表头写明“亿元”或“万元”。"),
    "unit_converted": Wording("H105", "note", "表头单位是{typed}，已折算成{into}汇总。"),
    "hidden_column": Wording("H106", "warning", "“{column}”列被隐藏，仍按表中内容读取。请取消隐藏并核对。"),
    "hidden_rows": Wording("H107", "warning", "第{rows}行被隐藏，仍按表中内容读取。请取消隐藏并核对，不上报的请删除。"),
    "column_unit_missing": Wording(
        "H111", "error", "“{column}”列没有写明单位，只写了数的格没有读取。请在表头写明，例如“{example}”。"
    ),
    "column_unit_wrong": Wording(
        "H112", "error", "“{column}”列的单位写作“{typed}”，应是{expected}，没有读取。请核对，改正表头或数值。"
    ),
    "hidden_double": Wording(
        "H121",
        "warning",
        "隐藏的“{typed}”列与“{read}”列是同一项，已按看得见的“{read}”读取。请核对两列是否一致，删去隐藏的一列。",
    ),
    "column_rivals": Wording(
        "H131",
        "error",
        "“{typed}”和{others}都可能是“{column}”，两列都没有读取。请只保留一列，或把不是“{column}”的一列改成别的列名。",
    ),
    "column_span_unclear": Wording(
        "H132",
        "warning",
        "“{typed}”没有写明是今年以来的还是开工以来的累计，没有读取。请写成“本年到位资金”或“开工至今累计到位资金”这样。",
    ),
    "column_span_other": Wording(
        "H133",
        "warning",
        "“{typed}”不是今年以来的累计，不能作为“{column}”汇总。请另加一列今年以来的累计数，例如“本年到位资金（亿元）”。",
    ),
    "column_of_degrees": Wording(
        "H141", "note", "“{typed}”填的是完成的程度，不是{column}，没有当作{column}读取。进展请写进“{column}”列。"
    ),
    "column_asked": Wording(
        "H142",
        "error",
        "“{typed}”是不是“{column}”？还没有读取。是的，请把列名改成“{column}”；不是的，请另补“{column}”列。",
    ),
    "second_half": Wording(
        "H143",
        "error",
        "表格左右并排，从第{letter}列起是同样列名的另一半，没有读取。请把右边的各行接到左边的下面。",
    ),
    "cells_outside": Wording("H144", "warning", "这些单元格在表格之外，上面没有列名，没有读取。要上报的请填进表格。"),
    "column_told": Wording("H150", "note", "“{typed}”按招商部门定的“{meaning}”读取。下次请把列名写清楚。"),
    # V: a value
    "missing_required": Wording("V101", "error", "“{column}”没有填。请补填。"),
    "unit_in_cell_differs": Wording(
        "V102", "warning", "{column}写作“{typed}”，表头单位是{unit}。已按“{typed}”读取，请改为 {example}。"
    ),
    "number_as_text": Wording("V103", "note", "{column}“{typed}”是文本，不是数字，已按 {value} 读取。请改成数字格式。"),
    "unparseable_value": Wording("V104", "error", "{column}写作“{typed}”，读不成数。请只填数字，例如 0.5。"),
    "approx_value": Wording("V105", "error", "{column}写作“{typed}”，是约数。请填确定的数，例如 2。"),
    "range_value": Wording("V106", "error", "{column}写作“{typed}”，是一个区间。请填一个确定的数，例如 1.2。"),
    "foreign_currency": Wording(
        "V107", "error", "{column}写作“{typed}”，是外币。请按合同折成人民币填写，原币金额写入进展情况。"
    ),
    "implausible_amount": Wording("V108", "warning", "{column}是 {typed}{unit}，{size}，可能填错了单位。请核对。"),
    "formula_without_value": Wording(
        "V109", "error", "{column}是公式，但文件里没有保存计算结果。请在 Excel 中打开、保存后再报送，或直接填数。"
    ),
    "error_cell": Wording("V110", "error", "{column}显示为 {typed}，是公式出错。请改成数值。"),
    "date_invalid": Wording(
        "V111", "error", "{column}写作“{typed}”，不是有效日期。请写成 2022-05-31、2022年5月或2022年。"
    ),
    "date_ambiguous": Wording(
        "V112", "warning", "{column}写作 {typed}，分不清是1月还是10月。请写成“{year}年1月”或“{year}年10月”。"
    ),
    "date_out_of_range": Wording("V113", "warning", "{column}是{typed}，离本期太远。请核对年份。"),
    "planned_date": Wording("V114", "warning", "{column}写作“{typed}”，是打算的时间。请填实际时间，没有发生的留空。"),
    "phone_invalid": Wording(
        "V115", "warning", "联系电话“{typed}”位数不对。请填11位手机号，或带区号的座机，例如 0772-0000123。"
    ),
    "phone_lossy": Wording("V116", "warning", "联系电话显示为“{typed}”，号码已丢位。请把单元格设成文本后重填。"),
    "phone_masked": Wording("V117", "note", "联系电话“{typed}”隐去了几位。需要联系时请另报完整号码。"),
    "formula_injection": Wording("V118", "note", "{column}的文字以“{first}”开头，已按文字处理。"),
    "suspicious_text": Wording("V119", "warning", "{column}里有“{typed}”这样的代码或控制字符，已按文字处理。请核对。"),
    "cell_comment": Wording("V120", "note", "单元格有批注“{typed}”，批注不参加汇总。要上报的内容请写进表格。"),
    "stage_unclear": Wording(
        "V121", "warning", "进展情况写作“{typed}”，看不出到了哪一步。请写明在谈、签约、注册、开工、投产或终止。"
    ),
    "flag_unclear": Wording("V122", "warning", "{column}写作“{typed}”。请填“是”或“否”。"),
    "date_in_future": Wording("V123", "warning", "{column}是{typed}，在{period}之后。请核对；还没有发生的请留空。"),
    "not_dollars": Wording(
        "V131", "warning", "{column}写作“{typed}”，不是美元，没有读取。请折成美元填写，原币金额写入进展情况。"
    ),
    "stage_doubtful": Wording(
        "V132", "warning", "进展情况写作“{typed}”，{why}。请写明到了哪一步：在谈、签约、注册、开工、投产或终止。"
    ),
    "stage_and_date_differ": Wording(
        "V133", "warning", "进展情况写作“{typed}”，是{stage}，{column}填的是{day}。请核对，把两处改成一致。"
    ),
    "ditto_read": Wording("V141", "note", "{column}写作“{typed}”，已按上一行的“{value}”读取。请写全。"),
    "ditto_below_nothing": Wording("V142", "warning", "{column}写作“{typed}”，上一行却没有内容。请写全。"),
    "amount_zero": Wording("V143", "error", "{column}是 {typed}。请按合同或协议写明的数填写，例如 0.5。"),
    "shared_amount": Wording(
        "V144",
        "error",
        "{column}“{typed}”合并在第{first}至{last}行，几个项目共用一个数，没有计入。请取消合并，逐个项目填写。",
    ),
    "credit_code_lossy": Wording(
        "V145", "warning", "统一社会信用代码显示为“{typed}”，代码已丢位，没有读取。请把单元格设成文本后重填18位代码。"
    ),
    "shown_otherwise": Wording(
        "V146",
        "warning",
        "{column}的单元格里是 {typed}，按数字格式显示成 {shown}，大小不同，没有读取。请核对，把格式改成“常规”后重填。",
    ),
    "part_struck": Wording(
        "V161", "warning", "{column}里的“{struck}”画了删除线，已按没有画线的“{typed}”读取。请删去画线的文字，并核对。"
    ),
    "two_values": Wording(
        "V162", "error", "{column}写作“{typed}”，一格里有两个数，没有读取。请只填一个数，其余写进进展情况。"
    ),
    "contact_and_phone": Wording(
        "V163",
        "warning",
        "联系人和电话写作“{typed}”，分不清哪个是人、哪个是电话，没有读取。请一人一号填写，例如“韦某 19900000000”。",
    ),
    "section_unit": Wording(
        "V164",
        "error",
        "这一部分的标题写的单位是{section}，表头写的是{unit}，{column}“{typed}”不知按哪个算，没有读取。请统一单位。",
    ),
    # X: rows and cells held against each other
    "sample_row_left": Wording("X101", "note", "第{row}行是样表自带的示例，没有计入。请删去。"),
    "placeholder_row": Wording("X102", "note", "第{row}行是省略号占位行，没有计入。请删去。"),
    "total_mismatch": Wording(
        "X103", "warning", "合计写的是 {stated}，各行相加是 {summed}。请核对是漏了行还是加错了。"
    ),
    "stale_total_formula": Wording(
        "X104", "warning", "合计公式“{formula}”没有包括全部项目行（第{first}至{last}行）。请重新求和。"
    ),
    "duplicate_row": Wording("X105", "warning", "“{name}”与第{other}行是同一个项目。请只保留一行。"),
    "struck_row": Wording("X106", "warning", "第{row}行画了删除线，仍按有效项目读取。不上报的请删除整行。"),
    "dates_reversed": Wording(
        "X107", "warning", "{later}（{later_value}）早于{earlier}（{earlier_value}）。请核对两个日期。"
    ),
    "paid_in_exceeds_investment": Wording(
        "X108", "warning", "到位资金 {paid_in} 亿元大于投资总额 {investment} 亿元，{meanwhile}。请核对单位和数值。"
    ),
    "amount_changed": Wording(
        "X110",
        "warning",
        "“{name}”的投资总额上期是 {before} 亿元，本期是 {now} 亿元。请核对；确有调整的在进展情况中说明。",
    ),
    "stage_went_back": Wording("X111", "warning", "“{name}”上期是{before}，本期是{now}。请核对进展情况。"),
    "amount_stands_out": Wording(
        "X112", "warning", "投资总额 {amount} 亿元是本表中位数的 {times} 倍以上。请核对单位和小数点。"
    ),
    "project_vanished": Wording(
        "X109", "warning", "上期有项目“{name}”，本期表里没有。统计表应逐月累计填报，请补上或说明原因。"
    ),
    "project_ended": Wording(
        "X180",
        "warning",
        "项目“{name}”写明“{typed}”，从{period}起按终止处理，不再计入各项指标。不是终止的，请改写进展情况。",
    ),
    "project_renamed": Wording(
        "X181",
        "note",
        "“{name}”上期叫“{before}”，项目方、投资总额、电话和日期都相同，按同一项目处理。请每月用同一个名称。",
    ),
    "register_line_unknown": Wording(
        "X182", "warning", "{why}，没有采用，已原样保留。请改正；不再用的，请删去这一行。"
    ),
    "part_sum": Wording("X121", "note", "这样的行是分类小计，不是项目，没有计入。项目请逐个填写。"),
    "stage_lacks": Wording(
        "X196", "warning", "进展情况到了{stage}，“{column}”{typed}。请补填；还没有的，请核对进展情况。"
    ),
    "explained": Wording("X197", "note", "{code}：{said}单位说明：{words}"),
    **MONEY_SENTENCES,
    **PRIVATE_SENTENCES,
    **OWN_SENTENCES,
    "form_changes": Wording("X220", "note", "和上期相比，{said}。"),
    "number_of_another": Wording(
        "X221",
        "warning",
        "项目编号写的是 {typed}，这个项目的编号是 {number}，按 {number} 算。请不要复制、改动编号，新项目的编号留空。",
    ),
    **TRIP_SENTENCES,
    # X3: the office's own books: 计分台账, 上年考核, 进度跟踪
    "score_event_unknown": Wording("X301", "error", "事项写作“{typed}”，不是计分事项。请改成：{choices}。"),
    "score_unit_unknown": Wording("X302", "error", "“{typed}”不是参加考核的单位。请改成单位全称。"),
    "score_evidence_missing": Wording(
        "X303", "warning", "“{event}”要有{evidence}，本行没有填，暂不计分。请补填佐证材料。"
    ),
    "score_rate_missing": Wording(
        "X304", "error", "{currency}没有{day}或之前的汇率，暂不计分。请在 汇率.csv 补上{currency}和美元的汇率。"
    ),
    "score_row_twice": Wording(
        "X305", "warning", "与第{other}行完全相同，只计一次。确实有两次的，请在“内容”里写明不同之处。"
    ),
    "score_dollars_twice": Wording(
        "X306", "warning", "美元到账按统计表的“实际利用外资”计分，本行不再计。请核对统计表是否已填。"
    ),
    "stage_name_unknown": Wording("X307", "warning", "环节写作“{typed}”，流程里没有。请改成：{choices}。"),
    "past_unit_unknown": Wording(
        "X310", "error", "“{typed}”不是现在参加考核的单位，这一年的排名不能采用。请改成单位现在的全称。"
    ),
    "past_place_unread": Wording("X311", "error", "名次写作“{typed}”，看不出第几名。请填从前往后数的名次，例如 13。"),
    "past_year_unread": Wording("X312", "error", "年度写作“{typed}”，看不出是哪一年。请只填一个年份，例如 2021。"),
    "past_unit_twice": Wording(
        "X313", "error", "“{unit}”同一年已在第{other}行，得分或名次不一致。请只保留正确的一行。"
    ),
    "book_unit_unknown": Wording("F250", "warning", "“{typed}”不是方案里的单位。请改成单位全称，几个单位用顿号隔开。"),
    "book_line_late": Wording("F251", "warning", "{lines}。{clause}。请补办、补填。"),
    "step_skipped": Wording(
        "F252",
        "warning",
        "“{project}”已登记“{step}”，前面的环节没有登记：{skipped}。请补登办结日期；没有办的，请先办。",
    ),
    "step_too_early": Wording(
        "F253",
        "warning",
        "“{project}”的“{step}”是{day}，早于前面的“{before}”（{before_day}）。请核对日期；程序颠倒的，请说明情况。",
    ),
    "tracked_project_unknown": Wording(
        "F254", "warning", "“{project}”在台账和项目库里都没有。{hint}请改成项目库里的名称。"
    ),
    "score_place_missing": Wording(
        "F259",
        "warning",
        "“{event}”要看对方企业在哪里，本行的“企业所在地”没有填或者看不出，暂不计分。请填省市县，例如山东省济南市。",
    ),
    "official_indicator_unknown": Wording(
        "F255", "error", "指标写作“{typed}”，不是由主管部门公布的指标，没有采用。请改成：{choices}。"
    ),
    "official_month_unread": Wording(
        "F256", "error", "月份写作“{typed}”，看不出截至哪个月。请填年和月，例如 2022-06。"
    ),
    "official_unit": Wording("F257", "error", "单位写作“{typed}”，与指标的单位不是一类。请改成：{unit}。"),
    "official_twice": Wording(
        "F258", "error", "同一指标同一月份已在第{other}行，数不一致，两行都没有采用。请只保留正确的一行。"
    ),
    # X2: the target table
    "order_violation": Wording(
        "X201",
        "error",
        "“{line}”的{small}目标 {small_value} 大于{large}目标 {large_value}。"
        "亿元工业项目应包含在工业项目内，工业项目应包含在新签约项目内，请核对。",
    ),
    "missing_group": Wording("X202", "error", "方案里的“{group}”在目标表中没有。请补上这一行。"),
    "duplicate_line": Wording("X203", "error", "“{line}”与第{other}行重复。请合并为一行。"),
    "county_total_differs": Wording(
        "X204", "warning", "{indicator}合计是 {stated}，方案规定{whole} {required}。请核对。"
    ),
    "remark_differs": Wording(
        "X205", "note", "备注写“{typed}”，本行新签约项目目标是 {target} 个。两个数不一致，请知悉。"
    ),
    **DOCUMENT_SENTENCES,
}
