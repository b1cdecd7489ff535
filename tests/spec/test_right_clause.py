"""What a paper cites is what the plan says: the clause that a scheme names, or none; no empty brackets; every option."""

import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from docx import Document
from msgspec.structs import replace

from tests.assessed import assessed, result_of, scheme_of
from tests.notices import BASIS, samples
from tests.spec.test_notice import text_of
from tests.spec.test_notice_forms import fill
from tests.walks import laid_out
from toolkit.cli import main
from toolkit.cli.notices import KINDS, NOT_OFFERED, OPTIONS
from toolkit.documents.notices.circulars import progress
from toolkit.documents.notices.kinds import write_notice
from toolkit.model.assessment import Board, BoardLine
from toolkit.model.clause import Citation
from toolkit.model.errors import ToolkitError
from toolkit.model.letters import Contact
from toolkit.model.notice_forms import FORMS
from toolkit.model.period import PartialDate, ReportingPeriod
from toolkit.model.scheme import QUOTING
from toolkit.model.scoring import RankingList
from toolkit.schemes.loader import load, load_shipped, scheme_ids, shipped_folder
from toolkit.workbooks.forms.notice_form import write_notice_form
from toolkit.workflow.actions.demo import COPIED, SAMPLES
from toolkit.workflow.steps import mailing, month, newsletter, official_notices, trip_papers
from toolkit.workflow.steps.workspace import open_workspace

NANXIAN = next(sample for sample in SAMPLES if sample.scheme == "nanxian-2022")
TEMPLATES = Path(__file__).parents[2] / "templates"
EMPTY = re.compile(r"（\s*）|《\s*》|“\s*”|\(\s*\)|〔\s*〕|【\s*】|：：|，，|。。|、、|，。")


@pytest.fixture(scope="module", params=SAMPLES, ids=lambda sample: sample.scheme)
def county(request, tmp_path_factory):
    """A county's workspace with its samples, its day, and what its month brings."""
    sample = request.param
    root = laid_out(tmp_path_factory.mktemp("条款"), sample)
    for kind in FORMS:
        fill(write_notice_form(kind, FORMS[kind], root / "通知" / f"{kind}.xlsx"))
    workspace = open_workspace(root)
    return workspace, sample, month.consolidate_workspace(workspace, sample.period, sample.as_of)


def papers(result, root: Path, out: Path, wishes=official_notices.Wishes()) -> dict[str, str]:
    """Write every kind of notice; return the texts by file name."""
    texts = {}
    for kind in official_notices.KINDS:
        if kind == "目标任务下达通知" and result.targets is None:
            continue
        if kind == newsletter.KIND and result.scheme.id != "nanxian-2022":  # NX-R14 alone asks for one
            continue
        for path in official_notices.write_notices(kind, result, wishes, root / "通知", out).documents:
            texts[path.stem] = text_of(path)
    return texts


def test_only_a_clause_that_the_scheme_names_is_quoted(county, tmp_path):
    """LZ-R8 alone attaches something to a late table; elsewhere 考核要求 is not written (NX-R3, GN-R3, JC-S0 are none)."""
    workspace, _, result = county
    texts = papers(result, workspace.root, tmp_path)
    for name, text in texts.items():
        kind = name.partition("（")[0]
        clause = result.scheme.quoted.get(kind)
        others = [one.printed for one in result.scheme.citations if clause is None or one.id != clause.id]
        assert not [words for words in others if f"“{words}”" in text], name
        # A table that comes back for the first time is sent back without a word of assessment, and who is called in
        # over the standing of a month, not over a clause on the year's places.
        silent = kind in ("退回修改通知", "约谈通知")
        assert clause is None or (clause.printed in text) is not silent, name
    assert ("考核要求" in texts["催报通知"]) is (result.scheme.id == "luzhai-2022")
    assert "逾期" not in texts["催报通知"], "the first time nobody is threatened"
    again = replace(official_notices.Wishes(), urged_on=date(2018, 1, 2))
    (path,) = official_notices.write_notices(
        "催报通知", result, again, workspace.root / "通知", tmp_path / "再"
    ).documents
    assert ("逾期" in text_of(path)) is (result.scheme.id == "luzhai-2022")


