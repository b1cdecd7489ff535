"""How is a rulebook written? docs/规则怎么写.md, made by ``python -m tests.vocabulary_page`` from the vocabulary.

Its examples are cut from rulebooks that tests load and count with, so that each is known to work.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.rulebook import written_block
from toolkit.schemes.loader import scheme_ids, shipped_folder
from toolkit.schemes.toml_table import CONFIRM
from toolkit.schemes.vocabulary import KINDS
from toolkit.schemes.where_from import ROWS_SAID, SOURCES_SAID
from toolkit.schemes.workbook import words
from toolkit.schemes.workbook.help import CONDITIONS, UNIT_CONDITIONS
from toolkit.schemes.workbook.pages import columns_of

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "规则怎么写.md"
COMMAND = "python -m tests.vocabulary_page"
HEAD = """# 规则怎么写

一份规则是一个文件夹。里面是一本 `规则.xlsx`（在 Excel、WPS 里写），或者三个文本文件：`document.txt`（文件原文，一行一段）、
`units.csv`（单位名单）、`scheme.toml`（规则）。两种写法内容完全一样，可以互换。
先从方案起草一份：`zhaoshang schemes new 方案.docx --out 本县规则 --xlsx`，或者抄一份最像的：`zhaoshang schemes export luzhai-2022 本县规则 --xlsx`；改一处查一次：`zhaoshang schemes check 本县规则`。
写错的地方一次列出，写明哪一页哪一格（或第几行）、可能想写什么；都对了，编几行数试算给您看。整个过程见 [CONTRIBUTING.md](../CONTRIBUTING.md#add-a-county)。

手里是方案的 Word 文件或文本的，让工具箱先起草，见下一节。

下面的例子都是从测试里真用着的规则抄来的。

## 规则.xlsx

不会写 toml 的，用这一本：起草（`schemes new`）、照抄（`schemes export`）都加 `--xlsx`。草稿里要人看的写在“待确认”一列，看过、改好以后清空。

- **“封面”** 是目录，点页名就到；**“基本情况”** 写文件标题、年份、文号、区内外怎么分；其余一页是一种规则，一行是一条。
- 每页先是表头，下面灰色的“说明”行写着这一列怎么填，“例”行是外县的例子，不会读入。点到格子上，也有提示；只能填几种的，有下拉列表。
- **“条款”** 照抄文件原文，写明第几行；**“原文”** 页左边就是行号。其他各页的“依据条款”从下拉列表里选编号，右边的原文自动带出。
- 一条规则占几行的（口径的几种做法、计分的几组条件），第二行起只填右边几列，左边空着。行可以插入、删除，列可以挪动，空行不要紧。
- 不常用的列折叠着，点表上方的“+”展开。条件怎么写、能用哪些列、分从哪里来，见最后的 **“怎么写”** 页。
- 以“原样：”开头的格，是工作簿写不下的写法，照 scheme.toml 原样保存，不懂的不要改。自己的记录写在名称以“备注”开头的页。
- **交领导审定**：`zhaoshang schemes show 本县规则 --xlsx 规则审定表.xlsx`，只有规则的内容，没有例子和空页，封面可以签字；每个指标写明是怎么算的。
- **一个文件夹里只留一种写法**。规则.xlsx 旁边又有 scheme.toml（或 units.csv、document.txt）的，两边一样就照用；不一样的，检查时写明哪里不一样，一份也不用——到底哪一份是审定过的，工具箱不替您猜。
- 换成文本文件：`zhaoshang schemes export 本县规则 本县规则文本 --toml`；换回来用 `--xlsx`。

## 从方案起草

`zhaoshang schemes new 方案.docx` 从方案起草一份规则：原文逐行编号，带数字、期限、审批、后果的话摘成条款，单位、指标、期限、外出、会议、计分、
后果写成建议。.docx 和 .txt 都行（记事本的各种编码）；从 PDF 复制出来的文本，断开的行会接上，页码会去掉。.doc、.pdf 要先另存成 .docx 或 .txt。
例如有一份：

```方案.txt
云湖县2024年招商引资工作方案
一、工作目标
（一）全年引进县外到位资金20亿元，新签约项目30个，其中开工项目12个。
二、工作要求
（二）各乡镇每月10日前将上月统计表报县招商中心。
（三）外出招商须经县长批准，报县招商中心备案。各乡镇每季度外出招商不少于2次。
（四）县招商中心每季度召开一次招商例会。
（五）年度考核排名倒数第一的乡镇，由县长约谈主要负责人。
附件：各乡镇招商引资目标任务分解表
招商组	牵头单位	县外到位资金（亿元）	新签约项目（个）	开工项目（个）
各乡镇	青石镇	12	20	8
各乡镇	白鹭乡	8	10	4
```

起草，看有哪些要人说：

```命令
zhaoshang schemes new 方案.txt --id yunhu-2024 --out 云湖规则
zhaoshang schemes check 云湖规则
```

草稿里没有悄悄定下来的事：写着“待确认”的，要换成文件的意思；写着 `confirm` 的，是一条建议和它的出处。每一处检查时都列出来，写明第几行；
没有处理完的规则不能用。下面是文本的改法；加 `--xlsx` 写成 规则.xlsx 的，每页有“待确认”一列，看过清空。一处一处看：

1. `confirm` 说得对的，删去 `confirm` 这一行；说得不对的，改好别的再删；不要这一条的，整节删去（从 `[[…]]` 到下一个 `[[…]]` 之前）。
   例如本县还有“本地”的叫法，在 [region] 里补上：

```改 云湖规则/scheme.toml
home = ["云湖", "本县"]
→
home = ["云湖", "本县", "本地"]
```

   都看过了，删去：

```删 云湖规则/scheme.toml
confirm
```

2. `units.csv` 的“报送统计表”一栏，报表的单位写“是”，不报的写“否”：

```改 云湖规则/units.csv
待确认
→
是
```

再检查一次，没有写错的地方了，就建工作文件夹，下发空白表：

```命令
zhaoshang schemes check 云湖规则
zhaoshang init 云湖2024 --scheme 云湖规则 --year 2024
zhaoshang issue -w 云湖2024 --period 2024-03
```

目标任务分解表放进“目标”（表头要有招商组、牵头单位和指标的名称），各单位填好的表放进“报送/2024-03”，然后汇总：`zhaoshang consolidate -w 云湖2024 --period 2024-03`。

## 续订到新的一年

新一年的方案印发了，规则不用重写：`zhaoshang schemes renew 规则 年份 新方案` 把去年的规则抄到一个新文件夹，每一条到新方案里找原话：

- **不变**：原话还在，行号改好；**年份顺延**：只是年份不同，换好了。
- **有改动**：换成新方案的话，原来的话、新的话都列着；依据它的目标数、期限，只写“要不要改成……”，由人改。
- **找不到**：留着原话，等人改写或者删去。**新增**：新方案里去年没有的话，要成规则的请补上。

条件里的年份（`year = 2024`）、名称里的“2024年”顺延，口径照旧。逐条对照在 `续订对照.xlsx`。没有新方案的也能续订，全部条款写“等新文件”。
例如云湖县又发了一份：

```新方案.txt
云湖县2025年招商引资工作方案
一、工作目标
（一）全年引进县外到位资金25亿元，新签约项目30个，其中开工项目12个。
二、工作要求
（二）各乡镇每月8日前将上月统计表报县招商中心。
（三）外出招商须经县长批准，报县招商中心备案。各乡镇每季度外出招商不少于2次。
（四）年度考核排名倒数第一的乡镇，由县长约谈主要负责人。
（五）弄虚作假的，一票否决。
附件：各乡镇招商引资目标任务分解表
招商组	牵头单位	县外到位资金（亿元）	新签约项目（个）	开工项目（个）
各乡镇	青石镇	15	20	8
各乡镇	白鹭乡	10	10	4
```

```命令
zhaoshang schemes renew 云湖规则 2025 新方案.txt --out 云湖规则2025
zhaoshang schemes check 云湖规则2025
```

照检查列出的改：到位资金改成25亿元，报表改成每月8日前；例会新方案里没有了，条款和 [[meeting]] 一起删去；看过的 `confirm` 删去
（写在条款里的，从逗号删到引号）：

```改 云湖规则2025/scheme.toml
target = "20亿元"
→
target = "25亿元"
```

```改 云湖规则2025/scheme.toml
day = 10
→
day = 8
```

```删 云湖规则2025/scheme.toml
confirm
```

```删节 云湖规则2025/scheme.toml
[[meeting]]
```

```改 云湖规则2025/scheme.toml
  { id = "C5", line = 7, quote = "县招商中心每季度召开一次招商例会" },  # 期限
→
```

再检查一次；没有写错的地方了，就结转：

```命令
zhaoshang schemes check 云湖规则2025
zhaoshang new-year 云湖2025 -w 云湖2024 --scheme 云湖规则2025
```

## 条件怎么写

一行一个条件，写成“列 条件 值”；`criteria` 里的几行要全部满足。列可以写台账的列名（投资总额），也可以写英文名（investment_yuan）。

| 写法 | 意思 |
|---|---|
"""


def page() -> str:
    """Return the page as Markdown."""
    lines = [f"| `{text}` | {meaning} |" for text, meaning in CONDITIONS]
    sources = [f"| `{source}` | {said} |" for source, said in SOURCES_SAID.items()]
    units = "\n".join(f"| `{text}` | {meaning} |" for text, meaning in UNIT_CONDITIONS)
    text = (
        HEAD
        + "\n".join(lines)
        + "\n\n## 单位的条件\n\n`where` 写的不是项目的条件，是单位自己的指标要达到的：一行一条，全部达到才算；"
    )
    text += f"没有数据的不算，写明缺什么。\n\n| 写法 | 意思 |\n|---|---|\n{units}"
    text += "\n\n## 分从哪里来\n\n总分是各项 `[[score]]` 的和；名次、红黑榜、后果都按总分。"
    text += "每一项的 `source` 写分从哪里来：\n\n| source | 意思 |\n|---|---|\n" + "\n".join(sources)
    text += "\n\n## 台账的各行从哪里来\n\n`[[register]]` 写了 `rows` 的，就是办公室自己记的台账：`zhaoshang assess --books` 生成，"
    text += "每次 `zhaoshang assess` 检查，`--papers` 印成 Word。\n\n| rows | 意思 |\n|---|---|\n"
    text += "\n".join(f"| `{rows}` | {said} |" for rows, said in ROWS_SAID.items())
    text += (
        "\n\n登记的事在 `考核/计分台账.xlsx`，打分在 `考核/评分表.xlsx`，各季度已经定了的得分在 `考核/上年考核.xlsx`"
    )
    text += "（年度写“2023年第一季度”）；空白的用 `zhaoshang assess --books` 生成。\n\n## 文件里的话怎么写\n\n"
    text += "\n".join(_sayings()) + "\n## 每一种表\n\n"
    return text + "\n".join(_kinds())


# What documents say, and the rule of a tested rulebook that says the same (rulebook, id).
SAYINGS = (
    ("引进总投资5亿元项目得5分，每增加1000万元加1分，单个项目最高15分", "linshui_2024", "LS-6"),
    ("10亿元以上工业项目加4分、50亿元以上加8分，不重复", "linshui_2024", "LS-7"),
    ("完成任务且引进项目1个以上的得100分，完成80%且1个以上的75分，完成50%的50分，其余不得分", "linshui_2024", "LS-C"),
    ("任务10亿元以上的每超1%加0.2分，最高5分", "linshui_2024", "LS-5"),
    ("2亿元或500万美元以上的加3分，仅提供线索的按50%", "linshui_2024", "LS-8"),
    ("A类乡镇3个，B类乡镇2个，其他单位1个（不用目标表）", "linshui_2024", "LS-2"),
    ("签约两年内投产的加2分，只认定一次", "linshui_2024", "LS-15"),
    ("10亿元以上且当年固定资产投资不低于总投资5%的加4分，和50亿元的不重复", "wanxian_2023", "WX-9"),
    ("捆绑载体单位打分，园区占70%、乡镇占30%", "wanxian_2023", "WX-4"),
    ("迟报一次扣1分、未报一次扣2分，最多扣5分", "wanxian_2023", "WX-X2"),
    ("季度得分按70%折入年度", "wanxian_2023", "WX-15"),
    ("90分以上且完成任务的为优秀，优秀不超过40%", "linshui_2024", "LS-G1"),
    ("引进50亿元以上项目的晋升一个等次", "linshui_2024", "LS-M1"),
    ("任务未完成80%的不得评为良好以上等次", "linshui_2024", "LS-M3"),
    ("连续两个季度末位的约谈", "wanxian_2023", "WX-12b"),
)


def _sayings() -> Iterator[str]:
    for said, rulebook, id in SAYINGS:
        text = (HERE / "rulebooks" / rulebook / "scheme.toml").read_text("utf-8")
        blocks = re.split(r"\n(?=\[\[?\w+\]\]?\n)", text)
        block = next(one for one in blocks if re.search(rf'^id = "{re.escape(id)}"$', one, re.MULTILINE))
        yield f"{said}：\n\n```toml\n{block.strip()}\n```\n"


def _kinds() -> Iterator[str]:
    for name, kind in KINDS.items():
        yield f"### {_header(name)}\n\n{kind.words}。{_on_sheet(name)}\n"
        if kind.keys:
            yield "| 写什么 | 规则.xlsx 里 | 意思 |\n|---|---|---|"
            headings = {(one.kind, one.key): one.heading for one in columns_of(name.partition(".")[0])}
            for key, said in kind.keys.items():
                if key == CONFIRM:
                    continue
                heading = headings.get((name, key), "（右边几列）") if name else words.heading(name, key)
                yield f"| `{key}` | {heading} | {said.replace('|', '、')} |"
            yield ""
        elif kind.free != ("*",):
            yield f"可写：{'、'.join(kind.free)}。\n"
        yield f"```toml\n{example(name)}\n```\n"


def _on_sheet(name: str) -> str:
    """Say where a kind of table stands in 规则.xlsx."""
    if name in words.SECTIONS:
        return f"规则.xlsx 的“{words.BASICS}”页，“{words.sheet_name(name)}”一节。"
    group = f"右边几列，上面写着“{words.inner_name(name)}”" if "." in name else ""
    return f"规则.xlsx 的“{words.sheet_name(name.partition('.')[0])}”页{group}。"


def _header(name: str) -> str:
    plural = name not in (*words.SECTIONS, "reading.choices")
    return "文件开头" if not name else f"[[{name}]]" if plural else f"[{name}]"


def rulebooks() -> list[str]:
    """Return the texts that examples are cut from, the plainest first."""
    made = [HERE / "rulebooks" / name / "scheme.toml" for name in ("wanxian_2023", "lingyun_2024", "linshui_2024")]
    shipped = [shipped_folder(id) / "scheme.toml" for id in scheme_ids()]
    return [written_block("scheme.toml"), *(path.read_text("utf-8") for path in (*made[:1], *shipped, *made[1:]))]


def example(name: str) -> str:
    """Return a table of a kind as a rulebook writes it, with what stands inside it."""
    for text in rulebooks():
        if not name:
            return text.partition("\nclause = [")[0].strip()
        if name == "clause":
            return "\n".join([*re.findall(r"^clause = \[\n(?:.*\n){2}", text, re.MULTILINE)[0].splitlines(), "]"])
        top = name.partition(".")[0]
        for block in re.split(r"\n(?=\[\[?" + re.escape(top) + r"\]\]?\n)", text)[1:]:
            own = re.split(r"\n(?=#|(?!\[\[?" + re.escape(top) + r"\.)\[)", block)[0].strip()
            if re.search(rf"^\[\[?{re.escape(name)}\]", own, re.MULTILINE) and (name != "quoted" or "=" in own):
                return own
    raise LookupError(f"no rulebook has an example of {name}")


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
