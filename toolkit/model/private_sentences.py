"""Every sentence a finding can say of numbers that belong to a person: identity, bank card and telephone numbers."""

from toolkit.model.wording import Wording

PRIVATE_SENTENCES: dict[str, Wording] = {
    "sensitive": Wording(
        "V151",
        "warning",
        "此处写有{what}，属于个人敏感信息",
        "没有读取，汇总和转发的表里都不会出现",
        "请从表中删去，确需报送的单独报送",
    ),
    "telephone_in_cell": Wording(
        "F200",
        "warning",
        "此处写有{what}，属于个人信息",
        "不影响计入，发给其他单位的表里会隐去",
        "请只填在“联系电话”一列",
    ),
    "sensitive_name": Wording(
        "F201",
        "warning",
        "文件名里写有{what}，属于个人敏感信息",
        "工具箱写出的名称里已隐去",
        "请改名，例如“江口乡2022年6月报表.xlsx”",
    ),
    "sensitive_sheet": Wording(
        "F202",
        "warning",
        "工作表的名称里写有{what}，属于个人敏感信息",
        "工具箱写出的名称里已隐去",
        "请给工作表改名，例如“6月统计表”",
    ),
}
