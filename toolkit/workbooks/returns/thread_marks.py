"""How is a threaded comment answered? By a reply in its thread: newer Excel shows no other text of that cell.

The text beside it that older Excel shows is marked like any comment; newer Excel drops what is added there.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from lxml import etree

from toolkit.files.parts import local, namespace, parsed, serialised
from toolkit.model.cells import column_letter
from toolkit.model.findings import RETURN_HEADING
from toolkit.workbooks.returns.cell_marks import Mark, Place
from toolkit.workbooks.returns.comment_marks import AUTHOR, xml_text

# The same answer has the same number, wherever and whenever it is written.
_OURS = uuid.UUID("6f0f3f0e-7c55-4f0a-9d0b-2a4f6f1d9f10")
PERSON = f"{{{str(uuid.uuid5(_OURS, AUTHOR)).upper()}}}"


def with_person(part: bytes) -> bytes:
    """Return the list of persons with the office's among them."""
    root = parsed(part)
    if PERSON not in {one.get("id") for one in root}:
        added = etree.SubElement(root, f"{{{namespace(root)}}}person")
        for name, value in (("displayName", AUTHOR), ("id", PERSON), ("userId", AUTHOR), ("providerId", "None")):
            added.set(name, value)
    return serialised(root)


def with_replies(part: bytes, marks: Mapping[Place, Mark]) -> bytes:
    """Return the threads of a sheet, each on a marked cell answered and open; an earlier copy's answers are gone."""
    root = parsed(part)
    for one in [one for one in root if one.get("personId") == PERSON]:
        root.remove(one)
    by_cell = {f"{column_letter(column)}{row}": mark for (row, column), mark in marks.items()}
    for thread in [one for one in root if local(one) == "threadedComment" and not one.get("parentId")]:
        if mark := by_cell.get(str(thread.get("ref"))):
            _answer(root, thread, mark)
    return serialised(root)


def _answer(root: Any, thread: Any, mark: Mark) -> None:
    # A thread that is marked as done is folded away, and its answers with it.
    thread.attrib.pop("done", None)
    of_thread = [one for one in root if thread.get("id") in (one.get("id"), one.get("parentId"))]
    said = f"{RETURN_HEADING}\n{xml_text(mark.text)}"
    number = f"{{{str(uuid.uuid5(_OURS, str(thread.get('id')) + said)).upper()}}}"
    reply = etree.Element(f"{{{namespace(root)}}}threadedComment")
    values = {"ref": thread.get("ref"), "dT": of_thread[-1].get("dT"), "personId": PERSON, "id": number}
    for name, value in (*values.items(), ("parentId", thread.get("id"))):
        if value:
            reply.set(name, value)
    etree.SubElement(reply, f"{{{namespace(root)}}}text").text = said
    of_thread[-1].addnext(reply)
