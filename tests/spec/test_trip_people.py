"""Who travels, when a form names them as people do? Lists by signs, lines, spaces, units and titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.intake.trips.people import read_people

KNOWN = ("莫荷生", "覃舟")
# The text of the entry 随行人员, and (name, unit, post) of everybody in it.
LISTS = {
    "莫荷生、覃舟、陶思远": [("陶思远", "", "")],
    "莫荷生，覃舟,陶思远": [("陶思远", "", "")],
    "莫荷生\n覃舟\n陶思远": [("陶思远", "", "")],
    "莫荷生 覃舟　陶思远": [("陶思远", "", "")],
    "莫 荷 生、覃　舟、陶 远": [("陶远", "", "")],
    "莫荷生/覃舟／陶思远": [("陶思远", "", "")],
    "莫荷生；覃舟；陶思远。": [("陶思远", "", "")],
    "1.莫荷生 2.覃舟 3.陶思远": [("陶思远", "", "")],
    "①莫荷生②覃舟③陶思远": [("陶思远", "", "")],
    "莫荷生、覃舟和陶思远": [("陶思远", "", "")],
    "莫荷生、覃舟、陶思远 共3人": [("陶思远", "", "")],
    "莫荷生、覃舟、陶思远（共三人）": [("陶思远", "", "")],
    "莫荷生、覃舟、陶思远等3人": [("陶思远", "", "")],
    "随行人员：莫荷生、覃舟、陶思远": [("陶思远", "", "")],
    "莫荷生、覃舟；县工信局：陶思远、罗婉清": [("陶思远", "县工信局", ""), ("罗婉清", "县工信局", "")],
    "陶思远（县工信局干部）；罗婉清（县审计局科员）": [("陶思远", "县工信局", "干部"), ("罗婉清", "县审计局", "科员")],
    "陶思远，县工信局干部；罗婉清，县审计局副局长": [("陶思远", "县工信局", "干部"), ("罗婉清", "县审计局", "副局长")],
    "陶思远 县工信局 干部": [("陶思远", "县工信局", "干部")],
    "县工信局陶思远、县审计局罗婉清": [("陶思远", "县工信局", ""), ("罗婉清", "县审计局", "")],
    "县工信局（陶思远、罗婉清）": [("陶思远", "县工信局", ""), ("罗婉清", "县工信局", "")],
    "科长陶思远、罗婉清主任": [("陶思远", "", "科长"), ("罗婉清", "", "主任")],
    "县审计局副局长罗婉清、司机陶思远": [("罗婉清", "县审计局", "副局长"), ("陶思远", "", "司机")],
    "欧阳明月、艾山·买买提（县工信局翻译）": [("欧阳明月", "", ""), ("艾山·买买提", "县工信局", "翻译")],
    "莫荷生、Anna Schmidt（翻译）": [("AnnaSchmidt", "", "翻译")],
    "陶思远（女，13000000000）": [("陶思远", "", "")],
    "无": [],
    "——": [],
}
# What names nobody for certain, and the words that the office is asked about.
DOUBTS = {
    "莫荷生、覃舟等5人": "莫荷生、覃舟等5人",
    "莫荷生等": "莫荷生等",
    "莫荷生等一行六人": "莫荷生等一行六人",
    "莫荷生、覃舟，司机1名": "司机1名",
    "莫荷生、工作人员两名": "工作人员两名",
    "覃舟及驾驶员": "驾驶员",
    "王局长、莫荷生": "王局长",
    "莫荷生、小李": "小李",
    "张 三 李 四": "张 三 李 四",
    "莫荷生、张三李四": "张三李四",
    "覃舟、同上": "同上",
    "莫荷生、覃舟（因病不去）": "覃舟（因病不去）",
    "莫荷生、覃舟（改为陶思远）": "覃舟（改为陶思远）",
    "莫荷生、覃舟 共5人": "共5人",
}


@pytest.mark.parametrize("text", LISTS)
def test_everybody_in_a_list_is_one_person(text):
    """R2 forms: a list parted by any sign, by lines or spaces, with units and titles, names each person once."""
    people = read_people(text, KNOWN)
    new = [(one.name, one.unit or "", one.post) for one in people.named if one.name not in KNOWN]
    assert (new, people.doubts) == (LISTS[text], ())


@pytest.mark.parametrize("text", DOUBTS)
def test_who_is_not_named_is_asked_about(text):
    """R2 forms: 等5人, 司机1名, 王局长 add nobody; the office is asked once, with the words."""
    people = read_people(text, KNOWN)
    assert people.doubts == (DOUBTS[text],)
    assert {one.name for one in people.named} <= set(KNOWN)


@given(st.text(alphabet="张李王陶莫覃荷舟局长县科员（）()、，；;：: \n等人位名0123456789和及无—·Aa.", max_size=30))
def test_no_word_of_a_list_is_lost(text):
    """R2 forms: every character of a name is in a person or in a doubt, whatever was typed; nothing raises."""
    people = read_people(text, KNOWN)
    kept = "".join((*(f"{one.name}{one.unit or ''}{one.post}" for one in people.named), *people.doubts))
    assert {sign for sign in text if sign in "陶莫覃荷舟"} <= set(kept)
