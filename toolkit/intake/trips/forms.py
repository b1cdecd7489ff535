"""Which words does a filled-in form of a trip hold? They are found by label, even if rows changed."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from toolkit.files.grid import Refusal
from toolkit.files.package import Package
from toolkit.intake.trips.form_labels import (
    APPROVAL_LABELS,
    BAND_TITLE,
    FIRST_OF_BAND,
    HEAD_LABELS,
    RECORD_FIELDS,
    field_of,
    label_of,
)
from toolkit.intake.trips.itinerary_form import KIND as ITINERARY
from toolkit.intake.trips.itinerary_form import stop_rows, words_below
from toolkit.intake.trips.money_form import KIND as MONEY_FORM
from toolkit.intake.trips.money_form import money_rows, money_words
from toolkit.intake.trips.printed_form import printed_in
from toolkit.intake.trips.printed_words import added_to, is_office, labels_in, margins, odd_names, without_additions
from toolkit.intake.trips.signatures import BOX, SIGNER
from toolkit.intake.trips.word_rows import WordCell, WordPaper, WordTable, read_word
from toolkit.intake.values.typed import compact
from toolkit.model.cells import CellRef
from toolkit.model.expressions import expression
from toolkit.model.findings import Finding, found
from toolkit.model.sensitive import sensitive_numbers, without_sensitive
from toolkit.model.trip_returns import FormBand, FormsRead, ReturnedForm

RECORD, APPROVAL = "信息记录表", "审批表"
OLE, RTF = b"\xd0\xcf\x11\xe0", b"{\\rt"
_ID = expression(r"编号[:：][ \t\u3000]*(\S+)")
# What stands beside the number of a 考察行程表.
_HEAD = expression(r"(招商组（单位）|带队领导)[:：][ \t]*([^\n\u3000]*)|共(\d*)人|单位[:：]元")
_HEAD_WORDS = {"招商组（单位）": "applicant", "带队领导": "leader", "": "count"}
# What is printed above and below the table: title, number, basis, how to fill in, who filled in.
_TITLE = expression(r".{0,12}(?:信息记录表|审批表|经费使用情况表|考察行程表)(?:[(（].*[)）])?$")
_PRINTED = expression(
    r"编号[:：]$|每拜访一家企业填一栏|填报人[:：].{0,8}(?:审核人[:：].{0,8})?(?:填报日期[:：][\d〇一二三四五六七八九十年月日./-]*)?$|附件\d*$"
)
_BASIS = "依据"
_APPROVED_BELOW = expression(r"(?:批准|审批|签批)(?:日期|时间)[:：].*\d")
# How much of words that were not read is shown.
_SHOWN = 80


def read_form(path: Path, file: str = "", bases: Sequence[str] = ()) -> FormsRead:
    """Return the forms in a Word file; what cannot be read becomes a finding, nothing is raised.

    ``file`` is the name it is told by, where it was converted from another format; ``bases`` are the clauses that
    may be printed under a form, for prints that do not carry what was printed.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(4)
        if head == RTF:
            return _unreadable(path, "是 .rtf 格式")
        if path.suffix.lower() not in (".docx", ".docm", ".doc", ".wps"):
            return _unreadable(path, f"是 {path.suffix.lower() or '没有后缀'} 文件，不是 .docx")
        if head == OLE or path.suffix.lower() in (".doc", ".wps"):
            return _unreadable(path, "是旧的 .doc 或 .wps 格式，或者设了密码")
        package = Package(path)
        try:
            paper, printed, edges = read_word(package), printed_in(package), margins(package)
        finally:
            package.close()
    except (Refusal, OSError) as problem:
        return _unreadable(path, getattr(problem, "why", "") or "打不开")
    return _forms(
        file or path.name, paper, printed, _Beside(printed, edges, tuple(f"{_BASIS}：{one}" for one in bases))
    )


def _unreadable(path: Path, why: str) -> FormsRead:
    return FormsRead((), (found("form_unreadable", CellRef(path.name), why=why),))


