"""Which words does a filled-in 信息记录表 or 审批表 hold? They are found by label, even if rows changed."""

import re
from collections.abc import Iterator
from pathlib import Path

from toolkit.files.grid import Refusal
from toolkit.files.package import Package
from toolkit.intake.trips.signatures import SIGNER
from toolkit.intake.trips.word_rows import WordCell, WordTable, read_tables
from toolkit.intake.values.typed import compact
from toolkit.model.cells import CellRef
from toolkit.model.findings import Finding, found
from toolkit.model.sensitive import sensitive_numbers, without_sensitive
from toolkit.model.trip_returns import FormBand, FormsRead, ReturnedForm

RECORD, APPROVAL = "信息记录表", "审批表"
OLE = b"\xd0\xcf\x11\xe0"
_ID = re.compile(r"编号[:：][ \t\u3000]*(\S+)")
# The label of a signature box names what its signer does: 县人民政府（审核同意）.
_BOX = re.compile(r"[(（][^()（）]*[审批核同签阅定][^()（）]*[)）]|意[ \u3000]*见")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")

# What stands before the words, without spaces and brackets, and the field that the words are.
VISIT_LABELS = {
    "拜访企业": "firm",
    "拜访日期": "day",
    "企业地址": "address",
    "信用代码": "credit_code",
    "统一社会信用代码": "credit_code",
    "客商姓名": "contact",
    "职务": "post",
    "联系方式": "phone",
    "联系电话": "phone",
    "经营范围": "business",
    "主营业务": "business",
    "投资意向": "intent",
    "洽谈内容": "subject",
    "拟投资项目": "project",
    "投资规模": "scale",
    "线索等级": "level",
    "拜访结果": "result",
    "我方参加人": "attended_by",
    "对接意见": "opinion",
    "对接工作意见": "opinion",
    "下一步": "next_step",
    "责任人": "responsible",
    "时限": "by_when",
    "佐证": "evidence",
}
HEAD_LABELS = {
    "申请单位": "applicant",
    "带队领导": "leader",
    "外出时间": "time",
    "目的地": "destination",
    "参加人员": "people",
}
APPROVAL_LABELS = {
    "申请单位": "applicant",
    "申请日期": "applied_on",
    "带队领导": "leader",
    "职务": "post",
    "级别": "rank",
    "随行人员": "companions",
    "外出时间": "time",
    "目的地": "destination",
    "交通工具": "transport",
    "事由": "purpose",
    "拟拜访企业": "visits",
    "经费预算": "money",
    "备案": "filing",
    "备注": "remarks",
}
FIRST_OF_BAND = "firm"
BAND_TITLE = re.compile(r"第(\d*)家")


def read_form(path: Path) -> FormsRead:
    """Return the forms in a Word file; what cannot be read becomes a finding, nothing is raised."""
    try:
        with path.open("rb") as file:
            head = file.read(4)
        if head == OLE or path.suffix.lower() in (".doc", ".wps"):
            return _unreadable(path, "是旧的 .doc 或 .wps 格式，或者设了密码")
        package = Package(path)
        try:
            tables = read_tables(package)
        finally:
            package.close()
    except (Refusal, OSError) as problem:
        return _unreadable(path, getattr(problem, "why", "") or "打不开")
    return _forms(path.name, tables)


def _unreadable(path: Path, why: str) -> FormsRead:
    return FormsRead((), (found("form_unreadable", CellRef(path.name), why=why),))


def _forms(file: str, tables: list[WordTable]) -> FormsRead:
    """Return every table under a title that is known; one file may hold the forms of several trips."""
    forms, findings = [], []
    for number, table in enumerate(tables, 1):
        title = compact(table.caption)
        kind = next((kind for kind in (RECORD, APPROVAL) if kind in title), "")
        ref = CellRef(file, f"表{number}" if len(tables) > 1 else "")
        if not kind:
            continue
        ids = _ID.findall(table.caption)
        if not ids:
            findings.append(found("form_without_id", ref))
            continue
        reader = _FormReader(ref, kind, findings)
        forms.append(reader.read(ids[-1], table))
    if not forms and not findings:
        findings.append(found("form_unknown", CellRef(file)))
    return FormsRead(tuple(forms), tuple(findings))


def label_of(text: str) -> str:
    """Return a label as it is looked up: 「随行人员\n（2人）」 → 「随行人员」.

    >>> label_of("职　　务"), label_of("随行人员（2人）")
    ('职务', '随行人员')
    """
    return compact(_BRACKETS.sub("", text)).strip(":：")


