"""Only what is certain counts; beside it stands what waits for an answer, and what the figure would be with it."""

import ast
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.judging import judged
from tests.spec.test_consolidation import AS_OF, JUNE, county, project, table
from toolkit.checks.check import check
from toolkit.cli.listing import consolidation_summary
from toolkit.consolidation.consolidate import consolidate
from toolkit.consolidation.ledger import judged_rows
from toolkit.documents.paper.figures import overall
from toolkit.mail.tables import county_table
from toolkit.model.contract import as_contract
from toolkit.model.decisions import Question
from toolkit.model.dictionary import DictionaryLine, answers_in
from toolkit.model.doubts import DoubtKind
from toolkit.model.judged import ABSENT, Judged
from toolkit.model.ledger import Variance
from toolkit.model.period import PartialDate
from toolkit.model.regions import Home
from toolkit.model.stages import ENDED, STAGES
from toolkit.schemes.loader import load, load_shipped, scheme_ids, shipped_folder
from toolkit.workbooks.master.basis_sheet import certainty

ROOMS = Path(__file__).parent.parent.parent / "toolkit"
# What a meaning can be; none of them may come of a doubt.
MEANINGS = {"区内", "区外", "境外", "工业", "其他", "是", "否", *STAGES, ENDED}


def month(luzhai, *projects, answers=None):
    """A June with one township's projects."""
    return consolidate([table(projects=projects)], None, luzhai, JUNE, AS_OF, answers)


@pytest.mark.parametrize(
    ("source", "region", "outside", "province"),
    [
        ("重庆", "区外", "是", "重庆"),
        ("广西柳州", "区内", "否", "广西"),
        ("融安县", "区内", "否", "广西"),
        ("佛山顺德", "区外", "是", "广东"),
        ("英属维尔京", "境外", "是", "未写明"),
        ("港资", "境外", "是", "香港"),
        ("香港、深圳", "待定", "是", "未写明"),
        ("广东、广西柳州", "待定", "待定", "未写明"),
        ("民营企业", "待定", "待定", "未写明"),
        (None, "未填", "待定", "未写明"),
    ],
)
def test_where_money_comes_from_is_said_asked_or_blank_in_the_ledger(luzhai, source, region, outside, province):
    """LZ-T1, T2, JC-T1: nothing is 区外 because nobody knew it; what is outside either way is outside."""
    (entry,) = month(luzhai, project(source=source)).ledger.entries
    assert (entry.region, entry.outside, entry.province) == (region, outside, province)


@pytest.mark.parametrize(
    ("fields", "kind", "text", "choices"),
    [
        ({"source": "自筹"}, DoubtKind.SOURCE, "自筹", ("区内", "区外", "境外")),
        ({"source": "广东60%、广西40%"}, DoubtKind.SOURCE, "广东60%、广西40%", ("区内", "区外")),
        ({"industry": "其他", "name": "甲项目"}, DoubtKind.TRADE, "其他", ("工业", "其他")),
        ({"industry": "", "name": "甲项目"}, DoubtKind.TRADE, "甲项目", ("工业", "其他")),
        ({"industry": "固废处置"}, DoubtKind.TRADE, "固废处置", ("工业", "其他")),
        ({"industry": "电子商务", "industrial": True}, DoubtKind.TRADE, "电子商务", ("工业", "其他")),
        ({"industry": "中药饮片"}, DoubtKind.EMERGING, "中药饮片", ("是", "否")),
        ({"industry": "造纸", "emerging": True}, DoubtKind.EMERGING, "造纸", ("是", "否")),
    ],
)
def test_a_doubt_names_the_text_and_what_it_may_mean(luzhai, fields, kind, text, choices):
    """One text is one doubt, 其他 too; where there is no 行业 the project's name is the text."""
    (entry,) = month(luzhai, project(**fields)).ledger.entries
    found = {doubt.kind: doubt for doubt in entry.doubts}
    assert (found[kind].text, found[kind].choices) == (text, choices)


