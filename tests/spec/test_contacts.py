"""通讯录: whoever is no unit of the scheme gets the county's whole table, so it is marked, never guessed (promise 7)."""

from pathlib import Path

import pytest

from toolkit.mail.contacts import read_contacts
from toolkit.model.errors import ToolkitError
from toolkit.schemes import loader
from toolkit.workflow.actions.front_page import contact_rows
from toolkit.workflow.steps.workspace import create_workspace


def contacts_of(folder: Path, *lines: str, head: str = "单位,联系人,邮箱") -> list[str]:
    """Return the units of the contacts that a list of lines makes."""
    path = folder / "通讯录.csv"
    path.write_text("\n".join([head, *(line.replace("@", "@luzhai.example") for line in lines)]), "utf-8-sig")
    return [contact.unit for contact in read_contacts(path, loader.load_shipped("luzhai-2022"))]


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("江口乡", "江口乡"),
        ("江口", "江口乡"),
        ("江口乡人民政府", "江口乡"),
        ("鹿寨县江口乡人民政府", "江口乡"),
        ("江 口 乡", "江口乡"),
        ("林业", "县林业局"),
        ("鹿寨县林业局", "县林业局"),
        ("农业农村局", "县农业农村局"),
        ("经开区", "鹿寨经开区管委"),
        ("县政府办", "县政府办"),
        ("县委办", "县委办"),
        ("县领导", "县领导"),
        ("分管领导", "分管领导"),
        ("其他", "其他"),
    ],
)
def test_a_contact_is_the_unit_that_is_meant_where_only_one_can_be(tmp_path, typed, unit):
    """Aliases and short forms are the scheme's unit; 县政府办 and the like are marked by their own name."""
    assert contacts_of(tmp_path, f"{typed},言某,a@") == [unit]


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("县林业居", "县林业局"),
        ("江囗乡", "江口乡"),
        ("江囗乡人民政府", "江口乡"),
        ("县农业农材局", "县农业农村局"),
        ("江口乡领导", "江口乡"),
        ("江口乡党委书记", "江口乡"),
        ("江口乡招商站", "江口乡"),
        ("经开区招商部", "鹿寨经开区管委"),
        ("鹿寨", "鹿寨镇"),
        ("某某协会", ""),
        ("", ""),
    ],
)
def test_a_contact_of_no_unit_is_asked_about_with_the_nearest_name(tmp_path, typed, near):
    """Who is no unit would get the county's whole table: never by a slip, only marked 领导 or 其他."""
    with pytest.raises(ToolkitError, match=f"第3行“{typed}”{f'，是不是“{near}”？' if near else ''}"):
        contacts_of(tmp_path, "江口乡,滕某,j@", f"{typed},某某,a@")
    marked = contacts_of(tmp_path, f"{typed},某某,a@,领导", head="单位,联系人,邮箱,类别")
    assert marked == [typed or "领导"]


@pytest.mark.parametrize("typed", ["县政府办", "县委办", "县领导", "分管领导", "其他"])
def test_who_is_no_unit_is_marked_in_a_column_of_its_own(tmp_path, typed):
    """With the column 类别 it must be filled in; a list of 1.0 without it is taken over, and each such line is known."""
    with pytest.raises(ToolkitError, match=f"第2行“{typed}”.*请在“类别”一栏，这一行写"):
        contacts_of(tmp_path, f"{typed},言某,a@,", head="单位,联系人,邮箱,类别")
    scheme = loader.load_shipped("luzhai-2022")
    contacts_of(tmp_path, f"{typed},言某,a@,其他", "江口乡,滕某,b@,单位", head="单位,联系人,邮箱,类别")
    assert [one.kind for one in read_contacts(tmp_path / "通讯录.csv", scheme)] == ["其他", ""]
    contacts_of(tmp_path, f"{typed},言某,a@", "江口乡,滕某,b@")
    assert [one.kind for one in read_contacts(tmp_path / "通讯录.csv", scheme)] == ["未注明", ""]


@pytest.mark.parametrize("kind", ["领倒", "乡镇干部", "leader"])
def test_a_kind_that_is_none_is_asked_about(tmp_path, kind):
    """A slip in 类别 must not send the county's whole table to somebody, nor keep it from him without a word."""
    with pytest.raises(ToolkitError, match=f"第2行的类别“{kind}”只能写单位、领导或其他"):
        contacts_of(tmp_path, f"县委办,言某,a@,{kind}", head="单位,联系人,邮箱,类别")


def test_every_doubtful_contact_is_named_at_once(tmp_path):
    """One sentence for all lines, so that a list is mended in one go; a line without an address goes to nobody."""
    with pytest.raises(ToolkitError) as told:
        contacts_of(tmp_path, "县林业居,甲,a@", "江囗乡,乙,b@", "拉沟乡,丙,c@", "某某会,丁,")
    assert "第2行“县林业居”" in str(told.value) and "第3行“江囗乡”" in str(told.value)
    assert "某某会" not in str(told.value)


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xd8\x00", "姓名,电话\n甲,1\n".encode(), '单位,联系人,邮箱\n"江口'.encode()]
)
def test_a_contact_list_that_cannot_be_read_stops_the_sending_alone(tmp_path, content):
    """The control workbook shows the units without people then, and every other button works."""
    workspace = create_workspace(tmp_path / "鹿寨2022", "luzhai-2022")
    root = workspace.root
    (root / "通讯录.csv").write_bytes(content)
    assert {row.address for row in contact_rows(workspace)} == {""}
    with pytest.raises(ToolkitError, match="通讯录.csv"):
        read_contacts(root / "通讯录.csv", workspace.scheme)
