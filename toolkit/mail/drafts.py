"""How is a letter written as a file that any mail program opens? As RFC 5322 .eml draft, with a page that lists all."""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from pathlib import Path
from urllib.parse import quote

from toolkit.files.saving import save
from toolkit.mail.message import build, size_in_words
from toolkit.mail.names import numbered, safe_name
from toolkit.model.control import press
from toolkit.model.letters import Letter, SendRow

_OURS = b"X-Unsent: 1\r\n"


def write_drafts(letters: Sequence[Letter], folder: Path, sender: str, dated: datetime) -> tuple[Path, ...]:
    """Write letters as ``<unit>.eml`` below ``folder``, in order; drafts of an earlier run are deleted.

    A draft left over from before would carry old figures, or go to somebody who is no longer on the list.
    """
    written: dict[Path, None] = {}
    for letter in letters:
        mail = build(letter, sender, dated)
        mail["X-Unsent"] = "1"  # Outlook opens the file as a draft with a send button
        name, number = safe_name(f"{letter.to.unit}.eml"), 1
        while folder / name in written:
            number += 1
            name = numbered(safe_name(f"{letter.to.unit}.eml"), number)
        written[save(mail.as_bytes(), folder / name)] = None
    for path in folder.glob("*.eml"):
        if path not in written and _OURS in path.read_bytes()[:4096]:
            path.unlink()
    return tuple(written)


def write_preview(
    title: str,
    rows: Sequence[SendRow],
    bodies: Sequence[str],
    drafts: Sequence[Path],
    out: Path,
    notes: Sequence[str] = (),
) -> Path:
    """Write a page that shows to whom, subject, attachments, size, and each letter as its reader sees it.

    ``notes`` are what the clerk should look at before anything goes out.
    """
    lines, letters = [], []
    for number, (row, body, draft) in enumerate(zip(rows, bodies, drafts, strict=True), 1):
        files = "<br>".join(map(escape, row.attachments)) or "—"
        link = f'<a href="{quote(draft.name)}">草稿</a>'
        cells = (row.unit, row.name, row.address, row.subject)
        lines.append(
            f"<tr><td>{number}</td>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}<td>{files}</td>"
            f"<td>{size_in_words(row.size)}</td><td>{row.status.label}</td><td>{escape(row.remark)}</td>"
            f'<td><a href="#l{number}">看邮件</a> {link}</td></tr>'
        )
        # sandbox: a letter is shown, nothing in it is run.
        letters.append(
            f'<h2 id="l{number}">{number}. {escape(row.unit)}：{escape(row.subject)}</h2>'
            f'<iframe sandbox srcdoc="{escape(body)}"></iframe>'
        )
    told = "".join(f"<p>发出前请看：{escape(note)}</p>\n" for note in notes)
    parts = {"rows": "\n".join(lines), "letters": "\n".join(letters), "notes": told}
    parts["how"] = press("send_mail", "send --really")
    page = _PAGE.format(title=escape(title), count=len(rows), **parts)
    return save(page.encode(), out)


_PAGE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title><style>
body {{ font-family: 'Microsoft YaHei', '宋体', sans-serif; font-size: 14px; color: #262626; margin: 24px; }}
h1 {{ font-size: 22px; }} h2 {{ font-size: 16px; color: #1F3864; margin-top: 28px; }}
table {{ border-collapse: collapse; }} td, th {{ border: 1px solid #A6A6A6; padding: 5px 9px; vertical-align: top; }}
th {{ background: #DCE6F1; }} iframe {{ width: 100%; height: 420px; border: 1px solid #A6A6A6; }}
</style></head><body>
<h1>{title}</h1>
<p>共 {count} 封。这是预览，一封也没有发出。核对无误后，{how}。</p>
{notes}<table><tr><th>序号</th><th>单位</th><th>收件人</th><th>邮箱</th><th>主题</th><th>附件</th><th>大小</th><th>状态</th>
<th>说明</th><th></th></tr>
{rows}
</table>
{letters}
</body></html>
"""