@pytest.mark.parametrize(
    ("industry", "ticked", "sector"),
    [("电子商务", True, "工业"), ("水泥", False, "其他"), ("固废处置", True, "工业"), ("固废处置", None, "待定")],
)
def test_what_the_unit_ticked_counts_and_is_told_where_gb_t_4754_says_otherwise(luzhai, industry, ticked, sector):
    """LZ-T6, GB/T 4754: the unit's own column is its word, and nobody is asked; what the standard contradicts is told."""
    sent = check(table(projects=[project(industry=industry, industrial=ticked)]), luzhai)
    result = consolidate([sent], None, luzhai, JUNE, AS_OF)
    (entry,) = result.ledger.entries
    told = [finding.message for finding in sent.findings if finding.kind == "ticked_otherwise"]
    is_open = ticked is None
    assert entry.sector == sector
    asked = [one for one in result.decisions if one.question is Question.TRADE and "是不是工业" in one.situation]
    assert bool(asked) is is_open
    assert len(told) == (0 if is_open or industry == "固废处置" else 1)
    assert all(f"“{industry}”按国家标准" in message for message in told)


def test_the_dictionary_overrules_what_units_tick(luzhai):
    """Whoever fixes in 词典.xlsx what a text means is heard, though nobody asked, and the note is gone."""
    fixed = DictionaryLine("行业", "电子商务", "非工业、非新兴产业", "覃某", "2022-06-30")
    sent = check(table(projects=[project(industry="电子商务", industrial=True)]), luzhai)
    assert [finding.kind for finding in sent.findings if finding.kind == "ticked_otherwise"]
    result = consolidate([sent], None, luzhai, JUNE, AS_OF, answers_in([fixed]))
    (entry,) = result.ledger.entries
    assert (entry.sector, entry.doubts) == ("其他", ())
    assert "词典" in entry.decision
    assert not [finding for finding in result.findings if finding.kind == "ticked_otherwise"]
    assert not [finding for one in result.submissions for finding in one.findings if finding.kind == "ticked_otherwise"]


def test_nobody_is_asked_about_what_no_figure_depends_on():
    """港南's figures ask for no region and no industry: such doubts are noted in its ledger and put to nobody."""
    scheme = load_shipped("gangnan-2018")
    asked = judged(project(source="民营企业", industry="固废处置", emerging=False), scheme.home)
    result = consolidate([table("桥圩镇", projects=[asked])], None, scheme, JUNE, AS_OF)
    (entry,) = result.ledger.entries
    assert (entry.region, entry.sector, entry.doubts) == ("待定", "待定", ())


@pytest.mark.parametrize(
    ("doubt", "certain", "signed", "started"),
    [
        (Judged(("签约", "注册", "开工"), "几说"), "签约", (1, 0), (0, 1)),
        (Judged((*STAGES, ENDED), "看不出"), None, (0, 1), (0, 1)),
        (Judged(("在谈", "签约"), "意向书"), "在谈", (0, 1), (0, 0)),
    ],
)
def test_a_doubtful_stage_counts_as_far_as_it_is_certain(luzhai, doubt, certain, signed, started):
    """LZ-T3, T5: what both words and day allow counts, a further stage waits, and one that is out of question does not."""
    result = month(luzhai, project(stage=certain, stage_doubt=doubt))
    told = {variance.indicator.id: (variance.actual, variance.pending.count) for variance in result.county}
    assert (told["LZ-T3"], told["LZ-T5"]) == (signed, started)


def test_beside_a_figure_stands_what_waits_and_what_it_would_be(luzhai):
    """LZ-T1, T3, T4: number and sum of what waits; a share with what waits for its part counted."""
    result = month(
        luzhai,
        project(2, paid_in_yuan=20_000_000),
        project(3, paid_in_yuan=10_000_000, source="民营企业"),
        project(4, paid_in_yuan=5_000_000, source=None),
        project(5, paid_in_yuan=7_000_000, source="香港、柳州"),
        project(6, industry="中药饮片", investment_yuan=230_000_000),
    )
    funds, signed, share = (county(result, id) for id in ("LZ-T1", "LZ-T3", "LZ-T4"))
    assert (funds.actual, funds.at_most) == (20_000_000, 35_000_000), "香港 or 柳州 is neither 区外境内"
    assert (funds.pending.count, funds.pending.amount) == (2, 15_000_000)
    assert (funds.pending.certain, funds.pending.asked, funds.pending.absent) == (3, 1, 1)
    assert (signed.actual, signed.at_most, signed.pending.count) == (5, 5, 0)
    assert (share.actual, share.at_most) == (0, 0.2)
    assert certainty(funds.pending) == "计入汇总的项目中：确定 3 个，待答 1 个，没有填 1 个"


