"""How is the control workbook used? The sheet 使用说明."""

from typing import Any

from toolkit.model.control import BUTTONS, WORKBOOK, by_keeper
from toolkit.workbooks.control.home import banner, frame
from toolkit.workbooks.control.styles import Looks

PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "一个月怎么做",
        (
            "1．把目标任务分解表放进“目标”文件夹（一年一次）。",
            "2．在首页填好报送月份。月初按“下发空白统计表”，把生成的表发给各单位。",
            "3．各单位报来以后按“收邮件”；用别的办法收到的，放进“报送”下本月的文件夹，例如 2022-06。",
            "4．以后按首页的次序从上到下按按钮。每一步都说明做了什么、请注意什么、下一步做什么。",
            "5．蓝色的按钮可以反复按：再按一次，就按现在的文件重做一遍。橙色的“发送邮件”“定稿”做了不能收回，会先问。",
        ),
    ),
    (
        "第一次使用（Windows 和 Excel）",
        (
            "1．双击“安装.cmd”。它把工具箱装在您自己的账户里，不需要管理员；桌面上会出现“招商工具箱”。",
            f"2．在“{WORKBOOK}”上点右键，选“属性”。如果最下面有“解除锁定”，打上勾，按“确定”。",
            "3．在 Excel 里依次点“文件”“选项”“信任中心”“信任中心设置”“受信任位置”“添加新位置”，选工作文件夹，",
            "　　勾上“同时信任此位置的子文件夹”。这样只信任这一个文件夹，其他文件的宏照样拦住。",
            "4．关掉 Excel，重新打开工具箱。单位电脑由专人管理的，请管理人员按这一页设置。",
        ),
    ),
    (
        "用 WPS 或没有 Excel 的电脑",
        (
            "按钮只在微软 Excel 里能按。其他电脑，双击工作文件夹里“按钮”下面的图标，作用相同：",
            "Windows 用“Windows”文件夹里的，麒麟、统信用“麒麟和统信”文件夹里的。结果也写进首页和运行记录。",
            "要选的（写公文、外出招商），先在首页的黄色格子里选好、保存。关闭工作簿以后再双击图标。",
        ),
    ),
    (
        "出了问题",
        (
            "弹出“不能继续”的，请按提示处理；工作簿和已有的文件都没有改动。",
            "要写的文件正被打开的，工具箱不会覆盖，在旁边另存一份“….新”。",
            "按钮按了没有反应，一般是没有做“第一次使用”的第2、3步。缺什么，按“检查本机”看。",
            f"请勿用其他程序改存本工作簿，以免丢失按钮。按钮丢失的，{by_keeper('build --replace')}，重新生成。",
        ),
    ),
    (
        "在哪里试过",
        (
            "在 Linux（Debian）上用 LibreOffice 7.4 逐个按过按钮，逐个双击过“麒麟和统信”里的图标，运行过“安装.sh”。",
            "微软 Excel、WPS、Windows 和麒麟、统信上还没有试过，“安装.cmd”和“Windows”里的图标也没有运行过。",
        ),
    ),
)


def draw_help(sheet: Any, looks: Looks) -> None:
    """Draw 使用说明: parts of short sentences, then every button with its command."""
    frame(sheet, looks, (2, 24, 50, 64, 2))
    banner(sheet, looks, 4, "使用说明", "请按以下步骤操作")
    sheet.fit_to_pages(1, 1)
    row = 2
    for title, lines in PARTS:
        sheet.set_row(row, 32)
        sheet.write_string(row, 1, title, looks("group"))
        for line in lines:
            row += 1
            sheet.set_row(row, 20 * -(-len(line) // 66))
            sheet.merge_range(row, 1, row, 3, "", looks("text"))
            sheet.write_string(row, 1, line, looks("text"))
        row += 1
    row += 1
    for column, name in enumerate(("按钮", "做什么", "命令"), 1):
        sheet.write_string(row, column, name, looks("head"))
    sheet.set_row(row, 24)
    for button in BUTTONS:
        row += 1
        sheet.set_row(row, 24)
        sheet.write_string(row, 1, button.caption, looks("cell", "strong"))
        sheet.write_string(row, 2, button.hint, looks("cell", "hint"))
        sheet.write_string(row, 3, f"zhaoshang run {button.action} --book {WORKBOOK}", looks("cell", "mono"))
