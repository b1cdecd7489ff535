"""One voice: every sentence that staff read, wherever it stands in the product, is one person's."""

import re
from functools import cache

import pytest

from tests.sentences import sentences
from toolkit.model.catalogue import CATALOGUE
from toolkit.schemes.loader import load_shipped, scheme_ids

# A word that no clerk uses, or that has another name here.
FORBIDDEN = {
    "报错": "写明出了什么事",
    "异常": "写明出了什么事",
    "非法": "写明哪里不对",
    "抛出": "写明出了什么事",
    "解析": "读取",
    "字符串": "文字",
    "数组": "几个数",
    "布尔": "是或否",
    "空值": "没有填",
    "索引": "第几行",
    "工作区": "工作文件夹",
    "工作目录": "工作文件夹",
    "目录下": "文件夹里",
    "路径": "位置",
    "参数": "选项",
    "缓存": "不必说",
    "进程": "程序",
    "线程": "不必说",
    "报表单位": "报送单位",
    "压缩炸弹": "解压后过大",
    "无法继续": "不能继续",
}
ENGLISH = re.compile(r"\b(None|null|NaN|True|False|error|exception|workspace|index|dtype|wheel|path|file)\b")
# What is typed as it stands: the first lines of the office's own csv files, and an address.
TYPED = ("期间,文件,收到日期", "单位,联系人,邮箱", "地址:端口", "主机:端口")


@cache
def spoken() -> tuple[tuple[str, str], ...]:
    """(place, text) of everything that is said, commands and their options left out: those are typed as they stand."""
    said = []
    for room, place, text in sentences():
        if room in ("intake", "consolidation") and not re.search("[。，；？]|请", text):
            continue  # words that are recognised in the units' tables, not said
        typed = re.sub(r"zhaoshang [a-z-]+( [a-z]+)?|--[a-z-]+|\[[a-z_.]+\]|<[^>]+>|\{\{?[^}]*\}\}?", "", text)
        said.append((place, typed))
    return tuple(said)


@pytest.mark.parametrize("word", FORBIDDEN)
def test_no_sentence_uses_a_computer_word_or_a_second_name(word):
    """One name for one thing; what went wrong is told as what happened and what to do."""
    found = [f"{place}：{text}" for place, text in spoken() if word in text]
    assert not found, f"请改用“{FORBIDDEN[word]}”：{found}"


def test_no_english_word_stands_in_a_chinese_sentence():
    """Names of programs, formats and keys of 设置.toml are names; these are not."""
    scripts = ("#!/bin/sh", "@echo off")  # of the launchers: a person reads what they print, not their commands
    texts = [(place, text) for place, text in spoken() if not text.startswith(scripts)]
    assert not [f"{place}：{text}" for place, text in texts if ENGLISH.search(text)]


def test_punctuation_between_chinese_letters_is_full_width():
    """，。；：？！（） and “”; no 「」 and no half-width mark between two Chinese letters."""
    wrong = re.compile(r"(?<=[一-鿿”）}])[,;:!?](?=[一-鿿“（{])|[「」]")
    for place, text in spoken():
        if (
            "scheme.toml" in place
            or place.startswith(("toolkit/intake", "toolkit/files"))
            or "lint" in place
            or "paper/titles" in place
            or "(?" in text  # a pattern, which nobody reads
        ):
            continue
        assert not wrong.search(re.sub("|".join(TYPED), "", text)), f"{place}：{text}"


def test_a_sentence_that_asks_for_something_is_polite_and_whole():
    """What is wrong with a unit's table says 请, and every sentence of the catalogue ends."""
    for kind, wording in CATALOGUE.items():
        if wording.severity != "note":
            assert (
                "请" in wording.message
                or "应" in wording.message
                or "{hint}" in wording.message
                or "{todo}" in wording.action
            ), kind


def test_findings_quote_the_document_and_no_number_of_ours():
    """LZ-R5 means nothing to a township: the clause stands there in its own words; ids are for the sheet 依据."""
    for id in scheme_ids():
        scheme = load_shipped(id)
        for citation in scheme.citations:
            assert citation.id not in citation.words
        prefixes = {citation.id.split("-")[0] for citation in scheme.citations}
        ours = re.compile(rf"\b({'|'.join(prefixes)})-[A-Z]\d")
        texts = [text for place, text in spoken() if "scheme.toml" in place]
        assert not [text for text in texts if ours.search(text)]


def test_a_district_and_a_zone_are_not_called_a_county():
    """全县 in 鹿寨县 and 南县, 全区 in 港南区, 全开发区 in 交城经济开发区."""
    assert {id: load_shipped(id).whole for id in scheme_ids()} == {
        "gangnan-2018": "全区",
        "jiaocheng-2022": "全开发区",
        "luzhai-2022": "全县",
        "nanxian-2022": "全县",
    }
    rooms = [(place, text) for place, text in spoken() if place.startswith("toolkit/") and ".py" in place]
    said = [f"{place}：{text}" for place, text in rooms if "全县" in text]
    read = ("intake", "titles.py", "schemes/drafting")  # words that are looked for in what others wrote
    assert not [one for one in said if not any(place in one for place in read)]
