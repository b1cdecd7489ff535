"""Findings: what a unit reads, word for word. Where, what was found as typed, and what to do."""

from pathlib import Path

import pytest

from tests.checking import check
from tests.rawfiles import zipped
from toolkit.intake.read import read_submission
from toolkit.model.findings import as_lines
from toolkit.model.period import ReportingPeriod
from toolkit.model.submission import Status

JUNE = ReportingPeriod(2022, 6)
CLEAN = "林木业 | 江口旋切一期 | 甲公司 | 0.5 | 山东 | 覃一 | 19900000001 | 2022年 | 已开工"
RULER = "| A | B | C | D | E | F | G | H | I | J | K\n1 | HEADINGS\n"


def spoken(submission):
    """The lines that are printed for a submission, without the file's name."""
    return [str(line).removeprefix(submission.file).lstrip() for line in as_lines(submission.findings)]


@pytest.mark.parametrize(
    ("kind", "drawing", "line"),
    [
        (
            "hidden_sheet",
            RULER + f"2 | 1 | {CLEAN}\nsheet 5月 hidden\n" + RULER + f"2 | 1 | {CLEAN}",
            "5月 表  F109 供参考：工作表“5月”是隐藏的，没有计入。需要上报的，请右键点工作表标签，取消隐藏后重报。",
        ),
        (
            "missing_column",
            "| A | B | C | D | E | F | G | H | I\n1 | 序号 | 行业 | 项目名称 | 项目方 | 投资总额（亿元） | 投资来源 | 项目负责人 | 联系电话 | 进展情况\n"
            "2 | 1 | 林木业 | 江口旋切一期 | 甲公司 | 0.5 | 山东 | 覃一 | 19900000001 | 已开工",
            "Sheet 表  H101 请核对：缺少“项目入驻时间”列，这一列按没有数据处理，不按0计。请照下发的统计表补上这一列。",
        ),
        (
            "extra_column",
            f"| A | B | C | D | E | F | G | H | I | J | K\n1 | HEADINGS | 备注\n2 | 1 | {CLEAN}",
            "Sheet 表 K1 单元格  H102 供参考：“备注”不是统计表的列，没有采用。要上报的内容请写进统计表已有的列。",
        ),
        (
            "sensitive_column",
            f"| A | B | C | D | E | F | G | H | I | J | K\n1 | HEADINGS | 法人身份证号\n2 | 1 | {CLEAN}",
            "Sheet 表 K1 单元格  H103 请核对：“法人身份证号”属于个人敏感信息，没有读取。请删去这一列，证照复印件单独报送。",
        ),
        (
            "hidden_column",
            RULER + f"2 | 1 | {CLEAN}\nhide F",
            "Sheet 表 F1 单元格  H106 请核对：“投资来源”列被隐藏，仍按表中内容计入。请选中左右相邻的两列，点右键“取消隐藏”后核对。",
        ),
        (
            "cell_comment",
            RULER + f"2 | 1 | {CLEAN}\ncomment E2 含二期",
            "Sheet 表 E2 单元格  V120 供参考：单元格有批注“含二期”，批注的内容不计入。要上报的内容请写进表格。",
        ),
        (
            "stage_unclear",
            RULER + f"2 | 1 | {CLEAN.replace('已开工', '正常推进')}",
            "Sheet 表 J2 单元格  V121 请核对：进展情况写的是“正常推进”，看不出项目到了哪个阶段，项目照常计入，与进展有关的指标暂不计入。请写明在谈、签约、注册、开工、投产或终止。",
        ),
        (
            "flag_unclear",
            f"| A | B | C | D | E | F | G | H | I | J | K\n1 | HEADINGS | 是否新兴产业\n2 | 1 | {CLEAN} | 待认定",
            "Sheet 表 K2 单元格  V122 请核对：是否新兴产业写的是“待认定”，本格当作没有填。请填“是”或“否”。",
        ),
        (
            "unit_unknown",
            RULER.replace(
                "HEADINGS",
                "序号 | 行业 | 项目名称 | 项目方 | 投资总额 | 投资来源 | 项目负责人 | 联系电话 | 项目入驻时间 | 进展情况",
            )
            + f"2 | 1 | {CLEAN}",
            "Sheet 表 E2 单元格  H104 须修改：“0.5”没有写明金额单位，表头也没有，本项目本月暂不计入，往月已计入的沿用往月的数。请在列名后写明“（亿元）”或“（万元）”。",
        ),
        (
            "stale_total_formula",
            RULER + f"2 | 1 | {CLEAN}\n3 | 2 | {CLEAN.replace('一期', '二期')}\n4 | 合计 |  |  |  | =SUM(E2:E2)",
            "Sheet 表 E4 单元格  X104 请核对：合计公式“=SUM(E2:E2)”没有包括全部项目行（第2至3行），各行照常计入。请选中合计格，按 Alt 和 = 重新求和。",
        ),
        (
            "struck_row",
            RULER + f"2 | 1 | {CLEAN}\nstrike 2",
            "Sheet 表 A2 单元格  X106 请核对：本行画了删除线，仍按有效项目计入。不上报的请删除整行。",
        ),
        (
            "org_unknown",
            "| A | B | C | D | E | F | G | H | I | J\n" + f"1 | HEADINGS\n2 | 1 | {CLEAN}",
            "Sheet 表  F106 须修改：标题、表内和文件名都看不出报送单位，本份没有计入。请在表头上方写明“填报单位：××”。",
        ),
    ],
)
def test_a_finding_says_where_what_and_what_to_do(read, kind, drawing, line):
    """Excel's own words for the place, the text as typed, one imperative; the code stays the same everywhere."""
    submission = read(drawing, "统计表.xlsx" if kind == "org_unknown" else "江口乡6月.xlsx")
    assert spoken(submission) == [line]
    assert [finding.kind for finding in submission.findings] == [kind]


