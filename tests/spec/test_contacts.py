"""通讯录: whoever is no unit of the scheme gets the county's whole table, so it is marked, never guessed (promise 7)."""

from pathlib import Path

import openpyxl
import pytest

from toolkit.mail.contacts import read_contacts
from toolkit.model.errors import ToolkitError
from toolkit.model.letters import Letter
from toolkit.schemes import loader
from toolkit.workflow.actions.front_page import contact_rows
from toolkit.workflow.steps.contact_lists import contacts_file, contacts_of, write_contact_book
from toolkit.workflow.steps.mailing import whole_table
from toolkit.workflow.steps.workspace import create_workspace


def letter_to(one):
    """A letter with the whole table to one person."""
    return Letter(one, "汇总表", "请审阅", (Path("汇总表.xlsx"),))


def units_of(folder: Path, *lines: str, head: str = "单位,联系人,邮箱") -> list[str]:
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
    assert units_of(tmp_path, f"{typed},言某,a@") == [unit]


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
        units_of(tmp_path, "江口乡,滕某,j@", f"{typed},某某,a@")
    marked = units_of(tmp_path, f"{typed},某某,a@,领导", head="单位,联系人,邮箱,类别")
    assert marked == [typed or "领导"]


@pytest.mark.parametrize("typed", ["县政府办", "县委办", "县领导", "分管领导", "其他"])
def test_who_is_no_unit_is_marked_in_a_column_of_its_own(tmp_path, typed):
    """With the column 类别 it must be filled in; a list of 1.0 without it is taken over, and each such line is known."""
    with pytest.raises(ToolkitError, match=f"第2行“{typed}”.*请在“类别”一栏，这一行写"):
        units_of(tmp_path, f"{typed},言某,a@,", head="单位,联系人,邮箱,类别")
    scheme = loader.load_shipped("luzhai-2022")
    units_of(tmp_path, f"{typed},言某,a@,其他", "江口乡,滕某,b@,单位", head="单位,联系人,邮箱,类别")
    assert [one.kind for one in read_contacts(tmp_path / "通讯录.csv", scheme)] == ["其他", ""]
    units_of(tmp_path, f"{typed},言某,a@", "江口乡,滕某,b@")
    assert [one.kind for one in read_contacts(tmp_path / "通讯录.csv", scheme)] == ["未注明", ""]


@pytest.mark.parametrize("kind", ["领倒", "乡镇干部", "leader"])
def test_a_kind_that_is_none_is_asked_about(tmp_path, kind):
    """A slip in 类别 must not send the county's whole table to somebody, nor keep it from him without a word."""
    with pytest.raises(ToolkitError, match=f"第2行的类别“{kind}”只能写单位、领导或其他"):
        units_of(tmp_path, f"县委办,言某,a@,{kind}", head="单位,联系人,邮箱,类别")


def test_every_doubtful_contact_is_named_at_once(tmp_path):
    """One sentence for all lines, so that a list is mended in one go; a line without an address goes to nobody."""
    with pytest.raises(ToolkitError) as told:
        units_of(tmp_path, "县林业居,甲,a@", "江囗乡,乙,b@", "拉沟乡,丙,c@", "某某会,丁,")
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


HEAD = ["单位", "联系人", "邮箱", "类别"]
OF_1_0 = (
    "单位,联系人,邮箱\n江口乡,滕一舟,jiangkou@luzhai.example\n县政府办,言某,office@luzhai.example\n县林业局,韦某,\n"
)


@pytest.fixture
def office(tmp_path):
    """A workspace without any list."""
    return create_workspace(tmp_path / "鹿寨2022", "luzhai-2022")


def typed(workspace, *lines) -> None:
    """Write 通讯录.xlsx as a person does in Excel, under a title of his own."""
    book = openpyxl.Workbook()
    for line in (["鹿寨县招商工作通讯录"], HEAD, *lines):
        book.active.append(line)
    book.save(workspace.root / "通讯录.xlsx")


def retyped(workspace, row: int, column: int, value) -> None:
    """Change one cell of 通讯录.xlsx, and save."""
    book = openpyxl.load_workbook(workspace.root / "通讯录.xlsx")
    book["通讯录"].cell(row, column).value = value
    book.save(workspace.root / "通讯录.xlsx")


def listed(workspace, text: str, encoding: str = "utf-8-sig") -> None:
    """Write 通讯录.csv."""
    (workspace.root / "通讯录.csv").write_text(text, encoding)


def addresses(workspace) -> dict[str, str]:
    """The contacts that count, by unit."""
    return {one.unit: one.address for one in contacts_of(workspace)}


def test_the_list_may_be_a_workbook(office):
    """通讯录.xlsx with a title above: spaces beside the @ and full-width signs are mended, empty lines stay out."""
    typed(
        office, ["江口乡", "滕一舟", " jiangkou @luzhai.example "], ["林业", "韦某", "ｌｙ@luzhai.example"], ["四排镇"]
    )
    assert addresses(office) == {"江口乡": "jiangkou@luzhai.example", "县林业局": "ly@luzhai.example"}
    typed(office, ["江口乡", "滕一舟", "jiangkou@luzhai"])
    with pytest.raises(ToolkitError, match="通讯录.xlsx 第3行的邮箱“jiangkou@luzhai”写法不对"):
        contacts_of(office)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gbk", "utf-16"])
