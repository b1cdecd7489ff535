"""Every sentence a finding can say of trips, their papers, and the Word forms that come back."""

from toolkit.model.wording import Wording

TRIP_SENTENCES = {
    "trip_twice": Wording("T101", "error", "行程编号“{id}”与第{other}行重复，本行没有读取。请改成另一个编号。"),
    "trip_unknown": Wording("T102", "error", "“行程”表里没有编号“{typed}”，本行没有归属。请核对行程编号。"),
    "choice_unknown": Wording("T103", "warning", "{column}写作“{typed}”。请从下拉中选：{choices}。"),
    "trip_unit_unknown": Wording("T104", "warning", "申请单位“{typed}”不在规则的单位名单里。请改用名单里的名称。"),
    "trip_leader_missing": Wording("T105", "error", "行程{id}没有带队领导。请在“人员”表把带队的人角色选为“带队领导”。"),
    "trip_route_unknown": Wording(
        "T106", "error", "行程{id}带队领导的级别是“{typed}”，找不到审批程序。请在“人员”表把级别改为{choices}。"
    ),
    "trip_not_approved": Wording(
        "T107",
        "warning",
        "行程{id}于{start}出发，台账没有批准日期。应由{approver}{action}（{clause}），请补登批准日期。",
    ),
    "trip_approved_late": Wording(
        "T108", "warning", "行程{id}于{start}出发，{approved}才批准。请核对日期；外出前应先办审批（{clause}）。"
    ),
    "trip_not_filed": Wording("T109", "note", "行程{id}没有备案编号。批准后请报{filed_with}备案（{clause}）。"),
    "trip_visits_short": Wording(
        "T110", "warning", "行程{id}拜访企业{count}家，要求不少于{minimum}家（{clause}）。请补充拜访企业或说明原因。"
    ),
    "trip_leads_short": Wording(
        "T111", "warning", "行程{id}有招商线索{count}条，要求不少于{minimum}条（{clause}）。请补填线索或说明原因。"
    ),
    "quota_short": Wording(
        "T112", "warning", "{unit}：{what}，{span}要求{required}，完成{actual}（{clause}）。请抓紧安排。"
    ),
    "paper_missing": Wording(
        "T113", "warning", "{who}的{what}应在{due}前报{receiver}（{clause}），台账没有报送日期。请报送并登记日期。"
    ),
    "paper_late": Wording(
        "T114", "warning", "{who}的{what}应在{due}前报{receiver}（{clause}），{sent}才报。请按时报送。"
    ),
    "over_budget": Wording(
        "T115", "warning", "{item}预算{budget}元，实际{actual}元，超出{excess}元。请填写超预算说明。"
    ),
    "trip_record_missing": Wording("T116", "warning", "拜访记录没有填{columns}（{clause}）。请按信息记录表补填。"),
    "amount_below_fen": Wording(
        "T121",
        "warning",
        "{column}写作“{typed}”，不足一分的零头不知怎样取舍，没有读取。请改成准确到分的金额，例如 333.33。",
    ),
    "trip_refused": Wording(
        "T122",
        "warning",
        "行程{id}于{start}出发，审批意见是“{opinion}”，没有批准（{clause}）。请核对；没有成行的，请从台账删去。",
    ),
    "approval_disagrees": Wording(
        "T123", "warning", "行程{id}有批准日期{approved}，审批意见却是“{opinion}”。请核对审批表，改正其中一项。"
    ),
    "form_unreadable": Wording("T201", "error", "这份 Word 表读不出来：{why}。请用 Word 或 WPS 另存为 .docx 再交。"),
    "form_unknown": Wording(
        "T202",
        "error",
        "看不出是哪一种表。请用工具箱生成的外出招商信息记录表、审批表、考察行程表或经费使用情况表，标题不要改。",
    ),
    "form_without_id": Wording(
        "T203", "error", "表上方没有“编号：”。请照台账补上行程编号，例如：编号：LZCX-2022-06-01。"
    ),
    "form_trip_unknown": Wording("T204", "error", "表上的编号“{id}”不在台账里。请核对编号，或先在台账登记这次行程。"),
    "form_value_unread": Wording("T205", "warning", "{column}写作“{typed}”，没有写入台账。请改成{example}这样的写法。"),
    "form_row_gone": Wording(
        "T206", "note", "台账里的“{name}”在表里没有，台账没有改动。请核对；确实取消的请在台账删去。"
    ),
    "form_words_unread": Wording("T207", "note", "“{typed}”不在表的栏目里，没有读取。要入账的请写进相应的栏目。"),
    "approval_unclear": Wording(
        "T211",
        "warning",
        "{who}栏写“{said}”{other}，不是明确的同意或批准，没有写入批准日期。请核对；确已批准的，请在台账补登批准日期。",
    ),
    "approval_undated": Wording(
        "T212",
        "warning",
        "{who}栏写“{said}”，签字日期“{date}”不能确定，没有写入批准日期。请核实后在台账补登批准日期。",
    ),
    "approval_contradicted": Wording(
        "T213",
        "warning",
        "{who}栏写“{said}”（签字日期：{date}），台账已有批准日期{register}，没有改动。请核对以哪一个为准，在台账改正。",
    ),
    "form_of_other_trip": Wording(
        "T214",
        "warning",
        "表上写的编号是“{id}”，但{what}与台账上这次行程不符{other}，整张表没有写入台账。请核对编号，改正后重新读入。",
    ),
    "form_total_differs": Wording(
        "T215", "warning", "经费预算合计写作“{typed}”，各项相加是{total}元。各项已按表读取，请核对合计。"
    ),
    "form_person_unclear": Wording(
        "T220",
        "warning",
        "随行人员里的“{typed}”看不出是谁，没有写入台账。请在台账“人员”表补上姓名、单位和职务。",
    ),
    "form_print_unknown": Wording(
        "T221",
        "warning",
        "{column}在表上是“{typed}”，在台账是“{now}”，看不出哪一个是后改的，台账没有改动。以表上为准的，请改台账。",
    ),
    "form_head_differs": Wording(
        "T225",
        "warning",
        "{column}在表上是“{typed}”，在台账是“{now}”。行程以审批表为准，台账没有改动；以这份表为准的，请改台账。",
    ),
    "form_visit_taken_out": Wording(
        "T226",
        "warning",
        "拜访企业印出时是“{printed}”，台账后来删去，表上的“{typed}”没有写入。仍要登记的，请在台账补登。",
    ),
    "form_conflict": Wording(
        "T222",
        "warning",
        "{column}印出时是“{printed}”，表上改成“{typed}”，台账后来改成“{now}”，没有写入。请核对，在台账写上正确的。",
    ),
    "form_struck": Wording("T223", "warning", "表里划掉了“{typed}”，台账没有改动。确实取消的请在台账删去或改正。"),
    "form_comment": Wording("T224", "warning", "批注“{typed}”没有读取。要入账的请写进表里相应的栏目，或直接改台账。"),
    "visit_outside_trip": Wording(
        "T216",
        "warning",
        "拜访日期写作“{typed}”，不在行程期间（{start}至{end}）内，没有写入台账。请核对日期；行程有变动的先改台账。",
    ),
    "trip_destination_unclear": Wording(
        "T240",
        "warning",
        "行程{id}的目的地“{typed}”看不出在不在{near}，先不计入外出次数。请在目的地写明省、市、县，例如：广东省佛山市。",
    ),
    "trip_inside": Wording(
        "T241", "note", "行程{id}的目的地“{typed}”在{near}以内，不计入外出次数。去了{near}以外的，请在目的地补写。"
    ),
    "trip_uncounted": Wording(
        "T242", "note", "行程{id}出发前没有批准，按口径 trip_unapproved 不计入外出次数。已批准的请补登批准日期。"
    ),
    "trip_of_several_units": Wording(
        "T243",
        "note",
        "行程{id}有几个单位：{units}，按口径 trip_joint 计在{counted}名下。不对的请改“申请单位”，或在设置里换口径。",
    ),
    "trip_group_led_by_several": Wording(
        "T244",
        "warning",
        "行程{id}只写了“{group}”，它的牵头单位有{leads}，先计在{counted}名下。请在“申请单位”写明是哪一个单位带队。",
    ),
    "trip_rank_above": Wording(
        "T245",
        "note",
        "行程{id}的随行人员{name}是{rank}，带队领导是{leader}，按口径 trip_rank 由{approver}审批。请核对带队领导。",
    ),
    "firm_visited_twice": Wording(
        "T246", "note", "这次外出里“{firm}”登记了{times}次拜访，只算一家企业。确是几家的请写明各家的全称。"
    ),
}