def test_two_open_tables_in_one_file_are_an_error_because_one_is_not_read(read):
    """multiple_candidate_sheets: the sheet that names the month is read; the rest is asked for, not dropped."""
    submission = read(
        f"""
        {RULER}
        2 | 1 | {CLEAN}
        3 | 2 | {CLEAN.replace("一期", "二期")}
        sheet 6月
        {RULER}
        2 | 1 | {CLEAN}
        """
    )
    assert (submission.sheet, submission.status) == ("6月", Status.RETURNED)
    assert spoken(submission)[0] == (
        "F110 须修改：文件里有几张统计表（“6月”“Sheet”），只计入“6月”，其余没有计入。请把要上报的项目合并到一张表，删去不报的表后重报。"
    )


def test_the_same_finding_on_many_cells_is_one_line(read):
    """Three empty phones are one line with three cells, sorted as Excel counts."""
    rows = "\n".join(f"{n} | {n} | {CLEAN.replace('一期', f'{n}期').replace('19900000001', '')}" for n in (2, 10, 3))
    assert spoken(read(RULER + rows)) == [
        "Sheet 表 H2、H3、H10 单元格（共3处）  V101 请核对：“联系电话”没有填，按空白处理，其余照常计入。请补填。"
    ]


def test_a_project_that_vanished_is_asked_about(read, luzhai, tmp_path):
    """project_vanished: the table is cumulative; May's project is missing in June."""
    may = read(RULER + f"2 | 1 | {CLEAN}", "江口乡5月.xlsx")
    june = read_submission(tmp_path / "江口乡5月.xlsx", luzhai, JUNE, "江口乡6月.xlsx")
    from msgspec.structs import replace

    changed = replace(june, projects=(replace(june.projects[0], name="另一个项目"),), findings=())
    assert [finding.message for finding in check(changed, luzhai, may).findings] == [
        "上月报过“江口旋切一期”，本月表里没有，暂按上月的数计入，去向待裁定。统计表按累计数填报，请补上；确已取消的，请保留该行，在进展情况中注明。"
    ]


