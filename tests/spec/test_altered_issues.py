"""An issued file that somebody changed afterwards is named, with what to do: 定稿 is the record of what was reported."""

import pytest
from click.testing import CliRunner

from tests.spec.test_publishing import JUNE, issued, said, sent
from tests.walks import laid_out
from toolkit import cli
from toolkit.workflow.actions.demo import SAMPLES


@pytest.fixture
def root(tmp_path):
    """Luzhai's workspace with its targets and one unit's table for May."""
    root = laid_out(tmp_path, SAMPLES[0], ("目标",))
    sent(root)
    return root


def test_an_issued_file_that_was_altered_is_named_everywhere(root, monkeypatch):
    """定稿 is the record: who looks at the workspace, the computer or the next issue hears which file is another now."""
    folder = issued(root)
    (circular,) = folder.glob("通知/*.docx")
    monkeypatch.chdir(root)
    assert "不是印发时的样子" not in CliRunner().invoke(cli.main, []).output
    circular.write_bytes(b"another")
    (folder / "盖章扫描件.pdf").write_bytes(b"a scan of the signed paper is laid beside it")
    sentence = (
        f"“定稿/2022-05/通知/{circular.name}”定稿以后改过，已不是印发时的样子。请从备份恢复；"
        "没有备份的，写明理由再定稿一次。"
    )
    assert sentence in CliRunner().invoke(cli.main, []).output
    assert sentence in said(root, "doctor")[0]
    sent(root, period=JUNE)
    assert sentence in said(root, "publish", "--period", "2022-06", "--dry-run")[0]


def test_an_issue_that_was_altered_is_issued_again_with_a_reason(root):
    """The second issue is whole, so that nothing is left to say; the first stays as somebody left it."""
    master = next(issued(root).glob("*汇总表.xlsx"))
    master.unlink()
    output, _ = said(root, "publish", "--period", "2022-05")
    assert f"定稿　定稿/2022-05/{master.name}：定稿以后没有了" in output
    issued(root, reason="原件丢失")
    assert (root / "定稿" / "2022-05（第2次）" / master.name).exists()
    assert "定稿以后没有了" not in said(root, "doctor")[0]
