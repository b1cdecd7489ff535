#!/bin/sh
# Installs the toolbox for one user on 麒麟, 统信 and other Linux, without administrator rights: a virtual environment in
# ~/.local/share/zhaoshang, from the folder "wheels" beside this file (zhaoshang bundle makes it). Nothing is fetched from
# a network. It may be run again at any time. Run on Debian 12 by tests/test_installed.py; not yet on 麒麟 or 统信.
set -u
here=$(cd "$(dirname "$0")" && pwd) || exit 1
data=${XDG_DATA_HOME:-$HOME/.local/share}/zhaoshang
venv=$data/venv
export PYTHONUTF8=1
unset PYTHONPATH PYTHONHOME

# Double-clicked, it has no window of its own yet.
if [ ! -t 1 ] && [ -n "${DISPLAY:-}" ] && [ -z "${ZHAOSHANG_IN_WINDOW:-}" ]; then
    export ZHAOSHANG_IN_WINDOW=1
    for terminal in mate-terminal deepin-terminal xfce4-terminal konsole gnome-terminal xterm x-terminal-emulator; do
        command -v "$terminal" >/dev/null 2>&1 || continue
        case $terminal in
        mate-terminal | xfce4-terminal) exec "$terminal" -x sh "$0" ;;
        gnome-terminal) exec "$terminal" -- sh "$0" ;;
        xterm) exec "$terminal" -fa Monospace -fs 12 -e sh "$0" ;;
        *) exec "$terminal" -e sh "$0" ;;
        esac
    done
fi

wait_for_enter() {
    if [ -t 0 ]; then
        printf '按回车关闭本窗口。'
        read -r _
    fi
}

failed() {
    printf '\n没有装成，停在：%s\n%s\n' "$step" "$1"
    printf '改正以后再运行本文件，会接着装；已经装好的部分和您的工作文件夹不受影响。\n'
    wait_for_enter
    exit 1
}

printf '正在安装招商工具箱，请稍候……\n\n第1步　核对安装包\n'
step='第1步 核对安装包'
again='请把整个安装包文件夹重新拷一份；压缩包要先全部解压。'
if [ ! -d "$here/wheels" ] || [ ! -f "$here/python-tag.txt" ]; then
    failed "安装包不完整：旁边缺 wheels 文件夹或 python-tag.txt。$again"
fi
stated() { sed -n "s/^$1=\([A-Za-z0-9.-]*\).*/\1/p" "$here/python-tag.txt"; }
python_version=$(stated PYTHON)
system=$(stated SYSTEM)
[ -n "$python_version" ] || failed 'python-tag.txt 里没有写明 Python 版本。请重新制作安装包。'
case $system-$(uname -m) in
linux-x86_64 | linux-arm-aarch64) ;;
linux-*) failed "这个安装包是给另一种处理器做的，这台电脑是 $(uname -m)。请用 --system 另做一份：x86_64 用 linux，aarch64 用 linux-arm。" ;;
*) failed '这个安装包不是给麒麟、统信做的。请用 zhaoshang bundle --system linux 另做一份。' ;;
esac
printf '安装包适用于 Python %s（64位）。\n第2步　查找 Python\n' "$python_version"

step='第2步 查找 Python'
fits() {
    "$1" -c "import struct, sys; sys.exit('%d.%d' % sys.version_info[:2] != '$python_version' or struct.calcsize('P') != 8)" \
        >/dev/null 2>&1
}
python=
if [ -f "$here/runtime.tar.gz" ]; then
    mkdir -p "$data" || failed "建不了文件夹 $data。请核对磁盘空间，再运行本文件。"
    rm -rf "$data/python"
    tar -xzf "$here/runtime.tar.gz" -C "$data" || failed "自带的 Python 解压不了。请核对磁盘空间；$again"
    python=$data/python/bin/python$python_version
    fits "$python" || failed "自带的 Python 在这台电脑上运行不了。请核对处理器种类，$again"
