"""Which text of a project can be read in several ways? One doubt per text: its possible meanings and its cell."""

from enum import StrEnum

from msgspec import Struct

from toolkit.model.cells import CellRef


class DoubtKind(StrEnum):
    """Which meaning is in doubt; the word is the one a person reads in 裁定.xlsx."""

    SOURCE = "来源"
    STAGE = "阶段"
    TRADE = "行业"
    EMERGING = "新兴产业"
    ATTRIBUTION = "归口"


class Doubt(Struct, frozen=True):
    """A meaning that a person must decide; until then nothing is counted by it.

    ``text`` is what the unit wrote; the same text is the same doubt, so ``kind`` and ``text`` make one question.  Where
    the text alone does not tell (行业 is empty), it is the project's name.  ``choices`` are the answers in the ledger's
    words: 区内 区外 境外; 在谈 … 投产 终止; 工业 其他; 是 否; the keys of target rows, 暂不归属.  ``proposal`` is the
    likelier choice or '', and has no effect.  ``why`` is a phrase without a full stop; ``cell`` is the text's cell.
    ``keeps`` is what counts where the unit ticked it itself (是否工业): then nobody is asked; else ''.
    """

    kind: DoubtKind
    text: str
    choices: tuple[str, ...]
    proposal: str
    why: str
    cell: CellRef
    keeps: str = ""