def _forms(file: str, paper: WordPaper, printed: ReturnedForm | None, beside: "_Beside") -> FormsRead:
    """Return every table under a title that is known; one file may hold the forms of several trips."""
    readers: list[_FormReader] = []
    others: list[ReturnedForm] = []
    labels = labels_in(paper.tables)
    as_printed = _as_printed(paper, printed)
    beside.mixed = not all(as_printed)
    findings = list(_added_to_labels(file, paper, beside.printed, as_printed))
    for number, table in enumerate(paper.tables, 1):
        kind = _kind(table.caption)
        ref = _place(file, paper, number)
        ids = _ID.findall(table.caption)
        if kind and not ids:
            findings.append(found("form_without_id", ref))
        elif kind in (MONEY_FORM, ITINERARY):
            own = _money(ref, ids[-1], table) if kind == MONEY_FORM else _itinerary(ref, ids[-1], table, findings)
            carried = printed if printed and (printed.kind, printed.id) == (kind, ids[-1]) else None
            others.append(replace(own, printed=carried))
        elif kind:
            readers.append(_FormReader(ref, kind, ids[-1], findings))
            readers[-1].read(table)
        elif readers and readers[-1].continues(table):
            # A band or a whole form that was copied below the table it belongs to.
            readers[-1].read(table)
        elif readers or others:
            beside.take(ref, "\n".join(cell.text for row in table.rows for cell in row), findings)
        if readers or others or kind:
            beside.take(ref, table.caption, findings)
    forms = [*(reader.form(printed) for reader in readers), *others]
    if forms:
        forms, below = _dated_below(forms, paper.below)
        beside.take(CellRef(file), below, findings)
        beside.take_margins(CellRef(file), findings)
        forms = [replace(form, standing=(*beside.standing, *labels)) for form in forms]
        findings += [found("form_comment", CellRef(file), typed=words) for words in paper.comments]
    if not forms and not findings:
        findings.append(found("form_unknown", CellRef(file)))
    return FormsRead(tuple(forms), tuple(findings))


def _dated_below(forms: list[ReturnedForm], below: str) -> tuple[list[ReturnedForm], str]:
    """Return the forms and the lines below without 「批准日期：…」, which is the word of the only approval form."""
    lines = below.split("\n")
    dated = [line for line in lines if _APPROVED_BELOW.match(compact(line))]
    if len(dated) != 1 or [form.kind for form in forms] != [APPROVAL]:
        return forms, below
    values = {**forms[0].values, "approved_below": dated[0].strip()}
    return [replace(forms[0], values=values)], "\n".join(line for line in lines if line != dated[0])


def _place(file: str, paper: WordPaper, number: int) -> CellRef:
    return CellRef(file, f"表{number}" if len(paper.tables) > 1 else "")


def _as_printed(paper: WordPaper, printed: ReturnedForm | None) -> list[bool]:
    """Tell of each table whether it may belong to the form that the file carries the print of.

    Another form may have been copied below; its labels are its own.
    """
    marks: list[bool] = []
    for table in paper.tables:
        kind, ids = _kind(table.caption), _ID.findall(table.caption)
        same = printed is None or (printed.kind, printed.id) == (kind, ids[-1] if ids else printed.id)
        marks.append(same if kind else not marks or marks[-1])
    return marks


def _added_to_labels(file: str, paper: WordPaper, printed: Sequence[str], own: Sequence[bool]) -> Iterator[Finding]:
    """Take out of the labels what was added to them, and say it."""
    for number, table in enumerate(paper.tables, 1):
        if not own[number - 1]:
            continue
        for row, words in without_additions(table, printed):
            place = replace(_place(file, paper, number), row=row)
            yield found("form_words_unread", place, typed=_cut(without_sensitive(words)))


def _kind(caption: str) -> str:
    """Return which form a table is by its title; a clause that is quoted above it and names a form is no title."""
    titles = [line for line in map(compact, caption.split("\n")) if not line.startswith("依据")]
    return next(
        (kind for kind in (RECORD, APPROVAL, MONEY_FORM, ITINERARY) if any(kind in line for line in titles)), ""
    )


def _money(ref: CellRef, id: str, table: WordTable) -> ReturnedForm:
    return ReturnedForm(ref, MONEY_FORM, id, money_words(table.rows), money_rows(table.rows, table.caption), ())


