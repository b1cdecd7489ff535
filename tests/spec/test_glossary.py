"""One glossary: every string that people see is held against docs/术语.toml, wherever it stands in the product."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from functools import cache
from pathlib import Path

import click
import pytest

from tests import glossary_page, reference_page
from tests.glossary import faults, terms
from tests.sentences import HAN, sentences
from toolkit.cli import main
from toolkit.files.outgoing_texts import outgoing_texts
from toolkit.workflow.actions.demo import SAMPLES, run_demo

ROOT = Path(__file__).parent.parent.parent
# The changelog is not among them: it tells what had another name before.
PAGES = (
    "README.md",
    "docs/使用手册.md",
    "docs/问题代码.md",
    "docs/给管电脑的同志.md",
    "docs/一年怎么过.md",
    "docs/领导问起时.md",
    "docs/命令与口径.md",
    "docs/模板.md",
    "docs/规则怎么写.md",
)
# Rooms whose strings are partly words that are looked for in what others wrote: there a sentence is what has a stop.
READERS = ("intake", "consolidation", "files", "register", "assessment", "schemes/drafting", "model", "documents/lint")
# Signs that a title may not begin with: a set of signs, no sentence.
NO_SENTENCE = ("的、，。；：）》〉”年月和与及等",)
PATTERN = re.compile(r"\(\?|\\d|\\s|\[一|鿿|\[[^\]]*\][*+?{]|\{\d,")


@cache
def said() -> tuple[tuple[str, str, str], ...]:
    """(area, place, text) of all that the code, the rulebooks, the templates, the macros and the pages say."""
    found = []
    for room, place, text in sentences():
        reader = any(place.removeprefix("toolkit/").startswith(one) for one in READERS)
        if text in NO_SENTENCE or PATTERN.search(text) or (reader and not re.search("[。，；？！：]|请", text)):
            continue
        found.append((room, place, text))
    for name, command in reference_page.commands(main, "zhaoshang"):
        found.append(("cli", name, command.get_help(click.Context(command, info_name=name, terminal_width=10_000))))
    for page in PAGES:
        found += [(page, f"{page}:{number}", line) for number, line in _lines(page)]
    return tuple(found)


def _lines(page: str) -> Iterator[tuple[int, str]]:
    """Yield the Chinese lines of a page; what is quoted as typed is left out."""
    for number, line in enumerate((ROOT / page).read_text("utf-8").splitlines(), 1):
        if HAN.search(line):
            yield number, re.sub(r"`[^`]*`", "", line)


@pytest.fixture(scope="module")
def month(tmp_path_factory) -> list[tuple[str, str]]:
    """(file, text) of all that a month's work writes for 鹿寨: workbooks, papers, letters."""
    workspace, _ = run_demo(tmp_path_factory.mktemp("glossary"), SAMPLES[0], lambda *_: None)
    files = [one for one in sorted(workspace.root.rglob("*")) if one.suffix in (".xlsx", ".xlsm", ".docx")]
    written = [one for one in files if one.relative_to(workspace.root).parts[0] not in ("报送", "系统导出", "目标")]
    letters = list(workspace.root.rglob("*.eml"))
    assert len(written) > 15 and letters
    said = [(one.name, text) for one in written for text in outgoing_texts(one) if HAN.search(text)]
    return said + [(one.name, text) for one in letters for text in _of_letter(one)]


def _of_letter(path: Path) -> Iterator[str]:
    letter = message_from_bytes(path.read_bytes(), policy=policy.default)
    yield str(letter["subject"])
    body = letter.get_body(("plain",))
    assert body is not None
    yield from body.get_content().splitlines()


def test_every_sentence_uses_the_words_of_the_glossary():
    """The code, the help of every command, the rulebooks, the templates, the macros, the manual and the other pages."""
    wrong = [f"{place}　{one}：{text}" for _, place, text in said() for one in faults(text)]
    assert not wrong, "\n".join(wrong)


def test_what_a_month_writes_uses_the_words_of_the_glossary(month):
    """Master, return copies, question list, papers, letters and forms of a month, every cell and paragraph."""
    wrong = {f"{file}　{one}：{text}" for file, text in month for one in faults(text)}
    assert not wrong, "\n".join(sorted(wrong))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("这份表读不出来。", "读不出（应为：无法读取）"),
        ("江口乡归口县林业局。", "归口（应为：归属）"),
        ("工作表“甲”、“乙”都像统计表。", "并列的引号、书名号之间有顿号"),
        ("请补填后再印发。；印发前请改", "句号后接分号"),
        ("实行动态管理,建立台账", "半角标点"),
        ("江口乡超13.3%。", "百分点写成百分数"),
        ("江口乡6月.xlsx › E5", "层级用“›”"),
        ("联系电话☎写错了。", "“☎”不在GBK里"),
    ],
)
def test_a_sentence_with_a_fault_is_found(text, fault):
    """One sentence for each kind of fault; the words around it are right."""
    assert faults(text) == [fault]


@pytest.mark.parametrize(
    "text",
    [
        "归口单位是县林业局。",
        "详见汇总表。",
        "完成率高于序时进度13.3个百分点。",
        "登记在 出行台账.xlsx。",
        "通过微信发送。",
    ],
)
def test_a_word_that_only_holds_a_banned_one_is_right(text):
    """归口单位 is an institution's duty, 汇总表 holds 总表, a file keeps its name, 微信 is no letter."""
    assert faults(text) == []


def test_the_pages_are_compiled_from_the_glossary():
    """docs/术语.md and the table of words of the map say what docs/术语.toml says."""
    assert glossary_page.PAGE.read_text("utf-8") == glossary_page.page(), glossary_page.COMMAND
    assert glossary_page.MAP.read_text("utf-8") == glossary_page.map_page(), glossary_page.COMMAND


def test_an_exception_has_its_reason_and_no_word_is_banned_by_another_entry():
    """What may be said says why; a term of the glossary contains no word that the glossary replaces."""
    for one in terms():
        assert bool(one.allowed) == bool(one.why), one.term
        assert not [word for word in (w for other in terms() for w in other.wrong(one.term)) if word != "总表"], (
            one.term
        )
