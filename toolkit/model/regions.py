"""From how far does money come? Five reaches seen from a county, nearest first; a scheme groups them."""

from dataclasses import dataclass

Reach = str
REACHES: tuple[Reach, ...] = ("县内", "市内县外", "省内市外", "境内省外", "境外")


@dataclass(frozen=True, slots=True)
class Home:
    """The jurisdiction that a source is seen from: its code (GB/T 2260, six digits) and the names of its townships."""

    code: str
    own_places: frozenset[str] = frozenset()
    is_district: bool = False
