"""How is a text written into XML? As ``xml.sax.saxutils`` does, which brings all that fetches web pages along."""

from html import escape

from toolkit.model.expressions import expression

_SPECIAL = expression(r'[&<>"\n\r\t]')


def escaped(text: str) -> str:
    """Return a text as it stands between two tags.

    >>> escaped('a < b & "c"')
    'a &lt; b &amp; "c"'
    """
    return escape(text, quote=False)


def quoted(text: str) -> str:
    """Return a text as an attribute's value, with the quotation marks that it takes the fewest changes in.

    >>> quoted("a<b"), quoted('"'), quoted('''"'"'''), quoted("a\\nb")
    ('"a&lt;b"', '\\'"\\'', '"&quot;\\'&quot;"', '"a&#10;b"')
    """
    if not _SPECIAL.search(text):
        return f'"{text}"'
    text = escaped(text).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
    if '"' in text and "'" not in text:
        return f"'{text}'"
    return f'"{text.replace(chr(34), "&quot;")}"'
