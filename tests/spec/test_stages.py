"""Stages: what a progress note surely claims, by its clauses; what is planned, denied or ended is no claim.

The tables are examples of kinds.  「?」 means that a person is asked: a reasonable official could answer otherwise.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.intake.values.progress import read_progress
from toolkit.model.period import ReportingPeriod
from toolkit.model.stages import ENDED, STAGES, stage_rank

JUNE = ReportingPeriod(2022, 6)

TALKS = """
    在谈
    正与客商磋商投资条款
    企业负责人上月来我镇实地考察
    投资方已两次来访，双方继续洽谈
    尚未签约
    计划7月上旬签订投资合同
    拟近期签约
    协议文本审核中
    合同条款已基本敲定，待签
    有投资意向，正在跟进
    已达成初步合作意向
    正在与广东某生产制造有限公司商谈
    与某建设集团接触中
    签约仪式定于7月8日举行
    双方就投资协议细节进行谈判
    拟签订框架协议
    在谈，企业已到园区考察两次，未签约
    投资合同起草中
    等待签约
    意向投资方前来对接
    投资协议待签
    年产5万吨生产线建设项目，正在洽谈
    现正筹备签约
    草拟投资合同
    有意落户，正在洽谈
    7月签约
    2022年7月1日签约
    达成落户意向
"""
SIGNED = """
    合同已签订待注册
    已于4月签订正式投资合同
    合同已签
    完成签约
    已签约，用地手续正在办理
    已签合同，公司注册正在办理中
    签约（尚未注册公司）
    已签投资协议、正在办理工商注册
    5月20日正式签约，计划三季度开工
    项目已签约，拟于7月开工
    已签订招商引资投资合同，正在开展施工图设计
    签约后正在办理立项备案
    已完成签约，环评报告编制中
    已与某某建设有限公司签订投资协议
    已签约，土地证已办理
    正式合同已签订，待摘牌
    已签约，年底前开工建设
    已举行签约仪式
    投资协议书签署完毕，营业执照正在申请
    已签约但未开工
    已签约，征地拆迁中
    先签框架协议，后于5月正式签订投资合同
    已签约，预计建成后年产值5亿元
    已签约，开工条件尚不具备
    已签约，待环评批复后开工
    签约后，积极办理前期手续
    投资建设光伏发电项目，已签约
    已与园区管委会签订入园协议
    已签约，7月1日开工
    已签约并于7月开工
    落户协议已签
    已签约，三季度开工
    已签约，2022年底投产
"""
REGISTERED = """
    公司已注册
    营业执照已办好
    已领取营业执照，施工图设计中
    项目公司注册完毕，待施工招标
    已在我县注册成立新公司，正在选址
    工商登记已完成
    已签约并完成公司注册
    新公司已成立，准备开工
    完成注册，拟8月动工
    已取得营业执照，生产许可证正在办理
    注册手续已办结
    企业已注册落户，厂房设计方案审查中
    公司已注册，注册资本5000万元
    项目公司组建完成，设备采购中
    已完成工商注册登记，待土地挂牌出让
    在工商局登记注册
    设立了全资子公司
    签署投资框架协议，并成立项目公司
"""
BUILDING = """
    主体施工中
    桩基完成
    已动工建设
    厂房主体结构已完成三层
    正在进行土方开挖
    钢构安装已过半
    设备调试中，预计下月投产
    因资金问题停建后已于5月复工
    受疫情影响一度停工，目前已恢复施工
    1号厂房已封顶，2号厂房正在浇筑
    车间已完工，生产线安装中
    工程进度60%
    已开工，力争年底竣工
    地下室施工
    项目建设中，尚未投产
    建设进度过半
    项目在建，正在办理施工许可证
    正在砌筑围墙和浇筑地面
    已开工建设，主体完成40%
    厂房竣工，设备未到位
    全面开工建设
    基础施工完成，主体待建
    已于2022年4月破土动工
    完成土建工程，待设备安装
    办公楼已竣工验收，待装修
    未取得土地证，但已开工建设
    完成工程量的35%
    厂房已建好
    开建
    签约：2022年3月；注册：2022年4月；开工：2022年5月
    主体竣工，装修中
    计划6月开工，现已开工
    已落户开工
    在园区注册落户并开始建厂
    因疫情停工，现已正常施工
    于2022年3月取得营业执照，5月开工建设
    钢架搭建中
    大棚已建成，待安装设备
    工程收尾
    去年10月开工
    建设初期
