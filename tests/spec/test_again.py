"""Whatever changed since the last run, the master is the same as if everything were read and judged anew.

What a run keeps for the next one (files read, words judged) may save time and nothing else.
"""

import pickle
import sqlite3
from contextlib import closing
from datetime import date
from functools import cache
from itertools import count
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from toolkit.consolidation.attribution import Attributor
from toolkit.consolidation.judged_texts import words_of
from toolkit.consolidation.ledger import Bookkeeper
from toolkit.intake.values.meanings import meanings_from
from toolkit.model.period import ReportingPeriod
from toolkit.model.trade_ticks import by_county
from toolkit.schemes.loader import load_shipped
from toolkit.workbooks.master.master import write_master
from toolkit.workflow.steps import cache as kept
from toolkit.workflow.steps import parallel
from toolkit.workflow.steps.deciding import Given, decide
from toolkit.workflow.steps.intake_plan import IntakePlan
from toolkit.workflow.steps.month import consolidate_workspace
from toolkit.workflow.steps.workspace import create_workspace, open_workspace

JUNE = ReportingPeriod(2022, 6)
UNITS = ("江口乡", "平山镇", "县林业局")
HEAD = "序号,行业,项目名称,项目方,投资总额（亿元）,投资来源,项目负责人,联系电话,项目入驻时间,进展情况"
# Words that are certain, general and in doubt; names that one another's duplicates may have.
TRADES = st.sampled_from(("木材加工", "其他", "农产品加工", "", "物流", "汽车零部件"))
NAMES = st.sampled_from(
    ("旋切板项目", "年产5万套家具项目", "旋切板项目（二期）", "标准厂房", "米粉生产线", "石榴村仓储项目")
)
SOURCES = st.sampled_from(("广东", "国内", "柳州", "香港"))
NOTES = st.sampled_from(("已签约", "已奠基", "已投产", "正常推进", "终止"))
ROWS = st.tuples(TRADES, NAMES, st.sampled_from(("甲", "乙")), st.integers(1, 9), SOURCES, NOTES)
TABLES = st.lists(ROWS, min_size=1, max_size=3)
MONTHS = st.sampled_from((5, 6))
# What may happen between two runs: (what, with what).
CHANGES = st.one_of(
    st.tuples(st.just("send"), st.tuples(st.sampled_from(UNITS), MONTHS, TABLES)),
    st.tuples(st.just("withdraw"), st.tuples(st.sampled_from(UNITS), MONTHS)),
    st.tuples(st.just("decide"), st.tuples(st.integers(0, 40), st.integers(0, 9))),
    st.tuples(st.just("rules"), st.sampled_from(("", "industrial", "keywords", "rows", "townships"))),
    st.tuples(st.just("day"), st.integers(1, 28)),
    st.tuples(st.just("nothing"), st.none()),
)
NUMBERS = count()


def send(root, unit, month, rows):
    """Put a unit's table of a month into the workspace, or another one in its place."""
    lines = [f"填报单位：{unit}　2022年{month}月", HEAD]
    for number, (trade, name, firm, amount, source, note) in enumerate(rows, 1):
        lines.append(
            f"{number},{trade},{name},{firm}有限公司,0.{amount},{source},张三,1990000{number:04d},2022年3月,{note}"
        )
    folder = root / "报送" / f"2022-{month:02d}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{unit}.csv").write_text("\n".join(lines), "utf-8-sig")


@cache
def rulebook(change):
    """The rulebook of Luzhai, and others that judge the same words otherwise."""
    scheme = load_shipped("luzhai-2022")
    first, second, *rest = scheme.target_rows
    if change == "industrial":
        return replace(scheme, industrial=("其他",), emerging=("物流",))
    if change == "keywords":
        moved = (replace(first, keywords=()), replace(second, keywords=(*second.keywords, "家具", "米粉")))
        return replace(scheme, target_rows=(*moved, *rest))
    if change == "rows":
        return replace(scheme, target_rows=(second, *rest))
    if change == "townships":
        return replace(scheme, home=replace(scheme.home, own_places=frozenset({"广东"})))
    return scheme


