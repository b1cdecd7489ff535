"""Under which unit and name was a project first reported? That is what its decisions hang on, whatever comes later."""

from msgspec import Struct

from toolkit.model.expressions import expression
from toolkit.model.names import firm, plain

# A project's 编号 in the register: LZ-0042.
PROJECT_NUMBER = expression(r"[A-Z]{1,4}-\d{4,}")


class Origin(Struct, frozen=True, order=True):
    """The unit, the name (plain) and the firm (without its legal form) under which a project was first reported.

    It stays over renames and transfers, so that what a person decided of the project stays, too.
    """

    unit: str
    name: str
    firm: str


def origin_of(unit: str, name: str | None, investor: str | None) -> Origin:
    """Return the origin of a project that is reported for the first time.

    >>> origin_of("江口乡", "江口旋切（一期）", "广西江岸木业有限公司")
    Origin(unit='江口乡', name='江口旋切一期', firm='广西江岸木业')
    """
    return Origin(unit, plain(name), firm(investor))