@pytest.mark.parametrize(
    ("reason", "quoted"),
    [("截至2022年6月30日，到位资金完成率为10.0%", False), ("你单位招商引资任务年度考核排名为2022年全县第14名", True)],
)
def test_the_year_s_clause_is_quoted_where_the_year_s_place_is_the_reason(tmp_path, reason, quoted):
    """NX-R6 speaks of the last two of the 年度考核: a unit called in during the year is not told that it is one."""
    scheme = load_shipped("nanxian-2022")
    form = write_notice_form("约谈通知", FORMS["约谈通知"], tmp_path / "约谈通知.xlsx")
    fill(form)
    book = openpyxl.load_workbook(form)
    (line,) = [row for row in book["填写"].iter_rows() if row[1].value == "截至2022年6月30日，到位资金完成率为10.0%"]
    line[1].value = reason
    book.save(form)
    result = result_of(scheme, {}, ReportingPeriod(2022, 6), date(2022, 7, 6))
    (path,) = official_notices.write_notices(
        "约谈通知", result, official_notices.Wishes(), tmp_path, tmp_path
    ).documents
    assert (scheme.quoted["约谈通知"].printed in text_of(path)) is quoted


@pytest.mark.parametrize("kind", [kind for kind in QUOTING if kind != "退回修改通知"])
def test_a_kind_quotes_whatever_its_scheme_names_and_nothing_where_it_names_none(county, tmp_path, kind):
    """Another county's plan: the clause it names stands in the paper, with full-width marks; without one, no sentence."""
    workspace, _, result = county
    if kind == "目标任务下达通知" and result.targets is None:
        kind = "催报通知"  # 交城 keeps no table of targets by unit, so it issues none
    clause = Citation("XX-R1", 1, "对迟报、漏报的单位,在全县通报(每季度一次)")
    for quoted in ({kind: clause}, {}):
        own = replace(result, scheme=replace(result.scheme, quoted=quoted))
        for path in official_notices.write_notices(
            kind, own, official_notices.Wishes(), workspace.root / "通知", tmp_path
        ).documents:
            assert ("对迟报、漏报的单位，在全县通报（每季度一次）" in text_of(path)) is bool(quoted)
            assert not EMPTY.search(text_of(path))


def test_a_table_that_comes_back_again_is_told_what_follows(luzhai, tmp_path):
    """LZ-R8 「按质」: the second 退回修改通知 quotes the clause, the first does not; what is only to check is counted apart."""
    first = replace(samples(luzhai)["退回修改通知"], must=1)
    for again in (False, True):
        notice = replace(first, again=again)
        text = text_of(write_notice(notice, TEMPLATES / "退回修改通知.docx", tmp_path / "文.docx"))
        assert ("逾期不改的，将按照" in text) is again and (BASIS in text) is again
        assert ("仍有1处须修改" if again else "经核对，有1处须修改") in text and "另有1处请核对" in text


def test_a_number_that_the_document_lacks_leaves_no_brackets(county, tmp_path):
    """JC was published without a number: no 《…》（） in any notice, mail, trip paper, on 首页 or on 依据, of any county."""
    workspace, sample, result = county
    scheme = replace(result.scheme, document_number="")
    texts = papers(replace(result, scheme=scheme), workspace.root, tmp_path)
    enclosures = mailing.enclose(replace(result, scheme=scheme), "汇总表", {}, None, tmp_path / "附件")
    everyone = [Contact(unit.name, "", "nobody@example.com") for unit in scheme.units]
    letters = mailing.write_letters(replace(result, scheme=scheme), everyone, enclosures)
    texts |= {f"信 {letter.to.unit}": f"{letter.subject}\n{letter.text}" for letter in letters}
    register = workspace.root / "出行" / "出行台账.xlsx"
    journal = trip_papers.read_journal(register, scheme, sample.period, sample.as_of)
    kinds = ("approval", "plan", "itinerary", "record", "report", "expenses")
    forms = trip_papers.write_forms(kinds, journal, tmp_path / "出行", None)
    texts |= {path.stem: text_of(path) for path in forms}
    texts["规则"] = scheme.cited_title
    assert {name: found[0] for name, text in texts.items() if (found := EMPTY.search(text))} == {}