def _itinerary(ref: CellRef, id: str, table: WordTable, findings: list[Finding]) -> ReturnedForm:
    """Return a 考察行程表; rows of another shape and words struck through are said."""
    stops, odd, count = stop_rows(table.rows)
    findings += [found("form_words_unread", CellRef(ref.file, ref.sheet, row), typed=_cut(words)) for row, words in odd]
    struck = []
    for row, cells in enumerate(table.rows, 1):
        words = " ".join(" ".join(cell.struck.split()) for cell in cells if cell.struck)
        if words:
            struck.append(words)
            findings.append(found("form_struck", CellRef(ref.file, ref.sheet, row), typed=_cut(words)))
    values, signed, other = words_below(table.rows[count:])
    findings += [found("form_words_unread", ref, typed=_cut(" ".join(words.split()))) for words in other]
    found_heads = (match for match in _HEAD.findall(table.caption) if any(match))
    heads = {_HEAD_WORDS[label]: (words or count).strip() for label, words, count in found_heads}
    return ReturnedForm(ref, ITINERARY, id, heads | values, stops, signed, struck="、".join(struck))


class _Beside:
    """What stands beside the tables of a file, held against what was printed there.

    ``printed`` are the printed texts that are no entries, () where the file does not carry them; ``standing`` those
    that were read.
    """

    def __init__(self, printed: ReturnedForm | None, edges: tuple[str, ...], bases: tuple[str, ...]) -> None:
        self.printed = printed.standing if printed else ()
        self.edges, self.bases = edges, bases
        # Whether another form than the printed one stands in the file, with texts that its own print would tell.
        self.mixed = False
        self.standing: list[str] = list(edges)

    def take(self, ref: CellRef, text: str, findings: list[Finding]) -> None:
        """Say what was written outside of a form's table; what is printed there says nothing."""
        lines = [_HEAD.sub("", _ID.sub("", line)).strip() for line in text.split("\n")]
        self.standing += filter(None, lines)
        self.say(ref, [self.typed(line) for line in lines if line], findings)

    def take_margins(self, ref: CellRef, findings: list[Finding]) -> None:
        """Say what was written above or below a page."""
        if self.printed:
            typed = [added_to(line, self.printed) for line in self.edges]
            words = [line if own is None else own[1] for line, own in zip(self.edges, typed, strict=True)]
            self.say(ref, words, findings)

    def say(self, ref: CellRef, words: Sequence[str], findings: list[Finding]) -> None:
        """Say words that were read beside a table, if there are any."""
        if typed := " ".join(filter(None, words)):
            findings.append(found("form_words_unread", ref, typed=_cut(without_sensitive(typed))))

    def typed(self, line: str) -> str:
        """Return what a person wrote in a line."""
        if self.printed and (own := added_to(line, self.printed)) is not None:
            title = _TITLE.match(compact(own[0]))
            return "" if title and is_office(own[1]) and line.startswith(own[1]) else own[1]
        plain = compact(line)
        known = self.printed and not self.mixed
        if plain.startswith(_BASIS) and not known:
            own = added_to(line, self.bases)
            return line if own is None else own[1]
        if _TITLE.match(plain) and not (known and plain.endswith(("）", ")"))):
            return ""
        return odd_names(line) if _PRINTED.match(plain) else line


def _cut(words: str) -> str:
    return words if len(words) <= _SHOWN else words[:_SHOWN] + "…"


