"""How does a Word file carry a part that nobody sees, and that Word and LibreOffice keep when they save it?"""

import io
import zipfile

_ITEM, _PROPERTIES = "customXml/item9001.xml", "customXml/itemProps9001.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
_TYPES, _LINKS = "[Content_Types].xml", "word/_rels/document.xml.rels"
_PROPERTIES_XML = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<ds:datastoreItem '
    b'ds:itemID="{6D0C1B5E-7C0B-4B53-9B0E-5A4C41534849}" '
    b'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs/></ds:datastoreItem>'
)
_LINK_XML = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}relationships/customXmlProps" Target="itemProps9001.xml"/></Relationships>'
).encode()
_OVERRIDE = (
    f'<Override PartName="/{_PROPERTIES}" '
    'ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/></Types>'
).encode()
_RELATIONSHIP = (
    f'<Relationship Id="rIdPrinted" Type="{_OFFICE}relationships/customXml" Target="../{_ITEM}"/></Relationships>'
).encode()


def with_hidden_part(document: bytes, part: bytes) -> bytes:
    """Return a .docx with a custom XML part; other parts keep their bytes, a document without links stays as it is."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(packed, "w") as new:
        if not {_TYPES, _LINKS} <= set(old.namelist()) or _ITEM in old.namelist():
            return document
        parts = {info.filename: old.read(info) for info in old.infolist()}
        parts[_TYPES] = parts[_TYPES].replace(b"</Types>", _OVERRIDE)
        parts[_LINKS] = parts[_LINKS].replace(b"</Relationships>", _RELATIONSHIP)
        parts[_ITEM], parts[_PROPERTIES] = part, _PROPERTIES_XML
        parts["customXml/_rels/item9001.xml.rels"] = _LINK_XML
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name)  # dated 1980: nothing depends on the clock or the machine
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(entry, content)
    return packed.getvalue()
