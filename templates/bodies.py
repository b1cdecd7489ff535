"""Which words stand in each official notice, and in which style? The offices change them in Word."""

BODY, LAST, H1, H2, H3 = "公文正文", "公文正文（署名之前）", "heading 1", "heading 2", "heading 3"
TO = (("", "{%p if addressees %}"), ("主送机关", "{{ addressees }}："), ("", "{%p endif %}"))
REMARKS = (("", "{%p for remark in remarks %}"), (BODY, "{{ remark }}"), ("", "{%p endfor %}"))

REMINDER = (
    ("公文标题", "关于{% if urged_on %}再次{% endif %}催报{{ period }}\n招商引资项目统计表的通知"),
    *TO,
    (
        BODY,
        (
            "根据{{ document_title }}要求，{{ period }}招商引资项目统计表应于{{ original_due }}前报送{{ we }}。"
            "{% if urged_on %}{{ we }}已于{{ urged_on }}催报。{% endif %}"
            "截至{{ issued_on }}，{% if missing_count %}{% if urged_on %}仍{% else %}尚{% endif %}有"
            "{{ missing_count }}个单位未报送"
            "{% if returned_count %}，另{% endif %}{% endif %}"
            "{% if returned_count %}有{{ returned_count }}个单位的统计表须修改后重报{% endif %}。"
            "为确保按时汇总，现就有关事项通知如下："
        ),
    ),
    ("", "{%p if missing_count %}"),
    (H1, "{{ numeral.missing }}、未报送的单位"),
    (
        BODY,
        (
            "{{ missing_units }}{% if missing_count > 2 %}等{{ missing_count }}个单位{% endif %}"
            "{% if urged_on %}务必{% else %}请{% endif %}于{{ new_due }}前报送；确无项目的，报零报告。"
        ),
    ),
    ("", "{%p endif %}"),
    ("", "{%p if returned_count %}"),
    (H1, "{{ numeral.returned }}、须修改后重报的单位"),
    (
        BODY,
        (
            "{{ returned_units }}须修改。{% if urged_on %}务必{% else %}请{% endif %}"
            "对照退回修改稿逐处修改，于{{ new_due }}前重报。"
        ),
    ),
    ("", "{%p endif %}"),
    ("", "{%p if basis %}"),
    (H1, "{{ numeral.duty }}、考核要求"),
    (
        BODY,
        (
            "{% if urged_on %}逾期仍未报送或者未按要求修改的，将按照{{ document_title }}“{{ basis }}”的规定执行。"
            "{% else %}{{ document_title }}规定：“{{ basis }}”。请各有关单位高度重视，按时按质报送。{% endif %}"
        ),
    ),
    ("", "{%p endif %}"),
    *REMARKS,
    (LAST, "填报中如有疑问，请与{{ we }}联系。{% if not urged_on %}感谢支持配合。{% endif %}"),
)

TARGETS = (
    ("公文标题", "关于下达{{ jurisdiction }}{{ year }}年招商引资目标任务的通知"),
    *TO,
    (BODY, "根据{{ document_title }}，现将{{ year }}年招商引资目标任务下达给你们，请认真组织实施。"),
    (H1, "一、目标任务"),
    (BODY, "{{ year }}年，{{ jurisdiction }}招商引资目标任务为：{{ county_targets }}。"),
    (
        BODY,
        (
            "目标任务分解到{% if group_count > 1 %}{{ group_count }}个{{ team }}、{% endif %}"
            "{{ unit_count }}个牵头单位，具体见附件。"
        ),
    ),
    (H1, "二、工作要求"),
    (BODY, "【楷体】（一）分解任务。【】各牵头单位要把目标任务分解到月、落实到人，定期研究招商引资工作。"),
    ("", "{%p if supported %}"),
    (
        BODY,
        "【楷体】（{{ numeral.support }}）协同配合。【】各协办单位要主动配合牵头单位，做好项目洽谈、落地和服务工作。",
    ),
    ("", "{%p endif %}"),
    (BODY, "【楷体】（{{ numeral.report }}）按时报送。【】各单位要按时按质报送统计表，目标任务完成情况按月通报。"),
    ("", "{%p if basis %}"),
    (BODY, "【楷体】（{{ numeral.duty }}）严格考核。【】考核按照{{ document_title }}“{{ basis }}”的规定执行。"),
    ("", "{%p endif %}"),
    *REMARKS,
    (LAST, "工作中如有问题，请与{{ we }}联系。"),
    ("附件说明", "附件：{{ annex }}"),
)

