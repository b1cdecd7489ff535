"""Every odd or hostile workbook that others have collected: read or refused in one sentence, in time, in little memory.

The files are test data of other projects and lie beside the repository (`../shared/odd-workbooks`), never in it.
"""

import os
import re
from pathlib import Path

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


# Of the files that LibreOffice 7.4 opens none: their directory of parts is gone.
DAMAGED = {
    "clusterfuzz-testcase-minimized-POIXSSFFuzzer-4828727001088000.xlsx",
    "clusterfuzz-testcase-minimized-POIXSSFFuzzer-5089447305609216.xlsx",
    "clusterfuzz-testcase-minimized-POIXSSFFuzzer-5185049589579776.xlsx",
    "clusterfuzz-testcase-minimized-POIXSSFFuzzer-6123461607817216.xlsx",
    "clusterfuzz-testcase-minimized-POIXSSFFuzzer-6419366255919104.xlsx",
    "clusterfuzz-testcase-minimized-POIXSSFFuzzer-6448258963341312.xlsx",
    "clusterfuzz-testcase-minimized-XLSX2CSVFuzzer-5025401116950528.xlsx",
    "clusterfuzz-testcase-minimized-XLSX2CSVFuzzer-5542865479270400.xlsx",
    "clusterfuzz-testcase-minimized-XLSX2CSVFuzzer-5636439151607808.xlsx",
    "clusterfuzz-testcase-minimized-XLSX2CSVFuzzer-6504225896792064.xlsx",
    "clusterfuzz-testcase-minimized-XLSX2CSVFuzzer-6594557414080512.xlsx",
}


def test_what_another_program_opens_is_not_called_damaged(results):
    """“已损坏” is for files that no office program opens; of the others the sentence says what is so."""
    damaged = {Path(result["file"]).name for result in results if "损坏" in result["lines"][0]["reason"]}
    assert damaged == DAMAGED