def test_a_target_table_that_leaves_the_documents_figures_is_told(read):
    """county_total_differs: 50亿元 against the document's 55 (LZ-T1)."""
    submission = read("""
          | A | B | C | D | E | F | G | H
        1 | 产业招商组 | 责任领导 | 牵头单位 | 协办单位 | 区外境内到位资金（亿元） | 新签约项目 | 新引进工业项目 | 亿元工业项目
        2 | 合计 |  |  |  | 50 | 60 | 40 | 25
        3 | 表面处理产业招商组 | 组长：邓芳军 | 江口乡 | 县投促中心 | 50 | 60 | 40 | 25
    """)
    lines = [line for line in spoken(submission) if "X204" in line]
    assert lines == [
        "Sheet 表 E2 单元格  X204 请核对：区外境内到位资金合计是 50亿元，方案规定全县 55亿元，全县完成率按方案规定的数计算。请核对目标表。"
    ]


@pytest.mark.parametrize(
    ("name", "content", "kind", "sentence"),
    [
        ("江口乡.xlsx", b"", "no_content", "文件是空的（0 字节），没有内容，本份没有计入。请重新保存一份再报送。"),
        (
            "江口乡.xlsx",
            b"PK\x03\x04damaged",
            "corrupt",
            "文件已损坏，压缩目录无法读取（可能没有下载完整），本份没有计入。请重新保存一份再报送。",
        ),
        (
            "江口乡.pdf",
            b"%PDF-1.7",
            "no_table_file",
            "收到 1 个 PDF，无法读取，没有计入。请要 Excel 表（.xlsx）。",
        ),
        (
            "江口乡.csv",
            "姓名,电话\n甲,1\n".encode(),
            "header_not_found",
            "没有找到表头，应有“项目名称、投资总额”等列名，本份没有计入。请用下发的统计表填写。",
        ),
        (
            "江口乡.xlsx",
            zipped({"江口乡/6月.xlsx": "x"}),
            "packed",
            "是压缩包，不是工作簿，没有打开，本份没有计入。请解压后，把里面的表逐个报送。",
        ),
        (
            "江口乡.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "encrypted",
            "文件加了密（设了打开密码，或者“保护工作簿”时设了密码），无法读取，本份没有计入。请取消密码后再报送。",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(tmp_path, luzhai, name, content, kind, sentence):
    """Real type by content; the sentence says what to do; nothing is guessed from the suffix."""
    path = tmp_path / name
    path.write_bytes(content)
    submission = read_submission(path, luzhai, JUNE)
    assert (submission.status, submission.reason) == (Status.REFUSED, sentence)
    assert [finding.kind for finding in submission.findings] == [kind]


def test_an_excel_lock_file_is_ignored(tmp_path, luzhai):
    """~$ files are Excel's own; they are no submission and no mistake."""
    path = tmp_path / "~$江口乡6月.xlsx"
    path.write_bytes(b"\x05owner")
    assert read_submission(path, luzhai, JUNE).status is Status.IGNORED


def test_all_findings_come_in_one_pass_worst_first(read):
    """A clerk learns every mistake at once; what concerns the whole file stands first."""
    submission = read(f"""
        {RULER}
        2 | 1 | {CLEAN.replace("0.5", "约2亿").replace("19900000001", "180×××")}
        3 | 2 | {CLEAN.replace("一期", "二期").replace("0.5", '"0.7"')}
    """)
    assert [finding.code for finding in submission.findings] == ["V105", "V117", "V103"]


@pytest.fixture
def samples() -> Path:
    """The messy corpus."""
    return Path(__file__).parent.parent.parent / "sample_workbooks" / "messy"


@pytest.mark.parametrize("suffix", [".docx", ".xls", ".csv"])
def test_the_annexes_come_back_as_word_web_page_and_csv_too(samples, luzhai, suffix):
    """Word tables, web pages saved as .xls and csv in GB18030 are read like workbooks."""
    read_files = [
        check(read_submission(path, luzhai, JUNE), luzhai) for path in sorted((samples / "格式").glob(f"*{suffix}"))
    ]
    assert any(submission.projects for submission in read_files)
