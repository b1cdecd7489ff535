"""What does a signature box say that two signed, or in which one character stands?"""

import pytest

from tests.spec.test_trip_opinions import approval, read


@pytest.mark.parametrize(
    ("words", "approved"),
    [
        ("拟同意，请光明同志审定。　韦某　2022.6.2\n同意。\n签字（盖章）：黎某　2022年6月5日", "2022-06-05"),
        ("同意，报县长审批。 韦某 6月2日\n\n批准\n签字：黎某 6月5日", "2022-06-05"),
        ("不同意。 韦某 6月2日\n同意。\n签字（盖章）：黎某　2022年6月5日", None),
        ("拟同意，请审定。 韦某 6月6日\n同意。\n签字（盖章）：黎某　2022年6月5日", None),
        ("拟同意，请审定。 韦某 6月2日\n原则同意。\n签字（盖章）：黎某　2022年6月5日", None),
        ("拟同意，请审定。 韦某 6月2日\n签字（盖章）：黎某　2022年6月5日", None),
    ],
)
def test_one_box_that_two_signed(words, approved):
    """Two levels in one box: the last opinion, signed on the later day, is the decision; a refusal above it is asked."""
    values, kinds = read(approval(("县人民政府", words)))
    assert values.get("批准日期") == approved
    assert ("approval_unclear" in kinds) is (approved is None)


def test_a_single_character_grants_it():
    """「准。」 is what an order's margin says; 不准 refuses, 准备 is no opinion."""
    assert read(approval(("县人民政府", "准。\n签字：黎某 6月5日")))[0]["批准日期"] == "2022-06-05"
    for words in ("不准。", "准备中。"):
        assert "批准日期" not in read(approval(("县人民政府", f"{words}\n签字：黎某 6月5日")))[0]
