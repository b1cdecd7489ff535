"""What does a mail without a file hold in its text? A table, a nil report, a picture, or nothing that helps."""

import re

from toolkit.files.grid import Refusal
from toolkit.files.html_file import read_html
from toolkit.intake.values.nil_report import says_nil
from toolkit.model.expressions import expression
from toolkit.model.letters import BODY_NIL, BODY_PICTURE, BODY_TABLE, NO_ATTACHMENT, Body, Mail
from toolkit.model.telephones import masked_text

TABLE_HEADINGS = expression(r"项目名称|投资总额|项目方|投资来源")
QUOTED = expression(r"^\s*>|^-{3,}.*(?:原始邮件|Original|转发)|^\s*发件人[:：]")  # what follows is an older letter
ANSWERS = expression(r"(?i)回复|答复|转发|^(?:re|fw|fwd)\b|关于|通知")
TAGS = expression(r"(?is)<(?:style|script|title|head).*?</(?:style|script|title|head)>|<br ?/?>|</(?:p|div|tr|li)>")
LONGEST_SHOWN = 40


def without_files(mail: Mail) -> str:
    """Return what the list of collected mails says of one without a file, and what the clerk should do."""
    lines = _lines(mail.body)
    if _holds_table(mail.body, lines):
        return f"{BODY_TABLE}。请打开邮件核对，是统计表的，复制到 Excel 里存为 .xlsx，放进“报送”。"
    if nil := next(filter(says_nil, lines), ""):
        shown = masked_text(nil)
        shown = shown if len(shown) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN]}……"
        return f"{BODY_NIL}。正文写的是“{shown}”，请核对，确是零报告的，让单位报送写明“本月无”的统计表。"
    if mail.body.pictures:
        names = "".join(f"“{name}”" for name in mail.body.pictures if name)
        large = NO_ATTACHMENT.partition("。")[2]
        return f"{BODY_PICTURE}。请打开邮件核对图片{names}，是统计表的，向单位要 Excel 表。{large}"
    if says_nil(mail.head.subject) and not ANSWERS.search(mail.head.subject):
        return f"{BODY_NIL}。请核对，确是零报告的，让单位报送写明“本月无”的统计表。"
    return NO_ATTACHMENT


def _lines(body: Body) -> list[str]:
    """Return the sentences that the sender wrote, without the older letter below them."""
    text = body.text or re.sub(r"<[^>]*>", "", TAGS.sub("\n", body.page)).replace("&nbsp;", " ")
    lines: list[str] = []
    for line in text.splitlines():
        if QUOTED.search(line):
            break
        lines += [part.strip() for part in re.split(r"(?<=[。！!])", line) if part.strip()]
        lines += [line.strip()] if line.strip() else []
    return lines


def _holds_table(body: Body, lines: list[str]) -> bool:
    if any("\t" in line and TABLE_HEADINGS.search(line) for line in lines):
        return True
    if "<table" not in body.page.lower():
        return False
    try:
        sheets = read_html(body.page).sheets
    except Refusal:
        return False
    return any(TABLE_HEADINGS.search(cell.text) for sheet in sheets for cell in sheet.cells.values())