def test_a_missing_number_is_missing_in_workbooks_too(tmp_path):
    """The banner of 首页 and the head of 依据 cite the plan as papers do."""
    import openpyxl

    from toolkit.model.control import ControlSettings
    from toolkit.workflow.actions.toolbox import write_toolbox
    from toolkit.workflow.steps.workspace import create_workspace

    workspace = create_workspace(tmp_path / "交城2022", "jiaocheng-2022")
    book = write_toolbox(workspace, ControlSettings("", "2022-06", ""), tmp_path / "工具箱.xlsm")
    texts = [
        str(cell) for sheet in openpyxl.load_workbook(book) for row in sheet.iter_rows(values_only=True) for cell in row
    ]
    assert any(workspace.scheme.cited_title in text for text in texts)
    assert not [text for text in texts if EMPTY.search(text)]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"催报通知" = "LZ-R8"', '"催报通知" = "LZ-R99"', "“LZ-R99”没有对应的"),
        ('"催报通知" = "LZ-R8"', '"催办通知" = "LZ-R8"', "“催办通知”不认识"),
    ],
)
def test_a_slip_in_what_is_quoted_is_one_sentence(tmp_path, old, new, complaint):
    """A clause that is not there and a notice that is none must not switch a sentence off in silence."""
    folder = tmp_path / "luzhai_2022"
    folder.mkdir()
    for path in shipped_folder("luzhai-2022").iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    text = (folder / "scheme.toml").read_text("utf-8")
    assert old in text
    (folder / "scheme.toml").write_text(text.replace(old, new), "utf-8")
    with pytest.raises(ToolkitError) as said:
        load(folder)
    assert complaint in str(said.value) and "scheme.toml" in str(said.value)


@pytest.mark.parametrize("id", scheme_ids())
def test_what_is_quoted_can_be_seen(id):
    """`zhaoshang schemes show` lists which notice quotes which clause."""
    shown = CliRunner().invoke(main, ["schemes", "show", id]).output.split("公文引用的条款")[1]
    for kind, clause in load_shipped(id).quoted.items():
        assert f"{kind}：{clause}" in shown


WISHES = {
    "number": (("--number", "鹿投促办〔2022〕66号"), "鹿投促办〔2022〕66号"),
    "to": (("--to", "县政府督查室", "--to", "县审计局"), "县政府督查室、县审计局："),
    "copies": (("--copy", "县纪委监委"), "抄送：县纪委监委。"),
    "remarks": (("--remark", "请于7月8日前反馈。"), "请于7月8日前反馈。"),
    "unsealed": (("--unsealed",), "　　鹿寨县投促中心\n"),
    "quarterly": (("--quarterly",), "2022年第二季度"),
    "publicity": (("--publicity", "依申请公开"), "　公开方式：依申请公开\n"),
}


@pytest.fixture(scope="module")
def luzhai_folder(tmp_path_factory):
    """Luzhai's workspace with every form filled in."""
    root = laid_out(tmp_path_factory.mktemp("选项"), SAMPLES[0], COPIED)
    for kind in FORMS:
        fill(write_notice_form(kind, FORMS[kind], root / "通知" / f"{kind}.xlsx"))
    return root


@pytest.fixture(scope="module")
def nanxian_folder(tmp_path_factory):
    """Nanxian's workspace: its document alone asks for a 招商专报 (NX-R14)."""
    return laid_out(tmp_path_factory.mktemp("专报"), NANXIAN)


