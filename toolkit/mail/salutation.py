"""How is a reader of a mail addressed? By title where the contact list states one, a unit also by its name."""

from toolkit.model.expressions import expression
from toolkit.model.letters import Contact

# Surnames of two characters; every other one has one.
_TWO = expression(
    r"欧阳|上官|司马|诸葛|东方|夏侯|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|司徒|申屠|端木|南宫|百里|闻人|澹台|濮阳|淳于|单于"
    r"|公羊|赫连|钟离|鲜于|司空|呼延|轩辕|西门|东郭|独孤|拓跋|完颜|太史|公冶|宗政|仲孙|闾丘"
)
# A name that the office has written with a title or a courtesy already.
_TITLED = expression(
    r"(?:主任|书记|县长|区长|市长|局长|镇长|乡长|科长|股长|所长|站长|部长|秘书长|委员|主席|同志|女士|先生|老师|专员|干事)$"
)


def salutation(contact: Contact) -> str:
    """Return how a mail begins, without the colon.

    >>> salutation(Contact("县政府办", "言立诚", "y@luzhai.example", "领导", "主任"))
    '言主任'
    >>> [salutation(Contact("寨沙镇", name, "s@luzhai.example")) for name in ("申屠云", "")]
    ['寨沙镇申屠云同志', '寨沙镇']
    """
    name = contact.name.strip()
    if not name:
        return contact.unit
    if contact.title.strip():
        surname = name[:2] if _TWO.match(name) and len(name) > 2 else name[:1]
        return f"{surname}{contact.title.strip()}"
    if _TITLED.search(name):
        return name
    return f"{name}同志" if contact.kind else f"{contact.unit}{name}同志"


def lacks_title(contact: Contact) -> bool:
    """Tell whether a leader would be addressed by name alone: the office is asked for the title."""
    return bool(contact.kind) and bool(contact.name) and not contact.title and not _TITLED.search(contact.name)
