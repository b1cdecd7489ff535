"""Ranks and roles of those who travel are the county's own words: in the register, its checks, routes and quotas."""

from datetime import date

import openpyxl
import pytest
from click.testing import CliRunner

from tests.rulebook import written_xishan
from tests.trips import trip, write_register_of
from toolkit.checks.trip_quotas import quota_lines
from toolkit.checks.trips import check_leader, route_of
from toolkit.cli import main
from toolkit.intake.trips.register import read_register
from toolkit.model.period import ReportingPeriod
from toolkit.model.trip_register import TripWords
from toolkit.model.trips import Participant
from toolkit.schemes.loader import load, slips_of

MAY = ReportingPeriod(2023, 5)
WORDS = '[trips]\nranks = ["县级", "乡科级"]\nroles = ["党政正职", "分管副职"]\nclause = "XS-R2"\n\n[[route]]'
ROUTES = (
    '[[route]]\nrank = "不限"',
    WORDS + '\nrank = "县级"\nsteps = [["县委书记", "批准"]]\nfiled_with = "县招商中心"\nclause = "XS-R2"\n\n'
    '[[route]]\nrank = "乡科级"',
)
DAYS = (
    'measure = "trips"\nminimum = 2\nper = "quarter"',
    'role = "党政正职"\nmeasure = "days"\nminimum = 15\nper = "half_year"',
)


@pytest.fixture(scope="module")
def scheme(tmp_path_factory):
    """西山县, with two ranks, two roles and a quota of 15 days each half-year."""
    return load(written_xishan(tmp_path_factory.mktemp("规则") / "西山", ROUTES, DAYS))


def going(role, rank, name="甲", unit="东坪镇"):
    """One traveller of 东坪镇."""
    return Participant(name, unit, "镇长", role, rank)


TRIPS = (
    trip("1", "东坪镇", date(2023, 2, 1), date(2023, 2, 6), participants=(going("带队领导、党政正职", "乡科级"),)),
    trip("2", "东坪镇", date(2023, 4, 3), date(2023, 4, 6), participants=(going("带队领导", "县级"), going("党政正职", "", "乙"))),
    trip("3", "东坪镇", date(2023, 5, 8), date(2023, 5, 9), participants=(going("分管副职、带队领导", "乡科级"),)),
)  # fmt: skip


def test_the_register_offers_and_takes_the_countys_words(scheme, tmp_path):
    """GN-R8, NX-R1 in another county: 县级, 党政正职 are in the drop-downs and no findings; 处级 is one there."""
    office = tmp_path / "西山2023"
    folder = written_xishan(tmp_path / "规则", ROUTES, DAYS)
    for args in (["init", office, "--scheme", folder, "--year", "2023"], ["trip", "register", "-w", office, "--period", "2023-05"]):  # fmt: skip
        done = CliRunner().invoke(main, [str(one) for one in args])
        assert done.exit_code == 0, done.output
    (book,) = office.rglob("出行台账*.xlsx")
    rules = [one.formula1 for one in openpyxl.load_workbook(book)["人员"].data_validations.dataValidation]
    assert '"县级,乡科级,其他"' in rules
    assert '"带队领导,党政正职,分管副职,带队领导、党政正职,带队领导、分管副职,队员,企业项目负责人"' in rules
    register = read_register(write_register_of(TRIPS, tmp_path / "出行台账.xlsx"), MAY, scheme.trip_words)
    assert register.findings == ()
    odd = (trip("9", "东坪镇", date(2023, 5, 8), date(2023, 5, 9), participants=(going("主要负责人", "处级"),)),)
    found = read_register(write_register_of(odd, tmp_path / "2.xlsx"), MAY, scheme.trip_words).findings
    assert [(one.kind, one.cell.a1) for one in found] == [("choice_unknown", "E2"), ("choice_unknown", "F2")]
    assert "党政正职" in found[0].message and "乡科级" in found[1].message


def test_roles_too_long_for_a_drop_down_stand_on_the_sheet_of_lists(scheme, tmp_path):
    """Excel takes 255 signs of a list; a county with twelve long roles has them as a range of 名单."""
    from msgspec.structs import replace

    from toolkit.workbooks.forms.trip_register import write_register

    roles = tuple(f"第{number}招商工作组带队县级领导" for number in range(1, 13))
    long = replace(scheme, trip_words=TripWords(("县级",), roles))
    book = openpyxl.load_workbook(write_register(long, MAY, tmp_path / "册.xlsx"))
    rules = [one.formula1 for one in book["人员"].data_validations.dataValidation]
    assert "名单!$C$1:$C$27" in rules and '"县级,其他"' in rules
    assert book["名单"]["C2"].value == roles[0] and book["名单"]["C27"].value == "企业项目负责人"


def test_who_signs_follows_the_countys_rank(scheme):
    """县级领导带队的报县委书记批准，乡科级的报县长批准; a rank without a route is told with those that there are."""
    assert [route_of(one, scheme).steps[0].who for one in TRIPS] == ["县长", "县委书记", "县长"]
    other = trip("4", "东坪镇", date(2023, 5, 8), date(2023, 5, 9), participants=(going("带队领导", "其他"),))
    (finding,) = check_leader(other, scheme, date(2023, 5, 31))
    assert "县级、乡科级" in finding.message


def test_days_of_a_role_count_each_half_year(scheme):
    """党政正职每半年外出不少于15天: 1—6 February and 3—6 April are ten days; May was another's."""
    from toolkit.model.trips import Register

    register = Register("出行台账.xlsx", trips=TRIPS, months=(), findings=())
    line = next(one for one in quota_lines(register, scheme, MAY, date(2023, 5, 31)) if one.unit == "东坪镇")
    assert (line.span, line.required, line.actual) == ("2023年上半年", 15, 10)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('rank = "乡科级"', 'rank = "乡级"', "“rank”写作“乡级”，只能是：县级、乡科级、其他、不限。是不是“乡科级”？"),
        ('role = "党政正职"', 'role = "党政主职"', "只能是：带队领导、党政正职、分管副职、队员、企业项目负责人。是不是“党政正职”？"),
        ('role = "党政正职"', 'role = "带队领导、党政正职"', "“role”写作“带队领导、党政正职”，只能是"),
        ('"县级", "乡科级"', '"县级、乡科级"', "里的“县级、乡科级”要写成一个词"),
        ('"县级", "乡科级"', '"县级", "乡科级", "县级"', "里的“县级”写了几次"),
        ('"县级", "乡科级"', '"县级", "不限", "乡科级"', "里的“不限”不是级别"),
        ('"党政正职", ', '"党政正职", "队员", ', "里的“队员”每个县都有，不用写"),
        ("roles = [", "role = [", "“role”不认识。是不是“roles”？"),
    ],
)  # fmt: skip
def test_a_word_that_nobody_declared_is_a_slip(tmp_path, old, new, says):
    """A quota for a role that no register can hold would count nothing for ever."""
    folder = written_xishan(tmp_path / "西山", ROUTES, DAYS, (old, new))
    told = [str(one) for one in slips_of(folder)]
    assert any(says in one for one in told), told