def test_every_headline_says_what_waits(luzhai):
    """Screen, circular and letter: 另有1个、2.3亿元待定 beside the number, and what it would be with it."""
    result = month(
        luzhai, project(2), project(3, stage=None, stage_doubt=Judged(STAGES, "不明"), investment_yuan=230_000_000)
    )
    for told in (consolidation_summary(result), overall(result.county), county_table(result).text):
        assert "另有1个、2.3亿元待定，都算上为2个，完成3.3%" in told
    certain = month(luzhai, project(2))
    for told in (consolidation_summary(certain), overall(certain.county), county_table(certain).text):
        assert "另有" not in told


@pytest.mark.parametrize("value", ["广东", "民营企业"])
def test_a_target_row_that_is_asked_waits_in_each_that_it_may_belong_to(luzhai, value):
    """LZ annex 1: 化工新材料 may be either row's; both say so, neither counts it."""
    result = month(luzhai, project(industry="化工新材料", source=value))
    (entry,) = result.ledger.entries
    assert entry.target_row == "归属待定"
    assert len(next(doubt.choices for doubt in entry.doubts if doubt.kind is DoubtKind.ATTRIBUTION)) == 3


SURE = st.builds(
    lambda row, industry, source, stage, yuan: project(
        row, industry=industry, source=source, stage=stage, investment_yuan=yuan, paid_in_yuan=yuan // 2, land_mu=1.0
    ),
    st.integers(2, 999),
    st.sampled_from(["木材加工", "造纸", "物流", "新材料", "光伏发电"]),
    st.sampled_from(["广东", "柳州", "香港", "融安县"]),
    st.sampled_from([*STAGES, ENDED]),
    st.integers(1, 9).map(lambda n: n * 10_000_000),
)
ASKED = st.builds(
    lambda source, industry, doubt: judged(
        replace(
            project(1000),
            source=source,
            industry=industry,
            name="某项目",
            moved_in_on=PartialDate(2022),
            stage=None,
            stage_doubt=doubt,
            paid_in_yuan=3_000_000,
            investment_yuan=200_000_000,
            land_mu=5.0,
        )
    ),
    st.sampled_from(["民营企业", "", None, "自筹"]),
    st.sampled_from(["其他", "", None]),
    st.sampled_from([ABSENT, Judged((*STAGES, ENDED), "看不出")]),
)


@settings(max_examples=40, deadline=None)
@given(sure=st.lists(SURE, min_size=1, max_size=6), unknown=ASKED)
def test_a_row_whose_meanings_are_all_unknown_changes_no_figure_and_raises_what_waits(sure, unknown):
    """Design §3, for any month: no figure that asks for a meaning moves, each that may come to hold the row waits for one more."""
    scheme = load_shipped("luzhai-2022")
    before, after = month(scheme, *sure), month(scheme, *sure, unknown)
    for was, now in zip(before.county, after.county, strict=True):
        meanings = {criterion.column for criterion in was.indicator.criteria} - {"counted", "investment_yuan", "year"}
        if was.indicator.is_ratio or meanings:
            assert now.actual == was.actual, was.indicator.name
            assert now.pending.count == was.pending.count + 1, was.indicator.name
        else:
            assert now.pending.count == was.pending.count


def test_no_code_of_consolidation_or_assessment_makes_a_meaning_of_a_doubt():
    """What is None, 待定 or 未填 stays so: no ``or``, no other branch of a test for None, no default gives it a meaning."""
    offences = []
    for path in [*(ROOMS / "consolidation").glob("*.py"), *(ROOMS / "assessment").glob("*.py")]:
        tree = ast.parse(path.read_text("utf-8"))
        known = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        offences += [
            f"{path.name}:{node.lineno}"
            for node in ast.walk(tree)
            if any(_word(one, known) in MEANINGS for one in _instead(node))
        ]
    assert not offences


def _instead(node: ast.AST) -> list[ast.expr]:
    """What an expression gives where the value is missing: behind ``or``, beside a test for None, as a default."""
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
        return node.values[1:]
    if (
        isinstance(node, ast.IfExp)
        and isinstance(node.test, ast.Compare)
        and ast.unparse(node.test.comparators[0]) in ("None", "UNDECIDED", "UNTOLD")
    ):
        return [node.body if isinstance(node.test.ops[0], ast.Is | ast.Eq) else node.orelse]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
        return node.args[1:]
    return []


