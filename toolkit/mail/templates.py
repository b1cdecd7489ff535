"""How is a mail template filled in? Strictly and safely; an error names the place in the template."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from toolkit.files import texts
from toolkit.model.errors import ToolkitError
from toolkit.model.template_rules import FILTERS, failed_line, joined, lines, refused, whole

_LONGEST = 1024 * 1024  # letters; the shipped ones have three thousand


@cache
def _environment(markup: bool) -> SandboxedEnvironment:
    """Return a Jinja environment with only the letter's fields; it has no loader, so a template can include no file."""
    environment = SandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=markup,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in FILTERS} | {"join": joined, "lines": lines}
    return environment


class MailTemplate:
    """邮件.txt or 邮件.html, the office's own where it has one: the first of ``folders`` that holds it."""

    def __init__(self, name: str, folders: Sequence[Path]) -> None:
        self._name = name
        self._source = self._read(folders)
        self._template = self._compiled()

    def filled(self, words: Mapping[str, Any]) -> str:
        """Return the letter; raises ``ToolkitError`` naming the place of a field that has no content."""
        try:
            return whole(self._template.generate(words))
        except (TemplateError, TypeError, ValueError) as error:
            place = self._place(failed_line(error))
            raise ToolkitError(f"模板“{self._name}”填不出来，问题在{place}，请检查里面的字段名。") from None

    def _read(self, folders: Sequence[Path]) -> str:
        path = next((folder / self._name for folder in folders if (folder / self._name).is_file()), None)
        if path is None:
            raise ToolkitError(f"找不到模板“{self._name}”，请把它放回模板文件夹。")
        text = texts.read(path, f"模板/{self._name}")
        if len(text) > _LONGEST:
            raise ToolkitError(f"模板“{self._name}”太大，不像邮件，请换回原来的模板。")
        return text

    def _compiled(self) -> Template:
        environment = _environment(self._name.endswith(".html"))
        try:
            tree = environment.parse(self._source)
            line = refused(tree)
            if line is None:
                for loop in tree.find_all(nodes.For):
                    loop.iter = nodes.Filter(loop.iter, "lines", [], [], None, None)
                return environment.from_string(tree)
        except TemplateSyntaxError as error:
            raise ToolkitError(f"模板“{self._name}”{self._place(error.lineno)}的标签写错了，请改正。") from None
        except (RecursionError, ValueError):  # brackets without end, a number of five thousand digits
            line = next((number for number, text in enumerate(self._source.split("\n"), 1) if "{" in text), 1)
        raise ToolkitError(
            f"模板“{self._name}”{self._place(line)}有不允许的标签，模板里只能填字段、用 if 和 for，请删掉它。"
        )

    def _place(self, line: int) -> str:
        words = self._source.split("\n")[line - 1].strip()
        return f"第{line}行（{words if len(words) <= 60 else words[:60] + '…'}）"
