"""Every sentence a finding can say of an official document (GB/T 9704-2012)."""

from toolkit.model.wording import Wording

_MUST, _LOOK = "改好后再印发", "核对后再印发"

DOCUMENT_SENTENCES: dict[str, Wording] = {
    "document_number_form": Wording(
        "N101", "error", "发文字号写的是“{typed}”，{why}", _MUST, "请写成“鹿政办发〔2022〕10号”这样"
    ),
    "attachment_title_differs": Wording(
        "N102",
        "error",
        "附件说明写的是“{note}”，附件{number}的标题是“{title}”",
        _MUST,
        "请改成完全一致",
    ),
    "damaged_text": Wording("N103", "error", "“{typed}”像是丢了字符", _MUST, "请核对原稿，例如“2022—2025年”"),
    "placeholder_left": Wording("N104", "error", "“{typed}”还没有填写", _MUST, "请补填"),
    "attachment_not_found": Wording(
        "N105",
        "warning",
        "附件说明列有“{typed}”，正文后没有找到附件{number}",
        _LOOK,
        "请附上，或改正附件序号",
    ),
    "attachment_punctuation": Wording("N106", "warning", "附件说明“{typed}”末尾有标点", _LOOK, "请删去"),
    "level_order": Wording(
        "N107",
        "warning",
        "层次序号“{typed}”前面{before}",
        _LOOK,
        "请按“一、”“（一）”“1.”“（1）”的顺序编号",
    ),
    "date_form": Wording("N108", "warning", "日期写的是“{typed}”，{why}", _LOOK, "请写成“2022年6月7日”这样"),
    "half_width_punctuation": Wording("N109", "warning", "中文里用了半角的“{typed}”", _LOOK, "请改成全角的“{right}”"),
    "bracket_unpaired": Wording("N110", "warning", "“{typed}”不成对", _LOOK, "请补上或删去多余的一个"),
    "page_margins": Wording(
        "N111",
        "warning",
        "页边距不合规，正文区域是{width}×{height}毫米，应为156×225毫米",
        _LOOK,
        "请点“页面布局—页边距—自定义边距”，设成上37、下35、左28、右26毫米",
    ),
    "body_setting": Wording(
        "N112",
        "warning",
        "正文每页{lines}、每行{characters}，应为22行、28字",
        _LOOK,
        "请把正文设成三号字、行距固定值28.95磅、字间距紧缩0.25磅",
    ),
    "page_numbers": Wording("N113", "warning", "{what}", _LOOK, "请在页脚插入页码，单页居右、双页居左"),
    "element_missing": Wording("N114", "warning", "没有找到{what}", _LOOK, "请补上；这种公文不需要的，可以不改"),
    "element_face": Wording("N115", "warning", "“{typed}”用在{where}（共{count}段）", _LOOK, "请改成：{right}"),
    "element_size": Wording("N116", "warning", "{where}的字号是{typed}磅（共{count}段）", _LOOK, "请改成{right}磅"),
    "element_colour": Wording("N117", "warning", "{where}不是{right}的", _LOOK, "请改成{right}"),
    "first_page_lies": Wording("N118", "warning", "公文第一页是横页", _LOOK, "请把有横表的附件单独分节，正文用竖页"),
    "paper_size": Wording(
        "N119",
        "warning",
        "第{number}节的纸是{width}×{height}毫米",
        _LOOK,
        "请改成A4（210×297毫米）",
    ),
    "page_place": Wording(
        "N120",
        "warning",
        "第{number}节的上边距是{top}毫米、左边距是{left}毫米",
        _LOOK,
        "请改成37毫米、28毫米",
    ),
}