@pytest.mark.parametrize("wish", OPTIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_option_is_honoured_or_refused(luzhai_folder, nanxian_folder, kind, wish):
    """An option that a kind takes stands in its paper; what it has no place for is refused, not forgotten."""
    typed, expected = WISHES[wish]
    sample, root = (NANXIAN, nanxian_folder) if kind == newsletter.KIND else (SAMPLES[0], luzhai_folder)
    out = root / "输出" / str(sample.period) / "通知"
    for path in out.glob(f"{kind}*.docx"):
        path.unlink()
    month_of = ["--period", str(sample.period), "--as-of", sample.as_of.isoformat()]
    done = CliRunner().invoke(main, ["notice", kind, "-w", str(root), *month_of, *typed])
    if wish in NOT_OFFERED.get(kind, ()):
        assert done.exit_code == 2 and typed[0] in done.output and not list(out.glob(f"{kind}*.docx"))
        return
    assert done.exit_code == 0, done.output
    texts = [text_of(path) for path in sorted(out.glob(f"{kind}*.docx"))]
    assert any(expected in text for text in texts)


def test_the_remark_of_a_reminder_and_its_copies_stand_where_they_belong(luzhai, tmp_path):
    """催报通知: the office's paragraph before the last sentence, the copies in the 版记, the addressees as told."""
    notice = samples(luzhai)["催报通知"]
    head = replace(notice.head, remarks=("补充一段。",), copies_to=("县委办公室",), addressees=("各乡镇人民政府",))
    text = text_of(write_notice(replace(notice, head=head), TEMPLATES / "催报通知.docx", tmp_path / "文.docx"))
    lines = text.split("\n")
    assert lines[lines.index("补充一段。") + 1].startswith("填报中如有疑问")
    assert "各乡镇人民政府：" in lines and "　抄送：县委办公室。" in lines


def test_no_county_without_a_list_in_its_plan_gets_one(county, tmp_path):
    """GN-R10 alone speaks of 红黑榜, by the quarter: no red or black list elsewhere, and none before the quarter ends."""
    workspace, _, result = county
    text = papers(result, workspace.root, tmp_path)["进度通报"]
    assert "红榜" not in text and "黑榜" not in text
    assert bool(result.scheme.rules.lists) is (result.scheme.id == "gangnan-2018")
    assert "红黑榜" in (Path(shipped_folder("gangnan-2018")) / "document.txt").read_text("utf-8")
    if result.scheme.id != "gangnan-2018":
        assert "红黑榜" not in (Path(shipped_folder(result.scheme.id)) / "document.txt").read_text("utf-8")


@pytest.mark.parametrize(("last_month", "printed"), [(6, True), (5, False)])
def test_the_lists_of_a_closed_quarter_are_those_of_the_assessment(tmp_path, last_month, printed):
    """GN-R10: the circular prints the assessment's own marks, scope by scope, once the quarter is over."""
    scheme = scheme_of("gangnan-2018")
    rows = {
        "区发改局": [{"investment_yuan": 3 * 10**8, "moved_in_on": PartialDate(2018)}],
        "区经贸局": [],
        "区农业局": [],
        "区环保局": [],
        "区林业局": [],
    }
    goals = [("组", unit, {"GN-T1": 1}) for unit in rows]
    result = assessed(result_of(scheme, rows, ReportingPeriod(2018, last_month), goals=goals))
    circular = official_notices.write_notices("进度通报", result, official_notices.Wishes(), tmp_path, tmp_path)
    text = text_of(circular.documents[0])
    assert ("、红黑榜" in text) is printed
    for board in result.assessment.boards if printed else ():
        for line in board.lines:
            row = f"｜{line.place}｜{line.unit}｜"
            assert (row in text) is any(
                other.mark for other in board.lines if (other.unit, other.place) == (line.unit, line.place)
            )


def test_a_circulars_lists_name_rule_mark_and_scope(luzhai, tmp_path):
    """GN-R10: first the red places of a list, then the black ones, each with what it rests on."""
    rule = RankingList("tasks", "基础工作", "quarter", 1, 1, Citation("GN-R10", 1, "“红黑榜”通报内容"))
    lines = (
        BoardLine("甲镇", "乡镇", "乡镇", (0, 0, 0), "按时报送，没有欠缺", 1, 3, "红榜", 1),
        BoardLine("乙镇", "乡镇", "乡镇", (1, 0, 0), "5月未报", 2, 2, "", 1),
        BoardLine("丙镇", "乡镇", "乡镇", (2, 0, 0), "4月、5月未报", 3, 1, "黑榜", 1),
    )
    notice = samples(luzhai)["进度通报"]
    board = Board(rule, "2022年第二季度", True, (), lines)
    path = write_notice(replace(notice, boards=(board,)), TEMPLATES / "进度通报.docx", tmp_path / "文.docx")
    rows = [[cell.text for cell in row.cells] for row in Document(str(path)).tables[0].rows]
    assert rows[1:] == [
        ["基础工作红榜（乡镇）", "第1名", "甲镇", "按时报送，没有欠缺"],
        ["基础工作黑榜（乡镇）", "第3名", "丙镇", "4月、5月未报"],
    ]
    assert "三、红黑榜" in text_of(path) and "四、统计表报送情况" in text_of(path)


@pytest.mark.parametrize("share", [0.0, 0.4994, 0.4996, 0.5, 2.0])
def test_all_ahead_or_all_behind_leaves_the_other_sentence_out(luzhai, share):
    """进度通报: a side on which nobody stands is not spoken of, and nobody is behind by 0.0 percentage points."""
    notice = samples(luzhai)["进度通报"]
    standings = tuple(
        replace(
            one,
            variances={id: replace(v, actual=(v.target or 0) * share) for id, v in one.variances.items()},
        )
        for one in notice.standings
    )
    places = tuple(replace(place, score=share, rank=1) for place in notice.places)
    fields = progress(replace(notice, standings=standings, places=places))
    behind = share < 0.4995
    assert (fields["behind_count"], fields["reached_count"]) == ((10, 0) if behind else (0, 10))
    assert bool(fields["falling_back"]) is behind and bool(fields["keeping_up"]) is not behind


def test_a_report_before_december_is_not_called_the_years(luzhai, tmp_path):
    """NX-R3 年总结 in June: it is of 1—6月, held against 序时进度, and a target of the year is not yet missed."""
    report = replace(samples(luzhai)["年度总结报告"], period=ReportingPeriod(2022, 6))
    text = text_of(write_notice(report, TEMPLATES / "年度总结报告.docx", tmp_path / "文.docx"))
    assert "全年计入" not in text and "截至2022年6月30日，计入汇总的项目73个" in text
    assert text.split("\n")[2].startswith("关于2022年1—6月鹿寨县") and "序时进度为50%" in text
    assert "完成年度目标。" not in text and "四、下一步工作打算" in text


def test_half_width_marks_of_a_document_are_not_carried_into_a_paper():
    """GB/T 15834: ， ； （） in what is quoted; a comma within a number stays."""
    quote = "投资额1,000万元(含)以上的,每签约一个加5分;2022年5月:通报"
    assert Citation("X", 1, quote).printed == "投资额1,000万元（含）以上的，每签约一个加5分；2022年5月：通报"


def test_the_reminder_of_a_month_done_at_once_is_the_command_s(county, tmp_path):
    """run_month, mails and the command write one and the same 催报通知."""
    workspace, _, result = county
    wishes = official_notices.Wishes(contact_line=workspace.contact_line)
    one = official_notices.write_reminder(result, wishes, tmp_path / "a.docx")
    (two,) = official_notices.write_notices("催报通知", result, wishes, workspace.root / "通知", tmp_path).documents
    assert one is not None and text_of(one) == text_of(two)
