"""Every odd or hostile workbook that others have collected: read or refused in one sentence, in time, in little memory.

The files are test data of other projects and lie beside the repository (`../shared/odd-workbooks`), never in it.
"""

import os
import re

import pytest

from tests.each_alone import ROOT, each_alone

ODD = ROOT.parent / "shared" / "odd-workbooks"
SECONDS, MEGABYTES = 10, 512
ENDED = ("读取超时", "占用内存过多", "读取程序")
QUOTED = re.compile(r"“[^”]*”")  # a sheet's or part's own name
FORMATS = re.compile(r"\.?(?:xlsx|xlsb|xls|wps|et|docx?|csv)\b|Excel|Word|WPS|PowerPoint|XML|DTD|MB")


def sentence_of(reason: str) -> bool:
    """Tell whether a reason is for a clerk: what is wrong and what to do, in Chinese, on one line."""
    plain = FORMATS.sub("", QUOTED.sub("", reason))
    return bool(re.search(r"请.+。\Z", reason)) and "\n" not in reason and not re.search(r"[A-Za-z_]", plain)


@pytest.fixture(scope="module")
def results():
    """What became of each file, read as its own `zhaoshang check`."""
    files = sorted(path for path in ODD.glob("*/*") if path.is_file())
    if not files:
        assert not os.environ.get("CI"), f"{ODD} is missing"
        pytest.skip("needs ../shared/odd-workbooks beside the repository")
    return each_alone(files)


def test_no_file_crashes_the_command(results):
    """Each file ends as one line of the contract, exit code 0 or 1, nothing on the error channel."""
    assert len(results) >= 120
    for result in results:
        assert result["code"] in (0, 1) and len(result["lines"]) == 1 and not result["stderr"], result


def test_every_file_takes_at_most_ten_seconds_and_half_a_gigabyte(results):
    """Time of the whole check, memory of the process that read the file; none was ended by the limits."""
    assert not [r["file"] for r in results if any(line["reason"].startswith(ENDED) for line in r["lines"])]
    slow = [(r["file"], r["seconds"]) for r in results if r["seconds"] > SECONDS]
    large = [(r["file"], r["megabytes"]) for r in results if r["megabytes"] > MEGABYTES]
    assert (slow, large) == ([], [])


def test_every_refusal_is_one_sentence_for_a_clerk(results):
    """What is wrong, what to do; no word of a program's language, no English but names of formats."""
    for result in results:
        (line,) = result["lines"]
        assert line["status"] != "refused" or sentence_of(line["reason"]), line
        assert all(sentence_of(finding["message"]) for finding in line["findings"] if finding["severity"] == "error")