def test_a_list_of_1_0_is_taken_over_and_kept(office, encoding):
    """Whatever program saved the csv: its people stand in 通讯录.xlsx, the csv is as it was, and a sentence says so."""
    listed(office, OF_1_0, encoding)
    before = contacts_of(office)
    assert write_contact_book(office) == (
        "通讯录改用 通讯录.xlsx，已把 通讯录.csv 里的2个邮箱带过来；原来的 通讯录.csv 仍保留，不再使用。",
    )
    assert (office.root / "通讯录.csv").read_text(encoding) == OF_1_0
    assert contacts_of(office) == before and contacts_file(office).name == "通讯录.xlsx"
    content = (office.root / "通讯录.xlsx").read_bytes()
    assert write_contact_book(office) == () and (office.root / "通讯录.xlsx").read_bytes() == content


def test_a_title_is_taken_over_and_counts_as_written(office):
    """言主任 stays 主任 in 通讯录.xlsx; a title that is changed there is the office's own writing."""
    listed(office, "单位,联系人,邮箱,类别,职务\n县领导,言立诚,yan@luzhai.example,领导,主任\n")
    write_contact_book(office)
    assert [one.title for one in contacts_of(office)] == ["主任"]
    retyped(office, 4, 5, "副主任")
    assert [one.title for one in contacts_of(office)] == ["副主任"] and contacts_file(office).name == "通讯录.xlsx"


def test_who_was_taken_for_a_leader_stays_marked_as_not_stated(office):
    """1.0 had no column 类别: the workbook says 未注明, and the preview asks to fill it in; nothing is decided."""
    listed(office, OF_1_0)
    write_contact_book(office)
    rows = list(openpyxl.load_workbook(office.root / "通讯录.xlsx")["通讯录"].iter_rows(4, 6, values_only=True))
    assert [row[3] for row in rows] == [None, "未注明", None]
    assert [one.kind for one in contacts_of(office)] == ["", "未注明"]


def test_a_missing_title_is_asked_for_by_its_cell(office):
    """通讯录.xlsx has the columns 类别 and 职务: the question before sending names the empty cells, not the column."""
    listed(
        office, "单位,联系人,邮箱,类别,职务\n县委,言立诚,yan@luzhai.example,领导,\n县人大,覃某,q@luzhai.example,其他,\n"
    )
    write_contact_book(office)
    letters = [letter_to(one) for one in contacts_of(office)]
    (_, asked) = whole_table(letters)
    assert asked == (
        "县委 言立诚、县人大 覃某没有写职务，邮件里称“同志”。请在 通讯录.xlsx 的 E4、E5 单元格写明怎样称呼，例如“主任”"
    )
    retyped(office, 4, 5, "书记")
    retyped(office, 5, 5, "主任")
    assert len(whole_table([letter_to(one) for one in contacts_of(office)])) == 1


def test_a_list_without_the_column_is_asked_for_one(office):
    """A csv of 1.0 has neither column: there is no cell to name."""
    listed(office, OF_1_0)
    said = whole_table([letter_to(one) for one in contacts_of(office)])
    assert said[1].endswith("请在通讯录加“类别”一栏，在这一栏写“领导”或“其他”")
    assert said[2].endswith("请在通讯录加“职务”一栏，写明怎样称呼，例如“主任”")


def test_a_new_workspace_offers_a_workbook_with_its_units(office):
    """Every unit that reports has its line, to be filled in; there is nobody to write to yet."""
    assert write_contact_book(office) == ()
    units = [
        row[0] for row in openpyxl.load_workbook(office.root / "通讯录.xlsx")["通讯录"].iter_rows(4, values_only=True)
    ]
    assert [unit for unit in units if unit] == [unit.name for unit in office.scheme.reporting_units]
    assert contacts_of(office) == ()


def test_a_list_put_beside_an_untouched_workbook_counts(office):
    """An empty workbook that nobody has filled in does not hide the csv that was copied from the former computer."""
    write_contact_book(office)
    listed(office, OF_1_0)
    assert contacts_file(office).name == "通讯录.csv" and len(contacts_of(office)) == 2


def test_after_a_list_was_taken_over_the_workbook_counts(office):
    """The csv of 1.0 lies there as it was: it is the former one, whatever is typed into the workbook."""
    listed(office, OF_1_0)
    write_contact_book(office)
    retyped(office, 6, 3, "linye@luzhai.example")
    assert addresses(office)["县林业局"] == "linye@luzhai.example"


def test_where_both_were_written_in_the_office_is_asked(office):
    """Letters go to nobody by chance: the sentence names who differs, and one of the two has to go."""
    listed(office, OF_1_0)
    write_contact_book(office)
    retyped(office, 6, 3, "linye@luzhai.example")
    listed(office, OF_1_0.replace("jiangkou@", "jk@"))
    with pytest.raises(ToolkitError, match="以哪一份为准？不一样的有：县林业局、江口乡。请核对后只留一份"):
        contacts_of(office)
    (office.root / "通讯录.csv").rename(office.root / "通讯录（旧）.csv")
    assert addresses(office)["江口乡"] == "jiangkou@luzhai.example"


def test_a_workbook_of_somebodys_own_beside_a_list_is_asked_about(office):
    """It holds no sign of the tool: unless both say the same, nobody can tell which is newer."""
    listed(office, OF_1_0)
    typed(office, ["江口乡", "滕一舟", "jk@luzhai.example"])
    with pytest.raises(ToolkitError, match="通讯录.xlsx 和 通讯录.csv 写得不一样，以哪一份为准？"):
        contacts_of(office)
