"""A letter that was sent is known again after an upgrade: what it told counts, not in which words (promise 7)."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.spec.test_consolidation import AS_OF, JUNE, project, table
from toolkit.consolidation.consolidate import consolidate
from toolkit.mail.letters import LetterWriter
from toolkit.mail.send_ledger import SendLedger
from toolkit.model import findings
from toolkit.model.cells import CellRef
from toolkit.model.findings import found
from toolkit.model.letters import Contact, Enclosures, Letter, LetterKind, SendStatus
from toolkit.model.submission import Status

TO = (Contact("江口乡", "滕一舟", "jiangkou@luzhai.example"), Contact("县政府办", "言立诚", "y@luzhai.example", "领导"))
COPY = Path("江口乡（退回修改稿）.xlsx")


@pytest.fixture
def letters(luzhai, tmp_path):
    """Return a function that writes June's two letters, with what stands in one cell that goes back."""
    templates = Path(__file__).parent.parent.parent / "templates"

    def written(typed: str = "约2亿") -> tuple[Letter, ...]:
        wrong = found("approx_value", CellRef("江口乡6月.xlsx", "表", 7, 5), column="投资总额", typed=typed)
        sent = table("江口乡", projects=[project(7)], status=Status.RETURNED, findings=(wrong,))
        result = consolidate([sent], None, luzhai, JUNE, AS_OF)
        enclosures = Enclosures(tmp_path / "汇总表.xlsx", {}, {"江口乡": (COPY,)}, None)
        return LetterWriter(result, enclosures, [templates], "县投促中心").letters(TO)

    return written


def reworded(monkeypatch):
    """Say one finding in other words, as a new version may."""
    entry = findings.CATALOGUE["approx_value"]
    other = {**findings.CATALOGUE, "approx_value": replace(entry, problem="这一格不是数：{typed}")}
    monkeypatch.setattr(findings, "CATALOGUE", other)


def test_a_reworded_finding_makes_no_other_letter(letters, monkeypatch):
    """The unit's letter with its return copy, and the leader's with the whole table, both quote the finding."""
    before = letters()
    reworded(monkeypatch)
    after = letters()
    assert "这一格不是数" in after[0].text and before[0].text != after[0].text
    assert [one.content for one in before] == [one.content for one in after]


def test_another_value_in_the_cell_makes_another_letter(letters):
    """A letter is never lost: what the unit typed is data."""
    before, after = letters("约2亿"), letters("大概3亿")
    assert all(one.content != other.content for one, other in zip(before, after, strict=True))


def mailed(path: Path, letter: Letter) -> None:
    """Write a letter down as sent."""
    with SendLedger(path) as ledger:
        claim = ledger.claim(letter)
        assert claim is not None and ledger.hand_over(claim)
        ledger.settle(claim, SendStatus.SENT, "", 1)


def letter(content: str, *former: str) -> Letter:
    """A letter whose content has this mark, and had those."""
    return Letter(TO[0], "汇总表", "请查收", (), "", LetterKind.MONTH, "luzhai-2022 2022-06", content, former=former)


def test_what_an_earlier_version_sent_is_not_sent_again(tmp_path):
    """Version 2.0.0 marked by words: a letter that it wrote down is known by that mark, whatever its mark is now."""
    path = tmp_path / "发送记录.sqlite"
    mailed(path, letter("旧"))
    with SendLedger(path) as ledger:
        known = letter("新", "旧")
        assert ledger.status(known)[0] is SendStatus.SENT
        assert ledger.claim(known) is None
        assert ledger.subject(known) == "汇总表"
        assert [row.status for row in ledger.rows()] == [SendStatus.SENT]
        other = letter("新", "别的")
        assert ledger.status(other)[0] is SendStatus.READY
        assert ledger.subject(other) == "汇总表（更新，第2次）"


def test_to_send_it_once_more_is_its_second_round(tmp_path):
    """``--again`` counts on under the mark that the ledger knows: two rounds of one letter, not two letters."""
    path = tmp_path / "发送记录.sqlite"
    mailed(path, letter("旧"))
    with SendLedger(path) as ledger:
        claim = ledger.claim(letter("新", "旧"), again=True)
        assert claim is not None and claim.round == 2
        assert {row.key for row in ledger.rows()} == {claim.key}


def test_a_letter_that_failed_is_tried_again(tmp_path):
    """What an earlier version could not send waits still: it may go, once, and its row does not stay behind."""
    path = tmp_path / "发送记录.sqlite"
    with SendLedger(path) as ledger:
        claim = ledger.claim(letter("旧"))
        assert claim is not None
        ledger.settle(claim, SendStatus.FAILED, "对方服务器暂时拒收", 1)
        again = ledger.claim(letter("新", "旧"))
        assert again is not None and len(ledger.rows()) == 1