class Office:
    """A workspace, its rulebook and its day, as changes leave them."""

    def __init__(self, root):
        self.root, self.rules, self.day = create_workspace(root, "luzhai-2022").root, "", 6

    def change(self, what, how):
        """Let one thing happen."""
        if what == "send":
            send(self.root, *how)
        elif what == "withdraw":
            (self.root / "报送" / f"2022-{how[1]:02d}" / f"{how[0]}.csv").unlink(missing_ok=True)
        elif what == "decide":
            asked = [one for one in self.result(fresh=False).decisions if one.choices]
            if asked:
                one = asked[how[0] % len(asked)]
                answer = one.choices[how[1] % len(one.choices)]
                decide(self.workspace(fresh=False), JUNE, self.as_of, Given(one.id, answer, "卢某"))
        elif what == "rules":
            self.rules = how
        elif what == "day":
            self.day = how

    @property
    def as_of(self):
        """The day of the run."""
        return date(2022, 7, self.day)

    def workspace(self, fresh):
        """The workspace as a run opens it."""
        plan = IntakePlan(parallel.THIS, fresh)
        return replace(open_workspace(self.root), scheme=rulebook(self.rules), plan=plan)

    def result(self, fresh):
        """The month's result."""
        return consolidate_workspace(self.workspace(fresh), JUNE, self.as_of)

    def master(self, fresh):
        """The master's bytes."""
        return write_master(self.result(fresh), self.root / "汇总表.xlsx").read_bytes()


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(first=TABLES, second=TABLES, changes=st.lists(CHANGES, min_size=1, max_size=4))
def test_a_run_after_any_changes_is_the_run_that_knows_nothing(tmp_path, monkeypatch, first, second, changes):
    """Tables, decisions, dictionary, rulebook, day: after each change both runs write the same master."""
    place = tmp_path / str(next(NUMBERS))
    monkeypatch.setenv(kept.FOLDER, str(place / "缓存"))
    office = Office(place / "县")
    send(office.root, UNITS[0], 6, first)
    send(office.root, UNITS[1], 6, second)
    office.master(fresh=False)
    for what, how in changes:
        office.change(what, how)
        assert office.master(fresh=False) == office.master(fresh=True), what


@pytest.fixture
def office(tmp_path, monkeypatch):
    """An office with one table of June, and a cache of its own."""
    monkeypatch.setenv(kept.FOLDER, str(tmp_path / "缓存"))
    made = Office(tmp_path / "县")
    send(made.root, UNITS[0], 6, [("木材加工", "旋切板项目", "甲", 5, "广东", "已签约")])
    return made


@pytest.fixture
def judged(monkeypatch):
    """The names whose trade a run judges, as they are judged."""
    names = []
    judge = Bookkeeper._meant

    def spied(self, project, unit):
        before = len(self._judged)
        meant = judge(self, project, unit)
        names.extend([project.name] * (len(self._judged) - before))
        return meant

    monkeypatch.setattr(Bookkeeper, "_meant", spied)
    return names


def test_only_new_words_are_judged_in_a_second_run(office, judged):
    """A table whose rows have other amounts and notes is judged by its words, which are known."""
    office.result(fresh=False)
    assert judged == ["旋切板项目"]
    send(office.root, UNITS[0], 6, [("木材加工", "旋切板项目", "甲", 7, "香港", "已投产")])
    send(office.root, UNITS[1], 6, [("", "标准厂房", "乙", 1, "广东", "已签约")])
    office.result(fresh=False)
    assert judged == ["旋切板项目", "标准厂房"]


def test_another_rulebook_judges_all_words_anew(office, judged):
    """What one rulebook made of 木材加工 is nothing to another one; the first one's is found again."""
    office.result(fresh=False)
    office.change("rules", "keywords")
    office.result(fresh=False)
    assert judged == ["旋切板项目"] * 2
    office.change("rules", "")
    office.result(fresh=False)
    assert judged == ["旋切板项目"] * 2


def test_a_fresh_run_asks_nothing_of_the_cache_and_leaves_nothing_there(office, judged):
    """``--fresh`` judges all words, twice if asked twice."""
    office.result(fresh=True)
    office.result(fresh=True)
    assert judged == ["旋切板项目"] * 2


@pytest.mark.parametrize("rulebook", ["luzhai-2022", "nanxian-2022", "jiaocheng-2022", "gangnan-2018"])
def test_a_judgement_is_made_of_nothing_but_the_words_it_is_kept_by(rulebook):
    """Whose project it is and what trade: asked of a project that has only the words of the key, nothing is missing."""
    scheme = load_shipped(rulebook)
    meanings = meanings_from(scheme.home)
    for industry, name in (("木材加工", "旋切板项目"), ("其他", "标准厂房"), (None, "家具销售"), ("物流", None)):
        words = {"industry": industry, "name": name, "territory": "江口乡", "meanings": meanings}
        project = SimpleNamespace(**words, trade=meanings.trade(industry, name))
        assert words_of(project, "江口乡") == (meanings, industry, name, "江口乡", "江口乡")
        assert by_county(project, scheme.industrial, scheme.emerging).text
        assert Attributor(scheme).of(project, "江口乡").key


def test_judgements_that_were_damaged_are_made_anew(office, judged):
    """Rubbish under a table's key is no judgement: all is judged again, and whole again for the next run."""
    master = office.master(fresh=False)
    for rubbish in (b"rubbish", pickle.dumps(((), [7], [None])), pickle.dumps({"a": 1})):
        with closing(sqlite3.connect(kept.place())) as database, database:
            database.execute("UPDATE submission SET value = ?", [rubbish])
        judged.clear()
        assert office.master(fresh=False) == master
        assert judged == ["旋切板项目"]
        office.result(fresh=False)
        assert judged == ["旋切板项目"]