class _FormReader:
    """Walks the rows of one form."""

    def __init__(self, ref: CellRef, kind: str, id: str, findings: list[Finding]) -> None:
        self.ref, self.kind, self.id, self.findings = ref, kind, id, findings
        self.head: dict[str, str] = {}
        self.bands: list[tuple[str, int, dict[str, str]]] = []
        self.signed: list[tuple[str, str]] = []
        self.struck: list[str] = []
        self.edited: set[tuple[int, str]] = set()
        self.title: str | None = None
        self.last: tuple[dict[str, str], str] | None = None

    def continues(self, table: WordTable) -> bool:
        """Tell whether a table without a title of its own has rows of this kind of form."""
        record = self.kind == RECORD
        firsts = [row[0].text for row in table.rows if row]
        return any(field_of(text, record=record) or BAND_TITLE.fullmatch(compact(text)) for text in firsts)

    def read(self, table: WordTable) -> None:
        """Take a table's rows."""
        for row, cells in enumerate(table.rows, 1):
            self.without_private_numbers(row, cells)
            self.row(row, cells)

    def form(self, printed: ReturnedForm | None) -> ReturnedForm:
        """Return the form's words; ``printed`` belongs to it where kind and number are the same."""
        bands = tuple(
            FormBand(number, row, values, frozenset(field for at, field in self.edited if at == place))
            for place, (number, row, values) in enumerate(self.bands)
            if any(values.values())
        )
        own = printed if printed and (printed.kind, printed.id) == (self.kind, self.id) else None
        edited = frozenset(field for at, field in self.edited if at < 0)
        signed = tuple(self.signed)
        return ReturnedForm(self.ref, self.kind, self.id, self.head, bands, signed, edited, "、".join(self.struck), own)

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
        self.strike(row, cells)
        if not cells or cells[0].continued or not compact(texts[0]):
            self.more(row, "\n".join(filter(None, texts[1:])) if len(texts) > 1 else "")
            return
        pairs = list(self.labelled(cells))
        if not pairs:
            self.unlabelled(row, texts)
        for field, words, typed in pairs:
            self.take(row, field, words)
            if any(cell.edited or (cell.struck and cell.text) for cell in typed):
                self.edited.add((len(self.bands) - 1 if self.bands else -1, field))

    def strike(self, row: int, cells: list[WordCell]) -> None:
        """Say which words were struck through; an entry that stands beside them in their place says it itself."""
        lists = self.kind == APPROVAL
        for cell in cells:
            if cell.struck and (lists or not cell.text):
                self.struck.append(cell.struck)
                place = CellRef(self.ref.file, self.ref.sheet, row)
                self.findings.append(found("form_struck", place, typed=_cut(" ".join(cell.struck.split()))))

    def labelled(self, cells: list[WordCell]) -> Iterator[tuple[str, str, list[WordCell]]]:
        """Yield (field, words, cells): a label, then all cells up to the next label, however the row was split."""
        record = self.kind == RECORD
        known = RECORD_FIELDS if record else APPROVAL_LABELS
        at = 0
        while at < len(cells):
            # In the middle of a row words may be what elsewhere is another word for a label.
            first = not at or at % 2 == 0
            field = field_of(cells[at].text, record=record) if first else known.get(label_of(cells[at].text), "")
            at += 1
            if not field:
                if at == 1:
                    return
                continue
            typed = cells[at : at + 1]
            at += 1
            while at < len(cells) and not self.names(cells, at):
                typed.append(cells[at])
                at += 1
            yield field, "\n".join(cell.text for cell in typed if cell.text), typed

    def names(self, cells: list[WordCell], at: int) -> bool:
        """Tell whether a cell in the middle of a row is a label: a printed one, or another word with words behind."""
        record = self.kind == RECORD
        if label_of(cells[at].text) in (RECORD_FIELDS if record else APPROVAL_LABELS):
            return True
        return at % 2 == 0 and at + 1 < len(cells) and bool(field_of(cells[at].text, record=record))

    def take(self, row: int, field: str, words: str) -> None:
        """Keep the words of a field; 拜访企业 begins a new band, and so does any entry right below a band's title."""
        if self.kind == APPROVAL or (field in HEAD_LABELS.values() and not self.bands and self.title is None):
            self.keep(self.head, field, words)
            return
        if field == FIRST_OF_BAND or self.title is not None:
            self.bands.append((self.title or "", row, {}))
            self.title = None
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
        if self.kind == APPROVAL and len(texts) > 1 and (SIGNER.search(texts[1]) or BOX.search(texts[0])):
            who = label_of(texts[0])
            self.signed.append(("申请单位" if who.startswith("申请单位") else who, texts[1]))
            return
        typed = " ".join(filter(None, texts))
        if typed:
            place = CellRef(self.ref.file, self.ref.sheet, row)
            self.findings.append(found("form_words_unread", place, typed=_cut(typed)))
