"""How is one kind of finding said? Its code, its severity and its sentence."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """Code, default severity and sentence of one kind of finding."""

    code: str
    severity: str
    message: str
