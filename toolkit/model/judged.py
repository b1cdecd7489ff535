"""Is a meaning certain, in doubt, or absent? Each with its evidence, and never a default (design §3)."""

from typing import Any, Generic, TypeVar

from msgspec import Struct

Value = TypeVar("Value")


class Judged(Struct, Generic[Value], frozen=True):
    """The values that a text may mean: one is certain, several are asked about, none is absent.

    ``possible`` holds the values that the text leaves open; ``evidence`` the words that decide, or the doubt in words;
    ``proposal`` the likelier of several, for the question only: it has no effect before a person answers.
    """

    possible: tuple[Value, ...] = ()
    evidence: str = ""
    proposal: Value | None = None

    @property
    def value(self) -> Value | None:
        """The meaning where it is certain, else ``None``."""
        return self.possible[0] if len(self.possible) == 1 else None

    @property
    def is_asked(self) -> bool:
        """True where a person must say."""
        return len(self.possible) > 1

    @property
    def is_absent(self) -> bool:
        """True where the text says nothing."""
        return not self.possible


ABSENT: Judged[Any] = Judged()
