"""Which words stand in each official notice, and in which style? The offices change them in Word."""

BODY, LAST, H1, H2, H3 = "公文正文", "公文正文（署名之前）", "heading 1", "heading 2", "heading 3"
TO = (("", "{%p if addressees %}"), ("主送机关", "{{ addressees }}："), ("", "{%p endif %}"))
REMARKS = (("", "{%p for remark in remarks %}"), (BODY, "{{ remark }}"), ("", "{%p endfor %}"))

REMINDER = (
    ("公文标题", "关于催报{{ period }}\n招商引资项目统计表的通知"),
    *TO,
    (
        BODY,
        (
            "根据{{ document_title }}要求，"
            "各有关单位{{ period }}招商引资项目统计表应于{{ original_due }}前报送{{ we }}。"
            "截至{{ issued_on }}，{% if missing_count %}尚有{{ missing_count }}个单位未报送"
            "{% if returned_count %}，另{% endif %}{% endif %}"
            "{% if returned_count %}有{{ returned_count }}个单位报送的统计表需要改正后重新报送{% endif %}。"
            "现将有关事项通知如下："
        ),
    ),
    ("", "{%p if missing_count %}"),
    (H1, "{{ numeral.missing }}、未报送的单位"),
    (
        BODY,
        (
            "{{ missing_units }}{% if missing_count > 1 %}等{{ missing_count }}个单位{% endif %}"
            "尚未报送{{ period }}招商引资项目统计表。"
        ),
    ),
    ("", "{%p endif %}"),
    ("", "{%p if returned_count %}"),
    (H1, "{{ numeral.returned }}、需要改正后重新报送的单位"),
    (BODY, "经核对，{{ returned_units }}需要改正。问题所在单元格及改正方法已在退回的统计表中逐处注明。"),
    ("", "{%p endif %}"),
    (H1, "{{ numeral.deadline }}、报送时限"),
    (
        BODY,
        (
            "请{% if missing_count %}未报送的单位抓紧填报{% endif %}"
            "{% if missing_count and returned_count %}，{% endif %}"
            "{% if returned_count %}需要改正的单位对照注明的问题逐项改正{% endif %}，"
            "于{{ new_due }}前将统计表报送{{ we }}。"
        ),
    ),
    ("", "{%p if basis %}"),
    (H1, "{{ numeral.duty }}、考核要求"),
    (BODY, "逾期仍未报送或者未按要求改正的，将按照{{ document_title }}“{{ basis }}”的规定执行。"),
    ("", "{%p endif %}"),
    *REMARKS,
    (LAST, "填报中如有疑问，请与{{ we }}联系。"),
)

TARGETS = (
    ("公文标题", "关于下达{{ jurisdiction }}{{ year }}年招商引资目标任务的通知"),
    *TO,
    (BODY, "根据{{ document_title }}，现将{{ jurisdiction }}{{ year }}年招商引资目标任务下达给你们，请认真组织实施。"),
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
    (BODY, "【楷体】（二）协同配合。【】各协办单位要主动配合牵头单位，做好项目洽谈、落地和服务工作。"),
    (BODY, "【楷体】（三）按时报送。【】各单位要按时按质报送统计表，目标任务完成情况按月通报。"),
    ("", "{%p if basis %}"),
    (BODY, "【楷体】（四）严格考核。【】按照{{ document_title }}，{{ basis }}。"),
    ("", "{%p endif %}"),
    *REMARKS,
    (LAST, "工作中如有问题，请与{{ we }}联系。"),
    ("附件说明", "附件：{{ annex }}"),
)

RETURNED = (
    ("公文标题", "关于改正{{ period }}招商引资项目统计表的通知"),
    *TO,
    (
        BODY,
        (
            "你单位报送的{{ period }}招商引资项目统计表收悉。经核对，有{{ problem_count }}处需要改正"
            "{% if row_count %}，涉及{{ row_count }}行{% endif %}。请对照附件逐处改正，"
            "于{{ due }}前重新报送{{ we }}。改正之前，有问题的行暂不计入汇总。"
        ),
    ),
    ("", "{%p if basis %}"),
    (BODY, "按照{{ document_title }}，{{ basis }}。"),
    ("", "{%p endif %}"),
    *REMARKS,
    (LAST, "问题所在的单元格已在退回的统计表中逐处标注，请在原表上改正。"),
    ("附件说明", "附件：{{ annex }}"),
)