def _word(node: ast.expr, known: dict[str, object]) -> object:
    return node.value if isinstance(node, ast.Constant) else known.get(node.id) if isinstance(node, ast.Name) else None


def test_a_rulebook_of_1_0_lists_its_places_and_words(tmp_path):
    """1.0: ``home`` and ``abroad`` are the office's own words; what they do not name is judged by the gazetteer."""
    folder = tmp_path / "luzhai_2022"
    folder.mkdir()
    for name in ("scheme.toml", "units.csv", "document.txt"):
        text = (shipped_folder("luzhai-2022") / name).read_text("utf-8-sig")
        text = text.replace(
            'place = "450223"', 'home = ["广西", "柳州", "桂林", "本部"]\nabroad = ["香港", "驻外机构"]'
        )
        (folder / name).write_text(text, "utf-8")
    scheme = load(folder)
    for source, region in {
        "本部": "区内",
        "柳州市": "区内",
        "融安县": "区内",
        "湖南": "区外",
        "驻外机构": "境外",
        "德国": "境外",
        "民企": "待定",
    }.items():
        result = consolidate([table(projects=[judged(project(source=source), scheme.home)])], None, scheme, JUNE, AS_OF)
        assert result.ledger.entries[0].region == region, source


def test_each_rulebook_states_the_place_that_it_is_seen_from():
    """GB/T 2260: 鹿寨县, 港南区 (a district), 南县, 交城县."""
    from toolkit.intake.values.gazetteer import divisions

    names = {place.code: place.name for places in divisions().values() for place in places}
    told = {id: names[load_shipped(id).home.code] for id in scheme_ids()}
    assert told == {
        "gangnan-2018": "港南区",
        "jiaocheng-2022": "交城县",
        "luzhai-2022": "鹿寨县",
        "nanxian-2022": "南县",
    }
    assert [id for id in scheme_ids() if load_shipped(id).home.is_district] == ["gangnan-2018"]


def test_where_a_project_settles_goes_before_who_reports_it():
    """NX line 56: 项目落户地 is responsible; 项目属地 names it where another unit sends the table."""
    scheme = load_shipped("nanxian-2022")
    towns = judged(project(territory="县经济开发区"), scheme.home), judged(project(3), scheme.home)
    result = consolidate([table("县省级农业科技园区", projects=towns)], None, scheme, JUNE, AS_OF)
    told = [(entry.lead_unit, entry.attributed_by, entry.territory) for entry in result.ledger.entries]
    assert told == [("县经济开发区", "按项目属地", "县经济开发区"), ("县省级农业科技园区", "按报送单位", None)]


def test_a_region_is_drawn_where_the_document_draws_it(luzhai):
    """``within = "县"``: money from the next county is 区外 for a document that speaks of 县外."""
    near = replace(luzhai, home=Home("450223", within=1))
    result = consolidate([table(projects=[project(source="融安县")])], None, near, JUNE, AS_OF)
    assert result.ledger.entries[0].region == "区外"
    assert isinstance(county(result, "LZ-T1"), Variance)


def test_other_programs_are_told_what_is_certain_and_null_for_the_rest(luzhai):
    """``check --format jsonl`` (design §5): each row with what the scheme makes of it; asked and absent are null."""
    sure = project(4, source="重庆", industry="光伏发电", territory="江口乡", stage="开工", land_mu=3.5, fdi_usd=7)
    unsure = project(5, source="民营企业", industry="其他", stage="注册", stage_doubt=Judged(("注册", "开工"), "装修"))
    nowhere = project(6, source=None, industry="家具制造", stage=ENDED, signed_on=PartialDate(2022, 5))
    sent = table(projects=[sure, unsure, nowhere])
    rows = as_contract(sent, judged_rows(sent, luzhai))["rows"]
    told = [
        [row[key] for key in ("region", "stage", "industrial", "emerging", "target_row", "project")] for row in rows
    ]
    assert told == [
        ["区外境内", "开工", True, True, "未归口", None],
        [None, None, None, None, None, None],
        [None, ENDED, True, False, "林木加工产业招商组/县投促中心/林木深加工项目", None],
    ]
    assert [rows[0][key] for key in ("territory", "land_mu", "fdi_dollars", "trade_yuan")] == ["江口乡", 3.5, 7, None]
    assert (rows[2]["signed_on"], rows[2]["started_on"]) == ("2022-05", None)
    assert as_contract(sent)["rows"][0]["region"] is None, "without a scheme's judgement nothing is said"
