"""How is one kind of finding said? Its code, its severity, and its sentence in three parts."""

from msgspec import Struct

# What becomes of a row or a cell, where a kind's effect follows from its severity alone.
ROW_OUT = "本项目本月暂不计入，往月已计入的沿用往月的数"
CELL_OUT = "本格暂不计入，其余照常计入"
LINE_OUT = "本行暂不计入"
KEPT = "照常计入"
AS_FILLED_IN = "暂按所填的采用"


class Wording(Struct, frozen=True):
    """Code, default severity and the three parts of one kind of finding.

    ``problem`` quotes what was typed, ``effect`` says what becomes of it (计入, 不计入, 待定), ``action`` is one
    imperative, '' where there is nothing to do.  None of them ends with a full stop.  ``otherwise`` is the effect where
    a finding weighs more or less than its kind does; '' is what follows from the severity.  ``many`` are the three
    parts where many cells of a column have the same mistake, each with another value: ``{cells}`` says how many.
    """

    code: str
    severity: str
    problem: str
    effect: str
    action: str
    otherwise: str = ""
    many: tuple[str, str, str] | None = None

    @property
    def message(self) -> str:
        """The whole sentence, its placeholders unfilled."""
        return sentence(self.problem, self.effect, self.action)

    def effect_of(self, severity: str) -> str:
        """Return what becomes of the row or cell where a finding has a severity."""
        if severity == self.severity:
            return self.effect
        return self.otherwise or (ROW_OUT if severity == "error" else CELL_OUT)


def sentence(problem: str, effect: str, action: str) -> str:
    """Return the three parts as one text.

    >>> sentence("投资总额写的是“待定”，不是数字", "本格暂不计入", "请只填数字，例如 0.5")
    '投资总额写的是“待定”，不是数字，本格暂不计入。请只填数字，例如 0.5。'
    """
    problem, effect, action = (part.removesuffix("。") for part in (problem, effect, action))
    comma = "" if problem.endswith(("。", "？", "！")) else "，"
    return f"{problem}{comma}{effect}。" + (f"{action}{'' if action.endswith('？') else '。'}" if action else "")