PROGRESS = (
    ("公文标题", "关于{{ span }}{{ jurisdiction }}招商引资目标任务完成情况的通报"),
    *TO,
    (BODY, "现将{{ span }}招商引资目标任务完成情况通报如下："),
    (H1, "一、总体情况"),
    (BODY, "截至{{ as_of }}，序时进度为{{ elapsed }}。{{ overall }}。"),
    ("", "{%p if place_count %}"),
    (H1, "{{ numeral.units }}、各单位完成情况"),
    ("", "{%p if reached_count %}"),
    (BODY, "按{{ ranked_by }}完成率，达到或者高于序时进度的有{{ reached_count }}个：{{ reached }}。"),
    ("", "{%p endif %}"),
    ("", "{%p if behind_count %}"),
    (
        BODY,
        (
            "{% if not reached_count %}按{{ ranked_by }}完成率，{% endif %}"
            "低于序时进度的有{{ behind_count }}个：{{ behind }}。"
        ),
    ),
    ("", "{%p endif %}"),
    ("", "{%p if unplaced %}"),
    (BODY, "{{ unplaced }}没有{{ ranked_by }}目标，不作比较。"),
    ("", "{%p endif %}"),
    ("", "{%p endif %}"),
    ("", "{%p if boards %}"),
    (H1, "{{ numeral.boards }}、红黑榜"),
    ("", "TABLE boards"),
    ("", "{%p endif %}"),
    (H1, "{{ numeral.reports }}、报表报送情况"),
    (BODY, "{{ timeliness }}。"),
    (H1, "{{ numeral.next }}、下一步工作"),
    ("", "{%p if falling_back %}"),
    (BODY, "有指标低于序时进度的{{ falling_back }}要对照差距，查找原因，倒排工期，加快进度。"),
    ("", "{%p endif %}"),
    ("", "{%p if keeping_up %}"),
    (BODY, "各项指标均达到序时进度的{{ keeping_up }}要巩固成果，确保全面完成年度目标任务。"),
    ("", "{%p endif %}"),
    ("", "{%p if not falling_back and not keeping_up %}"),
    (BODY, "各单位要对照年度目标任务，落实工作措施，确保全面完成。"),
    ("", "{%p endif %}"),
    *REMARKS,
    (LAST, "{% if groups %}各单位目标任务完成情况见附件。{% else %}请认真抓好落实。{% endif %}"),
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
    (BODY, "有关单位要对照问题逐项整改，于{{ due }}前将整改情况报送{{ we }}。"),
    *REMARKS,
    (LAST, "{{ we }}将跟踪督办，整改情况在下期通报。"),
)

INTERVIEW = (
    ("公文标题", "关于约谈{{ unit }}{{ person }}的通知"),
    *TO,
    (
        BODY,
        (
            "{{ reason }}。{% if basis %}根据{{ document_title }}“{{ basis }}”的规定，{% endif %}"
            "现将约谈有关事项通知如下："
        ),
    ),
    (H1, "一、约谈时间"),
    (BODY, "{{ time }}。"),
    (H1, "二、约谈地点"),
    (BODY, "{{ place }}。"),
    (H1, "三、约谈人和约谈对象"),
    (BODY, "约谈人：{{ interviewer }}。"),
    (BODY, "约谈对象：{{ unit }}{{ person }}。"),
    (H1, "四、有关要求"),
    ("", "{%p for demand in demands %}"),
    (BODY, "{{ demand }}"),
    ("", "{%p endfor %}"),
    *REMARKS,
    (LAST, "请约谈对象准时参加，不得委托他人代替。"),
)

MEETING = (
    ("公文标题", "关于召开{{ meeting }}的通知"),
    *TO,
    (BODY, "定于{{ day }}召开{{ meeting }}。现将有关事项通知如下："),
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
    (LAST, "请于{{ reply_by }}前将参会人员名单报送{{ we }}。"),
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
            "{% if basis %}根据{{ document_title }}“{{ basis }}”的规定，{% endif %}"
            "{{ we }}汇总了各{{ team }}{{ period }}预算，"
            "共需招商引资工作经费{{ total }}（大写：{{ total_in_words }}），明细如下："
        ),
    ),
    ("", "TABLE money"),
    (BODY, "以上经费专款专用，考察结束后按规定报送经费使用情况。"),
    *REMARKS,
    (LAST, "请予审核拨付。妥否，请函复。"),
)

REIMBURSEMENT = (
    ("公文标题", "关于报销{{ period }}招商引资工作经费的函"),
    *TO,
    (
        BODY,
        (
            "{% if basis %}根据{{ document_title }}“{{ basis }}”的规定，{% endif %}"
            "{{ we }}审核汇总了各{{ team }}{{ period }}"
            "经费使用情况。预算{{ budget_total }}，实际支出{{ total }}（大写：{{ total_in_words }}），"
            "执行率{{ rate }}，票据{{ vouchers }}张，明细如下："
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
    (H1, "二、重点项目进展"),
    ("", "{%p if news %}"),
    ("", "{%p for line in news %}"),
    (BODY, "{{ line }}"),
    ("", "{%p endfor %}"),
    ("", "{%p else %}"),
    (BODY, "本月没有新签约、新开工的项目。"),
    ("", "{%p endif %}"),
    (H1, "三、单位完成情况"),
    ("", "{%p if places %}"),
    (BODY, "按{{ ranked_by }}完成率：{{ places }}。"),
    ("", "{%p else %}"),
    (BODY, "本月没有可以排列的完成率。"),
    ("", "{%p endif %}"),
    ("", "{%p if remarks %}"),
    (H1, "四、政策和环境"),
    ("", "{%p endif %}"),
    *REMARKS,
)

ANNUAL = (
    ("公文标题", "关于{{ year }}年{{ jurisdiction }}招商引资工作情况的报告"),
    *TO,
    (BODY, "现将{{ year }}年招商引资工作情况报告如下："),
    (H1, "一、目标任务完成情况"),
    (BODY, "{{ overall }}。"),
    (BODY, "{{ until }}计入汇总的项目{{ project_count }}个，投资总额{{ investment }}。{{ ranking }}"),
    (H1, "二、主要做法"),
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
    (H1, "四、{{ next_year }}年工作打算"),
    ("", "{%p for line in plans %}"),
    (BODY, "{{ line }}"),
    ("", "{%p endfor %}"),
    *REMARKS,
    (LAST, "特此报告。"),
)