RETURNED = (
    ("公文标题", "关于修改重报{{ period }}\n招商引资项目统计表的通知"),
    *TO,
    (
        BODY,
        (
            "你单位报送的{{ period }}招商引资项目统计表收悉。经核对，"
            "{% if again %}仍{% endif %}有{{ problem_count }}处须修改"
            "{% if row_count %}，涉及{{ row_count }}行{% endif %}"
            "{% if check_count %}，另有{{ check_count }}处请核对{% endif %}。"
            "请对照附件逐处修改，于{{ due }}前重新报送{{ we }}。修改之前，有问题的行暂不计入汇总。"
        ),
    ),
    ("", "{%p if again and basis %}"),
    (BODY, "逾期不改的，将按照{{ document_title }}“{{ basis }}”的规定执行。"),
    ("", "{%p endif %}"),
    *REMARKS,
    (LAST, "问题所在的单元格已在退回修改稿中逐处标注，请在原表上修改。"),
    ("附件说明", "附件：{{ annex }}"),
)

PROGRESS = (
    ("公文标题", "关于{{ span }}{{ jurisdiction }}招商引资目标任务完成情况的通报"),
    *TO,
    (BODY, "根据{{ document_title }}，现将{{ span }}{{ whole }}招商引资目标任务完成情况通报如下："),
    (H1, "一、总体情况"),
    (BODY, "截至{{ as_of }}，序时进度为{{ elapsed }}。{{ judgement }}"),
    ("", "{%p for line in county_lines %}"),
    (BODY, "{{ line }}"),
    ("", "{%p endfor %}"),
    ("", "{%p if movement %}"),
    (BODY, "{{ movement }}"),
    ("", "{%p endif %}"),
    ("", "{%p if beside %}"),
    (BODY, "{{ beside }}"),
    ("", "{%p endif %}"),
    ("", "{%p if unit_lines %}"),
    (H1, "{{ numeral.units }}、各单位完成情况"),
    ("", "{%p for line in unit_lines %}"),
    (BODY, "{{ line }}"),
    ("", "{%p endfor %}"),
    ("", "{%p if causes %}"),
    (BODY, "{{ causes }}"),
    ("", "{%p endif %}"),
    ("", "{%p if groups %}"),
    (BODY, "各单位目标任务完成情况见附件。"),
    ("", "{%p endif %}"),
    ("", "{%p endif %}"),
    ("", "{%p if boards %}"),
    (H1, "{{ numeral.boards }}、红黑榜"),
    ("", "TABLE boards"),
    ("", "{%p endif %}"),
    (H1, "{{ numeral.reports }}、统计表报送情况"),
    (BODY, "{{ reports }}"),
    (H1, "{{ numeral.next }}、下一步工作"),
    ("", "{%p for line in next_lines %}"),
    (BODY, "{{ line }}"),
    ("", "{%p endfor %}"),
    *REMARKS,
    (LAST, "特此通报。"),
    ("", "{%p if groups %}"),
    ("附件说明", "附件：{{ annex }}"),
    ("", "{%p endif %}"),
)

