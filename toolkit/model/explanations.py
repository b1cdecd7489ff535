"""What does a unit say of a reminder? Its words on 退回说明, or in its row under 说明."""

from msgspec import Struct

# The last column of the sheet 退回说明, for the unit's words.
COLUMN = "说明"
# The reading that says whether a reminder may stand without a word: optional, or required.
READING, OPTIONAL, REQUIRED = "explanation", "optional", "required"


class Explanation(Struct, frozen=True):
    """A unit's words about one reminder: the row it stands on, the reminder's code, what the unit wrote."""

    sheet: str
    row: int
    code: str
    text: str
