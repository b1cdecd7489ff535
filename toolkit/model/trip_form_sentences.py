"""Every sentence a finding can say of the Word forms of a trip that come back filled in."""

from toolkit.model.wording import Wording

TRIP_FORM_SENTENCES: dict[str, Wording] = {
    "form_unreadable": Wording(
        "T201", "error", "这份 Word 表{why}", "无法读取，没有写入台账", "请用 Word 或 WPS 另存为 .docx 再交"
    ),
    "form_unknown": Wording(
        "T202",
        "error",
        "看不出是哪一种表",
        "没有写入台账",
        "请用工具箱生成的外出招商信息记录表、审批表、考察行程表或经费使用情况表，标题不要改",
    ),
    "form_without_id": Wording(
        "T203",
        "error",
        "表上方没有“编号：”",
        "没有写入台账",
        "请照台账补上行程编号，例如：编号：LZCX-2022-06-01",
    ),
    "form_trip_unknown": Wording(
        "T204",
        "error",
        "表上的编号“{id}”不在台账里",
        "没有写入台账",
        "请核对编号，或先在台账登记这次行程",
    ),
    "form_value_unread": Wording(
        "T205", "warning", "{column}写的是“{typed}”", "没有写入台账", "请改成{example}这样填写"
    ),
    "form_row_gone": Wording(
        "T206",
        "note",
        "台账里的“{name}”在表里没有",
        "台账没有改动",
        "请核对；确实取消的请在台账删去",
    ),
    "form_words_unread": Wording("T207", "note", "“{typed}”不在表的栏目里", "没有写入台账", "要入账的请写进相应的栏目"),
    "approval_unclear": Wording(
        "T211",
        "warning",
        "{who}栏写“{said}”{other}，不是明确的同意或批准",
        "没有写入批准日期",
        "请核对；确已批准的，请在台账补登批准日期",
    ),
    "approval_undated": Wording(
        "T212",
        "warning",
        "{who}栏写“{said}”，签字日期“{date}”不能确定",
        "没有写入批准日期",
        "请核实后在台账补登批准日期",
    ),
    "approval_contradicted": Wording(
        "T213",
        "warning",
        "{who}栏写“{said}”（签字日期：{date}），台账已有批准日期{register}",
        "台账没有改动",
        "请核对以哪一个为准，在台账改正",
    ),
    "form_of_other_trip": Wording(
        "T214",
        "warning",
        "表上写的编号是“{id}”，但{what}与台账上这次行程不符{other}",
        "整张表没有写入台账",
        "请核对编号，改正后重新读入",
    ),
    "form_total_differs": Wording(
        "T215",
        "warning",
        "{what}合计写的是“{typed}”，各项相加是{total}元",
        "各项已按表写入",
        "请核对合计",
    ),
    "visit_outside_trip": Wording(
        "T216",
        "warning",
        "拜访日期写的是“{typed}”，不在行程期间（{start}至{end}）内",
        "没有写入台账",
        "请核对日期；行程有变动的先改台账",
    ),
    "form_person_unclear": Wording(
        "T220",
        "warning",
        "随行人员里的“{typed}”看不出是谁",
        "没有写入台账",
        "请在台账“人员”表补上姓名、单位和职务",
    ),
    "form_print_unknown": Wording(
        "T221",
        "warning",
        "{column}在表上是“{typed}”，在台账是“{now}”，看不出哪一个是后改的",
        "台账没有改动",
        "以表上为准的，请改台账",
    ),
    "form_conflict": Wording(
        "T222",
        "warning",
        "{column}印出时是“{printed}”，表上改成“{typed}”，台账后来改成“{now}”",
        "没有写入台账",
        "请核对，在台账写上正确的",
    ),
    "form_struck": Wording("T223", "warning", "表里划掉了“{typed}”", "台账没有改动", "确实取消的请在台账删去或改正"),
    "form_comment": Wording(
        "T224",
        "warning",
        "批注“{typed}”不在表的栏目里",
        "没有写入台账",
        "要入账的请写进表里相应的栏目，或直接改台账",
    ),
    "form_head_differs": Wording(
        "T225",
        "warning",
        "{column}在表上是“{typed}”，在台账是“{now}”",
        "行程以审批表为准，台账没有改动",
        "以这份表为准的，请改台账",
    ),
    "form_visit_taken_out": Wording(
        "T226",
        "warning",
        "拜访企业印出时是“{printed}”，台账后来删去，表上是“{typed}”",
        "没有写入台账",
        "仍要登记的，请在台账补登",
    ),
    "form_own_opinion": Wording(
        "T227",
        "note",
        "申请单位意见栏写“{said}”，台账没有这一栏",
        "没有写入台账",
        "有条件或另有安排的，请在台账“备注”里记下",
    ),
    "form_leader_replaced": Wording(
        "T228",
        "warning",
        "带队领导由“{printed}”改成“{typed}”",
        "“{printed}”不再记为带队领导，仍在台账“人员”表里",
        "请核对审批程序；“{printed}”不外出的，请在台账删去这一行",
    ),
    "form_leader_unknown": Wording(
        "T229",
        "warning",
        "带队领导改成“{name}”，台账没有其{what}，表上没有另写",
        "原带队领导的没有照搬",
        "请在台账“人员”表补上{what}",
    ),
}