INSPECTION = (
    ("公文标题", "关于{{ span }}招商引资工作督查情况的通报"),
    *TO,
    (BODY, "{{ overview }}。现将督查情况通报如下："),
    ("", "{%p if merits %}"),
    (H1, "{{ numeral.merits }}、工作成效"),
    ("", "{%p for merit in merits %}"),
    (BODY, "{{ merit }}"),
    ("", "{%p endfor %}"),
    ("", "{%p endif %}"),
    ("", "{%p if problems %}"),
    (H1, "{{ numeral.problems }}、存在问题"),
    ("", "{%p for problem in problems %}"),
    (BODY, "{{ problem }}"),
    ("", "{%p endfor %}"),
    ("", "{%p endif %}"),
    (H1, "{{ numeral.demands }}、整改要求"),
    (
        BODY,
        (
            "{% if problems %}有关单位要对照问题逐项整改，于{{ due }}前将整改情况报送{{ we }}。"
            "{% else %}各单位要巩固成效，继续做好招商引资工作。{% endif %}"
        ),
    ),
    *REMARKS,
    (LAST, "{% if problems %}{{ we }}将跟踪督办，整改情况将在下期通报中予以通报。{% else %}特此通报。{% endif %}"),
)

INTERVIEW = (
    ("", "{%p if for_review %}"),
    ("公文正文", "【黑体】{{ for_review }}【】"),
    ("", "{%p endif %}"),
    ("公文标题", "关于约谈{{ unit }}{{ person }}的通知"),
    *TO,
    (BODY, "{{ reason }}。"),
    (
        BODY,
        (
            "{% if basis %}根据{{ document_title }}“{{ basis }}”的规定，{% endif %}"
            "经研究，决定对你单位{{ person }}进行约谈。"
            "{% if mandate %}受{{ mandate }}委托，{% endif %}现将有关事项通知如下："
        ),
    ),
    (H1, "一、约谈时间"),
    (BODY, "{{ time }}。"),
    (H1, "二、约谈地点"),
    (BODY, "{{ place }}。"),
    (H1, "三、约谈人"),
    (BODY, "{{ interviewer }}。"),
    (H1, "四、约谈对象"),
    (BODY, "{{ unit }}{{ person }}。"),
    (H1, "五、约谈内容"),
    (BODY, "【楷体】（一）【】招商引资目标任务进展情况，进度滞后的原因；"),
    (BODY, "【楷体】（二）【】下一步工作措施和时间安排。"),
    (H1, "六、有关要求"),
    ("", "{%p for demand in demands %}"),
    (BODY, "{{ demand }}"),
    ("", "{%p endfor %}"),
    *REMARKS,
    (LAST, "特此通知。"),
)

MEETING = (
    ("公文标题", "关于召开{{ meeting }}的通知"),
    *TO,
    (BODY, "经研究，定于{{ day }}召开{{ meeting }}。现将有关事项通知如下："),
    (H1, "一、会议时间"),
    (BODY, "{{ time }}。"),
    (H1, "二、会议地点"),
    (BODY, "{{ place }}。"),
    (H1, "三、会议内容"),
    ("", "{%p for item in agenda %}"),
    (BODY, "{{ item }}"),
    ("", "{%p endfor %}"),
    (H1, "四、参会人员"),
    (BODY, "{{ attendees }}。"),
    (H1, "五、有关要求"),
    ("", "{%p for demand in demands %}"),
    (BODY, "{{ demand }}"),
    ("", "{%p endfor %}"),
    *REMARKS,
    (LAST, "特此通知。"),
)

MINUTES = (
    ("公文标题", "{{ meeting }}纪要"),
    (BODY, "{{ time }}，{{ chair }}在{{ place }}主持召开{{ meeting }}。{{ heard }}。现将会议议定事项纪要如下："),
    ("", "{%p for decision in decisions %}"),
    (BODY, "{{ decision }}"),
    ("", "{%p endfor %}"),
    *REMARKS,
    (LAST, "会议要求，议定事项由有关单位抓好落实，并将落实情况报{{ issuer }}。"),
    ("与会人员（首项）", "【黑体】出席：【】{{ present }}"),
    ("", "{%p if absent %}"),
    ("与会人员", "【黑体】请假：【】{{ absent }}"),
    ("", "{%p endif %}"),
    ("", "{%p if observers %}"),
    ("与会人员", "【黑体】列席：【】{{ observers }}"),
    ("", "{%p endif %}"),
)

