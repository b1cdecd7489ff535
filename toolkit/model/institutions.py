"""What is the institution called that a unit's name stands for? Papers are addressed to it, not to a place."""

from toolkit.model.expressions import expression
from toolkit.model.scheme import ReportingUnit

_FULL = ("人民政府", "街道办事处", "管理委员会")
# What a name ends with, and what stands in its place.
_ENDINGS = (
    (expression(r"(?<=[镇乡])$"), "人民政府"),
    (expression(r"街道办?$"), "街道办事处"),
    (expression(r"管委会?$"), "管理委员会"),
    (expression(r"(?<=园区)$|(?<=开发区)$|(?<=经开区)$"), "管理委员会"),
    (expression(r"(?<!人民)政府办(公室)?$"), "人民政府办公室"),
)


def institution(unit: ReportingUnit) -> str:
    """Return a unit's name as 主送机关: one that the roster knows in full, else the name with what its kind lacks.

    >>> [institution(ReportingUnit(name, "", (), True)) for name in ("四排镇", "江南街道", "县经济开发区", "县住建局")]
    ['四排镇人民政府', '江南街道办事处', '县经济开发区管理委员会', '县住建局']
    >>> institution(ReportingUnit("鹿寨经开区管委", "", ("经开区", "广西鹿寨经济开发区管理委员会"), True))
    '广西鹿寨经济开发区管理委员会'
    """
    known = next((name for name in (unit.name, *unit.aliases) if name.endswith(_FULL)), "")
    if known:
        return known
    for ending, full in _ENDINGS:
        if ending.search(unit.name):
            return ending.sub(full, unit.name, count=1)
    return unit.name