"""
PRODUCING = """
    已正式投产
    企业正常生产
    投产达效
    5月起正式营业
    竣工投产并产生税收
    正式投入运营
    建成投产
    已开业
    生产线已投入使用，运行良好
    复产，生产正常
    停产检修后已恢复生产
    全面投产，满负荷生产
    已建成投运
    2021年9月投产
    已投产，产品已下线
    已投产，拟申报高新技术企业
    光伏电站已并网发电
    在产
    通过竣工验收并投入使用
"""
ENDED_NOTES = """
    双方解除协议
    项目终止
    退出
    投资商放弃投资
    客商撤资，项目取消
    已解约
    双方协商一致，解除投资合同
    公司已注销，项目终止
    企业已迁出我县
    已签约，后因用地问题终止合作
    企业破产清算
    项目已作废
    谈判破裂
    签订解除协议
    曾开工，现项目已终止
    不再投资
    企业倒闭
    终止（投资方资金问题）
    投资合同已解除
    协议终止
    企业决定不投资了
    公司已办理注销
    企业主动终止，正在清算
    项目转移至外县
    企业落户其他县
    项目撤销
    被邻县引走
"""
ASKED = """
    项目搁置
    停工整顿
    已停产
    主体施工后停工
    暂缓建设
    项目中止
    资金链断裂，无法推进
    企业失联
    停工，计划8月复工
    已取得土地证
    框架协议已签
    签订战略合作协议
    已签订厂房租赁合同
    签订土地出让合同
    已试生产
    正在试运营
    设备调试完成，进入试生产阶段
    正在装修
    公司已注册，厂房装修中
    已举行开工仪式
    已签约，土地平整中
    挖机已进场
    拟于7月开工
    计划开工
    预计9月投产
    有望年内竣工投产
    前期手续办理中
    施工准备阶段
    正在招标
    正在办理环评、能评
    正在办理公司注册
    营业执照未办
    待开工
    尚未开工建设
    未签约已动工
    已投产，厂房正在建设
    二期主体施工，一期投产
    一期竣工投产，二期拟明年开工
    未开工，已投产
    施工合同已解除
    拟终止合作
    正在办理注销手续
    投资方撤资后引进新投资方，正在洽谈
    项目进展顺利
    正在有序推进
    详见汇报材料
    80%
    签约率100%
    ——
    设备已采购
    已签订施工合同
    已完成立项备案
    可研报告编制中
    土地已竞得
    项目已竣工
    已落户园区
    股东退出
    7月投产
    是否开工待定
    已签约，现停滞
    投产（预计8月）
    开工：未
    投产后，年产值可达2亿元
    签约后即可开工
    条件成熟后开工
    部分投产
    签了意向
    签订租地协议
    投入试运行
    总投资5亿元，建设年产10万吨生产线
    投资方提出解约
    企业提出终止合作，正在协商
    主要建设厂房3栋
    工程中标
    商标注册中
    临时围墙已建好
    已签约，暂缓实施
    停产
    复工时间未定
    8月开工
    年内开工
    三季度开工
    2022年底投产
    签约阶段
    小批量试生产
    已于7月开工
    项目部已搭建
    一事一议审议