BUDGET = (
    ("公文标题", "关于申请{{ period }}招商引资工作经费的函"),
    *TO,
    (
        BODY,
        (
            "{% if basis %}按照{{ document_title }}“{{ basis }}”的要求，{% else %}为保障招商引资工作开展，{% endif %}"
            "经汇总审核，各{{ team }}{{ period }}共需招商引资工作经费{{ total }}"
            "（大写：{{ total_in_words }}），明细如下："
        ),
    ),
    ("", "TABLE money"),
    (BODY, "以上经费将做到专款专用，考察结束后按规定报送经费使用情况。"),
    *REMARKS,
    (LAST, "请予审核拨付。妥否，请函复。"),
)

REIMBURSEMENT = (
    ("公文标题", "关于报销{{ period }}招商引资工作经费的函"),
    *TO,
    (
        BODY,
        (
            "{% if basis %}按照{{ document_title }}“{{ basis }}”的要求，{% endif %}"
            "经审核汇总，各{{ team }}{{ period }}招商引资工作经费预算为{{ budget_total }}，"
            "实际支出{{ total }}（大写：{{ total_in_words }}）{% if rate %}，占预算的{{ rate }}{% endif %}"
            "{% if vouchers %}，附票据{{ vouchers }}张{% endif %}。明细如下："
        ),
    ),
    ("", "TABLE spent"),
    *REMARKS,
    (LAST, "请予审核报销。妥否，请函复。"),
)

NEWSLETTER = (
    ("公文标题", "{{ title }}"),
    (H1, "一、招商动态"),
    (BODY, "本月，{{ whole }}{{ projects }}。{% if journeys %}本月{{ journeys }}。{% endif %}"),
    (BODY, "{{ span }}，{{ overall }}。"),
    ("", "{%p if beside %}"),
    (BODY, "{{ beside }}"),
    ("", "{%p endif %}"),
    ("", "{%p if news %}"),
    (H1, "{{ numeral.news }}、重点项目进展"),
    ("", "{%p for line in news %}"),
    (BODY, "{{ line }}"),
    ("", "{%p endfor %}"),
    ("", "{%p endif %}"),
    ("", "{%p if places %}"),
    (H1, "{{ numeral.places }}、单位完成情况"),
    (BODY, "按{{ ranked_by }}完成率：{{ places }}。"),
    ("", "{%p endif %}"),
    ("", "{%p if remarks %}"),
    (H1, "{{ numeral.remarks }}、政策和环境"),
    ("", "{%p endif %}"),
    *REMARKS,
)

ANNUAL = (
    ("公文标题", "关于{{ span }}{{ jurisdiction }}招商引资工作情况的报告"),
    *TO,
    (
        BODY,
        (
            "{{ span }}，在{{ leadership }}的正确领导下，{{ whole }}认真落实{{ document_title }}，"
            "扎实推进招商引资工作。"
            "现将有关情况报告如下："
        ),
    ),
    (H1, "一、目标任务完成情况"),
    (BODY, "{{ judgement }}"),
    ("", "{%p for line in county_lines %}"),
    (BODY, "{{ line }}"),
    ("", "{%p endfor %}"),
    ("", "{%p if beside %}"),
    (BODY, "{{ beside }}"),
    ("", "{%p endif %}"),
    ("", "{%p if project_count %}"),
    (BODY, "{{ until }}{{ listed }}计入汇总的项目{{ project_count }}个，投资总额{{ investment }}。{{ ranking }}"),
    ("", "{%p endif %}"),
    (H1, "二、主要做法"),
    ("", "{%p if journeys %}"),
    (BODY, "{{ journeys }}"),
    ("", "{%p endif %}"),
    ("", "{%p for line in practices %}"),
    (BODY, "{{ line }}"),
    ("", "{%p endfor %}"),
    (H1, "三、存在问题"),
    ("", "{%p if behind %}"),
    (BODY, "{{ behind }}。"),
    ("", "{%p endif %}"),
    ("", "{%p for line in problems %}"),
    (BODY, "{{ line }}"),
    ("", "{%p endfor %}"),
    (H1, "四、{{ next_steps }}"),
    ("", "{%p for line in plans %}"),
    (BODY, "{{ line }}"),
    ("", "{%p endfor %}"),
    *REMARKS,
    (LAST, "特此报告。"),
)
