"""Who leads a trip whose 审批表 was changed by hand to name somebody else? The role moves, and nobody's unit with it."""

import pytest
from msgspec.structs import replace

from tests.filled_forms import APPROVAL, entry, office
from tests.trips import printed_trip
from toolkit.intake.trips.leaders import with_leader
from toolkit.intake.trips.three_ways import Judge, Kept
from toolkit.model.cells import CellRef
from toolkit.model.trips import Participant


@pytest.fixture
def forms(tmp_path, luzhai):
    """The forms of a trip that 王轶 leads, with 李甲 of 县审计局."""
    return office(tmp_path, luzhai)


def approval(**words):
    """Return what a person writes into the cells of the leader's line, and who goes along."""
    labels = {"name": "带队领导", "post": "职", "rank": "级", "companions": "随行人员"}

    def fill(form):
        for what, text in words.items():
            entry(form, labels[what]).text = text

    return fill


def test_one_who_goes_along_leads_now(forms):
    """The role moves to the person's own row, with their own unit; who led before is asked about (form_leader_replaced)."""
    changes, said = forms.read(APPROVAL, approval(name="李甲", post="副局长", rank="科级"))
    assert changes == {"人员·角色": "带队领导", "人员·职务": "副局长", "人员·级别": "科级"}
    assert [words for words in said if "带队领导" in words] == [
        "带队领导由“王轶”改成“李甲”，“王轶”不再记为带队领导，仍在台账“人员”表里。"
        "请核对审批程序；“王轶”不外出的，请在台账删去这一行。"
    ]


def test_both_rows_change_places(forms):
    """Leader and companion were exchanged on the form: two rows change their role, nobody stands twice."""
    fill = approval(name="李甲", post="干部", rank="科级", companions="王轶（县人民政府副县长）")
    changes, _ = forms.read(APPROVAL, fill)
    assert "+人员" not in changes and "人员·姓名" not in changes
    assert changes["人员·角色"] == "带队领导" and changes["人员·级别"] == "科级"


def test_a_new_leader_brings_no_unit_of_another(forms):
    """Somebody whom the register does not know gets a row of their own; the unit is asked (form_leader_unknown)."""
    changes, said = forms.read(APPROVAL, approval(name="言立诚", post="局长", rank="科级"))
    assert changes["+人员"] == [("言立诚", "局长", "带队领导", "科级")]
    assert changes["人员·角色"] == "队员" and "人员·姓名" not in changes
    assert any("带队领导改成“言立诚”，台账没有其单位" in words for words in said)


@pytest.mark.parametrize(
    ("words", "row"),
    [
        ({"name": "言立诚（县林业局局长）"}, ("言立诚", "县林业局", "局长", "带队领导")),
        (
            {"name": "言立诚", "post": "县林业局局长", "rank": "科级"},
            ("言立诚", "县林业局", "局长", "带队领导", "科级"),
        ),
        ({"name": "言立诚"}, ("言立诚", "带队领导")),
    ],
)
def test_what_the_form_says_of_a_new_leader_is_entered(forms, words, row):
    """Unit and post may stand in either cell; post and rank that were left as printed are another person's."""
    changes, said = forms.read(APPROVAL, approval(**words))
    assert changes["+人员"] == [row]
    unknown = [
        name for name, own in zip(("单位", "职务", "级别"), ("县林业局", "局长", "科级"), strict=True) if own not in row
    ]
    told = [text for text in said if "带队领导改成“言立诚”" in text]
    assert told == [] if not unknown else "、".join(unknown) in told[0]


def test_two_names_in_the_cell_are_asked_about(forms):
    """The register has one leader: which of the two, the office says."""
    changes, said = forms.read(APPROVAL, approval(name="李甲、言立诚"))
    assert changes == {} and any("带队领导写的是“李甲、言立诚”" in words for words in said)


def test_a_slip_in_the_name_is_mended_in_its_row():
    """One character of three, post and rank as printed: the same person, in the same row."""
    leader = Participant("方知许", "县林业局", "局长", "带队领导", "科级")
    one, judge = printed_trip(leader), Judge(CellRef("审批表.docx"), [], Kept())
    one = replace(one, participants=(leader,))
    assert with_leader(one, {"name": "方之许"}, judge).participants == (replace(leader, name="方之许"),)
    other = with_leader(one, {"name": "方之许", "post": "副局长"}, judge)
    assert other.participants == (replace(leader, role="队员"), Participant("方之许", "", "副局长", "带队领导", ""))
