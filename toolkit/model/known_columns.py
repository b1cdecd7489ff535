"""Which columns may a statistics table have in every county, and how do units write their headings?"""

from msgspec import Struct


class Field(Struct, frozen=True):
    """A field of the table: its heading in the form as issued, and the other ways to write it.

    ``name`` is that of :class:`~toolkit.model.submission.Project`'s field, unit included: ``investment_yuan``.
    """

    name: str
    heading: str
    synonyms: tuple[str, ...]
    required: bool = False
    base: bool = True
    qualified: bool = False


STATISTICS: tuple[Field, ...] = (
    Field("number", "序号", ("编号", "号", "no", "no.")),
    Field(
        "industry",
        "行业",
        ("所属行业", "行业类别", "行业分类", "产业", "所属产业", "产业类别", "产业类型", "行业类型")
        + ("产业分类", "主导产业"),
    ),
    Field(
        "name",
        "项目名称",
        ("项目名", "名称", "项目", "招商项目名称", "招商引资项目名称", "引进项目名称"),
        required=True,
    ),
    Field(
        "investor",
        "项目方",
        (
            "项目业主",
            "业主",
            "业主单位",
            "项目业主单位",
            "投资方",
            "投资方名称",
            "投资主体",
            "投资企业",
            "投资单位",
            "投资商",
        )
        + ("建设单位", "企业名称", "公司名称", "项目单位", "项目公司", "投资业主", "引进企业", "投资人"),
    ),
    Field(
        "investment_yuan",
        "投资总额",
        ("总投资", "投资额", "总投资额", "计划总投资", "计划投资", "投资金额", "项目总投资", "合同投资额", "合同总投资")
        + ("计划投资额", "投资总额度", "投资规模", "拟投资额", "协议投资额", "计划总投资额"),
        required=True,
    ),
    Field(
        "source",
        "投资来源",
        (
            "资金来源",
            "资金来源地",
            "投资来源地",
            "投资方来源地",
            "投资方来源",
            "来源地",
            "来源",
            "投资方所在地",
            "投资方所属地",
        )
        + ("资金来源地区", "投资来源地区", "投资商来源地", "客商来源地", "客商来源"),
    ),
    Field(
        "contact",
        "项目负责人",
        ("负责人", "联系人", "项目联系人", "项目负责人姓名", "企业负责人", "企业联系人", "负责人姓名", "联系人姓名"),
    ),
    Field(
        "phone",
        "联系电话",
        ("电话", "联系方式", "手机", "手机号", "手机号码", "联系号码", "电话号码", "负责人电话", "联系人电话"),
    ),
    Field(
        "moved_in_on",
        "项目入驻时间",
        ("入驻时间", "入驻日期", "落户时间", "引进时间", "入园时间", "项目入驻日期", "落地时间", "项目落户时间"),
    ),
    Field(
        "progress",
        "进展情况",
        (
            "进展",
            "项目进展",
            "项目进展情况",
            "进度",
            "项目进度",
            "工作进展",
            "目前进展",
            "目前进展情况",
            "建设进度",
            "进展状态",
            "当前进展",
            "项目进度情况",
            "项目状态",
            "进度情况",
        )
        + (
            "形象进度",
            "目前进度",
            "当前进度",
            "工程进度",
            "施工进度",
            "建设进展",
            "推进进度",
            "推进情况",
            "工作进度",
            "最新进展",
        )
        + (
            "建设进展情况",
            "工程进展",
            "工程进展情况",
            "项目形象进度",
            "工程形象进度",
            "项目推进情况",
            "项目建设进度",
            "实施进度",
        )
        + ("目前状态", "当前状态", "目前阶段", "当前阶段", "项目阶段", "所处阶段", "进展阶段")
        + ("本月进展", "本月进展情况"),
    ),
    Field("credit_code", "统一社会信用代码", ("信用代码", "社会信用代码"), base=False),
    Field(
        "paid_in_yuan",
        "到位资金",
        ("实际到位资金", "累计到位资金", "已到位资金", "到资", "资金到位", "到位资金额", "本年到位资金", "到位内资")
        + ("实际到位内资", "到位资金总额", "实际到资")
        # As the words of a group and of what stands below it make them: 投资情况 over 本年到位.
        + tuple(
            f"{what}{span}到位" for what in ("投资", "资金") for span in ("已", "实际", "本年", "累计", "本月", "")
        ),
        base=False,
    ),
    # Named by their qualifiers (toolkit.intake.tables.column_choice), not by words of their own.
    Field("paid_in_month_yuan", "本月到位资金", (), base=False, qualified=True),
    Field("paid_in_total_yuan", "开工至今累计到位资金", (), base=False, qualified=True),
    Field("signed_on", "签约日期", ("签约时间", "签订日期", "签约年月", "合同签订时间", "合同签订日期"), base=False),
    Field(
        "registered_on",
        "注册日期",
        (
            "注册时间",
            "工商注册时间",
            "工商登记时间",
            "注册登记时间",
            "公司注册时间",
            "公司注册日期",
            "公司成立时间",
            "公司成立日期",
        )
        + ("营业执照时间", "营业执照日期", "营业执照办理时间"),
        base=False,
    ),
    Field("started_on", "开工日期", ("开工时间", "动工时间", "开工年月"), base=False),
    Field("produced_on", "投产日期", ("投产时间", "竣工投产时间"), base=False),
    Field("industrial", "是否工业", ("是否工业项目", "工业项目"), base=False),
    Field(
        "emerging", "是否新兴产业", ("新兴产业", "是否新兴产业项目", "是否战略性新兴产业", "战略性新兴产业"), base=False
    ),
    Field("land_mu", "新增供地", ("供地面积", "新增工业供地", "供地"), base=False),
    Field("floor_sqm", "标准厂房", ("标准厂房面积", "新建标准厂房"), base=False),
    Field("idle_mu", "盘活土地", ("盘活闲置土地", "盘活低效土地", "盘活闲置低效土地"), base=False),
    Field(
        "fdi_usd",
        "实际利用外资",
        ("其中实际利用外资", "实际使用外资", "实际利用外资金额", "实际到位外资", "实到外资")
        + ("到位外资", "实际外资", "实际利用外资额", "实际使用外资额", "实际使用外资金额"),
        base=False,
    ),
    Field("contract_usd", "合同外资", ("合同外资额", "合同利用外资"), base=False),
    Field("trade_yuan", "进出口额", ("进出口总额", "外贸进出口额", "外贸进出口总额"), base=False),
    Field("fortune500", "是否世界500强", ("世界500强", "是否世界500强企业"), base=False),
    Field("in_statistics", "是否入统", ("入统", "是否已入统"), base=False),
    Field("packaged", "是否策划包装", ("策划包装", "是否策划包装项目", "策划包装项目"), base=False),
    Field("explanation", "说明", ("情况说明", "填报说明", "单位说明"), base=False),
    Field("territory", "项目属地", ("属地", "所属乡镇", "所在乡镇", "属地乡镇"), base=False),
    # The register's number, as it stands in the form that the office issued; 序号 and 编号 alone count the rows.
    Field("project_number", "项目编号", ("项目库编号",), base=False),
)
