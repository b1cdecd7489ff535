"""What waits beside a figure: how many projects and how much, until a person says what is meant?"""

from msgspec import Struct


class Pending(Struct, frozen=True):
    """What may come to count in a figure once a person has said what is meant: how many projects, how much.

    ``amount`` is in ledger units of what the figure sums; of a figure that counts projects their 投资总额 in 元.
    ``certain``, ``asked`` and ``absent`` are how many counted projects are certain for the figure (in it or not),
    wait for an answer, or lack what decides.
    """

    count: int = 0
    amount: int | float = 0
    certain: int = 0
    asked: int = 0
    absent: int = 0


NOTHING_PENDING = Pending()