class _FormReader:
    """Walks the rows of one form."""

    def __init__(self, ref: CellRef, kind: str, findings: list[Finding]) -> None:
        self.ref, self.kind, self.findings = ref, kind, findings
        self.head: dict[str, str] = {}
        self.bands: list[tuple[str, int, dict[str, str]]] = []
        self.signed: list[tuple[str, str]] = []
        self.title = ""
        self.last: tuple[dict[str, str], str] | None = None

    def read(self, id: str, table: WordTable) -> ReturnedForm:
        """Return the form's words."""
        for row, cells in enumerate(table.rows, 1):
            self.without_private_numbers(row, cells)
            self.row(row, cells)
        bands = tuple(FormBand(number, row, values) for number, row, values in self.bands if any(values.values()))
        return ReturnedForm(self.ref, self.kind, id, self.head, bands, tuple(self.signed))

    def without_private_numbers(self, row: int, cells: list[WordCell]) -> None:
        """Remove identity and bank card numbers from a row, with a finding: the register is read without them, too."""
        what = [number.what for cell in cells for number in sensitive_numbers(cell.text)]
        if what:
            place = CellRef(self.ref.file, self.ref.sheet, row)
            self.findings.append(found("sensitive", place, what="、".join(dict.fromkeys(what))))
            for cell in cells:
                cell.text = without_sensitive(cell.text)

    def row(self, row: int, cells: list[WordCell]) -> None:
        """Take one row: labels with their words, a band's title, a signature box, or more words of the field above."""
        texts = [cell.text for cell in cells]
        if len(cells) == 1 and self.kind == RECORD and (match := BAND_TITLE.fullmatch(compact(texts[0]))):
            self.title = match[1]
            return
        if not cells or cells[0].continued or not compact(texts[0]):
            self.more(row, "\n".join(filter(None, texts[1:])) if len(texts) > 1 else "")
            return
        pairs = list(self.labelled(cells))
        if not pairs:
            self.unlabelled(row, texts)
        for label, words in pairs:
            self.take(row, label, words)

    def labelled(self, cells: list[WordCell]) -> Iterator[tuple[str, str]]:
        """Yield (field, words): a label, then all cells up to the next label, however the row was split or merged."""
        known = VISIT_LABELS | HEAD_LABELS if self.kind == RECORD else APPROVAL_LABELS
        at = 0
        while at < len(cells):
            field = known.get(label_of(cells[at].text), "")
            at += 1
            if not field:
                if at == 1:
                    return
                continue
            words = [cells[at].text] if at < len(cells) else []
            at += 1
            while at < len(cells) and label_of(cells[at].text) not in known:
                words.append(cells[at].text)
                at += 1
            yield field, "\n".join(filter(None, words))

    def take(self, row: int, field: str, words: str) -> None:
        """Keep the words of a field; 拜访企业 begins a new band."""
        if self.kind == APPROVAL or (field in HEAD_LABELS.values() and not self.bands):
            self.keep(self.head, field, words)
            return
        if field == FIRST_OF_BAND:
            self.bands.append((self.title, row, {}))
            self.title = ""
        if self.bands and field not in HEAD_LABELS.values():
            self.keep(self.bands[-1][2], field, words)

    def keep(self, values: dict[str, str], field: str, words: str) -> None:
        """Store the words of a field; a field that occurs twice keeps both."""
        values[field] = "\n".join(filter(None, (values.get(field, ""), words)))
        self.last = (values, field)

    def more(self, row: int, words: str) -> None:
        """Add the words of a row without a label of its own to the field above."""
        if words and self.last:
            values, field = self.last
            values[field] = "\n".join(filter(None, (values[field], words)))
        elif words:
            self.unlabelled(row, [words])

    def unlabelled(self, row: int, texts: list[str]) -> None:
        """Keep a signature box; report anything else as not read."""
        if self.kind == APPROVAL and len(texts) > 1 and (SIGNER.search(texts[1]) or _BOX.search(texts[0])):
            who = label_of(texts[0])
            self.signed.append(("申请单位" if who.startswith("申请单位") else who, texts[1]))
            return
        typed = " ".join(filter(None, texts))
        if typed:
            place = CellRef(self.ref.file, self.ref.sheet, row)
            self.findings.append(found("form_words_unread", place, typed=typed[:40]))