else
    for candidate in "python$python_version" python3 "/usr/local/bin/python$python_version"; do
        if [ -z "$python" ] && fits "$candidate"; then python=$candidate; fi
    done
    [ -n "$python" ] || failed "没有找到 Python $python_version（64位）。请管理员安装这个版本，或者换用自带 Python 的安装包（制作时加 --runtime）。"
fi

printf '第3步　准备运行环境\n'
step='第3步 准备运行环境'
if [ -e "$venv" ] && ! fits "$venv/bin/python"; then
    printf '原有的运行环境是别的 Python 版本，或者没有装完整，正在重新建立……\n'
    rm -rf "$venv" || failed '旧的运行环境删不掉，可能正在使用。请关闭正在运行的招商工具箱，再运行本文件。'
fi
# Without pip of its own: Debian's Python has none to give where python3-venv is not installed.
if [ ! -x "$venv/bin/python" ]; then
    mkdir -p "$data" && "$python" -m venv --without-pip "$venv" || failed "建不了运行环境 $venv。请核对磁盘空间，再运行本文件。"
fi

printf '第4步　安装组件（约需几分钟）\n'
step='第4步 安装组件'
for pip in "$here"/wheels/pip-*.whl; do
    [ -f "$pip" ] || failed "安装包不完整：wheels 里缺 pip。$again"
done
PYTHONPATH=$pip "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-warn-script-location \
    --force-reinstall --no-index --find-links "$here/wheels" 'zhaoshang-toolkit[keyring]' ||
    failed '请关闭正在运行的招商工具箱，再运行本文件；还是不行的，请把整个安装包文件夹重新拷一份，或者把上面的文字拍下来发给维护人员。'
"$venv/bin/python" -m compileall -q "$venv/lib" >/dev/null 2>&1 || printf '有的组件没有预先编译，不影响使用，只是第一次慢一点。\n'

step='第5步 检查安装结果'
zhaoshang() { "$venv/bin/python" -P -m toolkit.cli "$@"; }
zhaoshang --version || failed '装好的程序启动不了。请把上面的文字拍下来，发给维护人员。'

printf '第6步　准备工作文件夹\n'
step='第6步 准备工作文件夹'
documents=$(xdg-user-dir DOCUMENTS 2>/dev/null) || documents=
if [ -z "$documents" ] || [ "$documents" = "$HOME" ] || [ ! -d "$documents" ]; then
    documents=$HOME
    for name in 文档 Documents; do
        if [ -d "$HOME/$name" ]; then documents=$HOME/$name; fi
    done
fi
work=$documents/招商工作
if [ -f "$work/设置.toml" ]; then
    printf '已经有工作文件夹，没有改动：%s\n' "$work"
    if [ ! -f "$work/招商工具箱.xlsm" ]; then
        zhaoshang build -w "$work" || failed '生成不了工具箱工作簿。请把上面的文字拍下来，发给维护人员。'
    fi
else
    printf '\n可以选的规则：\n'
    zhaoshang schemes || failed '列不出规则。请把上面的文字拍下来，发给维护人员。'
    for _ in 1 2 3; do
        printf '请输入本县（区）的规则名称，然后按回车：'
        read -r scheme || break
        if [ -n "$scheme" ] && zhaoshang init "$work" --scheme "$scheme"; then break; fi
    done
    [ -f "$work/设置.toml" ] || failed '没有选定规则。请再运行本文件，按列出的名称输入，例如 luzhai-2022。'
fi

desktop=$(xdg-user-dir DESKTOP 2>/dev/null) || desktop=
if [ -n "$desktop" ] && [ "$desktop" != "$HOME" ] && [ -d "$desktop" ]; then
    ln -sfn "$work" "$desktop/招商工作" || printf '桌面上的链接没有建成，不影响使用：请直接打开下面的文件夹。\n'
fi
printf '\n第7步　检查这台电脑\n'
zhaoshang doctor -w "$work" || printf '有“！”的几项，照“→”后面写的做；不影响先用起来。\n'
printf '\n装好了。工作文件夹：%s\n双击其中“按钮”下面“麒麟和统信”里的图标，就是按工具箱的按钮。\n' "$work"
wait_for_enter
exit 0