"""
KINDS = {
    "在谈": TALKS,
    "签约": SIGNED,
    "注册": REGISTERED,
    "开工": BUILDING,
    "投产": PRODUCING,
    "终止": ENDED_NOTES,
    None: ASKED,
}
PHRASES = [(text.strip(), stage) for stage, table in KINDS.items() for text in table.strip().splitlines()]


# Read in the June table: what lies ahead is told by months in words, by feasts, by days, and by what it waits for.
TIMES = """
    七月份签约 | 在谈
    十二月中旬签约 | 在谈
    十月投产 | ?
    国庆前后动工 | ?
    八一开工 | ?
    八一路厂房施工 | 开工
    三月二十日签约 | 签约
    五一开工 | 开工
    去年年底签约 | 签约
    2021年年底签约 | 签约
    2021年下半年签约 | 签约
    2022年下半年开工 | ?
    上个月底签约 | 签约
    下周签约 | 在谈
    签字仪式定在后天 | 在谈
    明天开工 | ?
    等土地款到位动工 | ?
    厂房、宿舍等已开工 | 开工
    资金到位再动工 | ?
    谈妥后再签 | 在谈
    停工后再次开工 | 开工
    环评批下来才能开工 | ?
    手续办完就可以投产 | ?
    去年就签约了 | 签约
    一期已投用，二期报建 | ?
    一期已投用二期报建 | ?
    一期已投产，环评已验 | 投产
    一期、二期都已开工，二期环评办理中 | 开工
"""


@pytest.mark.parametrize(
    ("text", "stage"), [tuple(part.strip() for part in line.split("|")) for line in TIMES.strip().splitlines()]
)
def test_what_lies_ahead_is_not_reached_however_the_time_is_told(text, stage):
    """LZ-T3, T5: a month in words is a month; a day of last year is past, however it goes on (去年年底)."""
    said = read_progress(text, JUNE)
    assert (said.stage if said.stage and not said.doubt else "?") == stage, said


@pytest.mark.parametrize(("text", "stage"), PHRASES, ids=[text for text, _ in PHRASES])
def test_a_note_is_read_by_what_it_surely_claims(text, stage):
    """Done or being done counts; planned, denied and prepared do not; a halt, a trial, two phases are asked about."""
    said = read_progress(text, JUNE)
    assert (None if said.doubt else said.stage) == stage, said


def test_the_words_that_say_the_stage_are_its_evidence():
    """The strongest certain claim, in its own words."""
    said = read_progress("已签约，公司已注册，钢构吊装中，预计年底投产")
    assert (said.stage, said.evidence) == ("开工", "钢构吊装中")


def test_a_note_of_pages_is_left_to_a_person():
    """Past a thousand characters nothing is concluded."""
    assert read_progress("已签约，" * 300) == read_progress("")


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("已签约，场地平整中", "签约"),
        ("公司已注册，正在装修", "注册"),
        ("设备安装完成，试生产", "开工"),
        ("框架协议已签", None),
    ],
)
def test_what_is_certain_counts_while_the_next_step_is_asked_about(text, certain):
    """Whether 平整 is 开工 is for a person; that the contract is signed is not in doubt."""
    said = read_progress(text)
    assert said.doubt and said.stage == certain


@given(st.sampled_from([text for text, stage in PHRASES if stage in ("签约", "注册", "开工", "投产")]))
def test_an_end_said_last_takes_every_stage_back(text):
    """终止 counts nowhere, whatever had been reached before."""
    assert read_progress(f"{text}。因投资方原因，项目已终止").stage == ENDED
    assert stage_rank(ENDED) == 0


@given(
    st.sampled_from(["拟", "计划", "预计", "待", "尚未", "准备", "力争年内", "即将", "没有", "争取下半年"]),
    st.sampled_from(
        ["注册", "工商登记", "开工", "动工建设", "主体施工", "封顶", "投产", "正式营业", "投入使用", "达产"]
    ),
)
def test_what_is_planned_or_denied_is_never_reached(mood, event):
    """Neither a plan nor a denial gives a stage, nor takes one away that is certain."""
    assert read_progress(mood + event).stage is None
    assert read_progress(f"已签约，{mood}{event}").stage == "签约"


@given(
    st.text(
        alphabet="已未拟正在签约注册开工投产终止停后前中期一二，。（）合同协议公司建设生产0123456789月年%", max_size=30
    )
)
def test_any_text_is_read_to_a_stage_or_to_none(text):
    """Whatever is typed, the answer is a stage of the list, or nothing, and the same each time."""
    said = read_progress(text)
    assert said.stage in (*STAGES, ENDED, None)
    assert said == read_progress(text)
