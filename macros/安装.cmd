@echo off
rem Installs the toolbox for one user, without administrator rights: a virtual environment below %LOCALAPPDATA%,
rem from the folder "wheels" beside this file (zhaoshang bundle makes it). Nothing is fetched from a network.
rem The bundle is made for one Python: python-tag.txt says for which, and exactly that one is used.
rem It may be run again at any time. Saved as UTF-8 with Windows line ends; tests/cmd_lint.py reads it.
rem NOT RUN ON WINDOWS YET: see macros/README.md.
setlocal enableextensions
chcp 65001 >nul
if errorlevel 1 echo This console cannot show Chinese; the installation goes on.
set "PYTHONUTF8=1"
set "HERE=%~dp0"
set "HOME_DIR=%LOCALAPPDATA%\zhaoshang"
set "VENV=%HOME_DIR%\venv"
set "VENV_PYTHON=%VENV%\Scripts\python.exe"

echo 正在安装招商工具箱，请稍候……
echo.
echo 第1步　核对安装包
set "STEP=第1步 核对安装包"
set "PYTHON="
set "BITS=64"
set "SYSTEM=windows"
set "ADVICE=安装包不完整：旁边缺 wheels 文件夹或 python-tag.txt。请把整个安装包文件夹重新拷一份；压缩包要先全部解压，再双击里面的安装.cmd。"
if not exist "%HERE%wheels\" goto failed
if not exist "%HERE%python-tag.txt" goto failed
for /f "usebackq eol=# tokens=1,2 delims==" %%A in ("%HERE%python-tag.txt") do set "%%A=%%B"
set "ADVICE=python-tag.txt 里没有写明 Python 版本。请重新制作安装包。"
if not defined PYTHON goto failed
set "ADVICE=这个安装包不是给 Windows 做的。请在麒麟、统信上用里面的安装.sh，或者另做一份 Windows 的安装包。"
if not "%SYSTEM%"=="windows" goto failed
set "ADVICE=进不了安装包所在的文件夹。请把它拷到本机硬盘上，再双击里面的安装.cmd。"
pushd "%HERE%"
if errorlevel 1 goto failed
echo 安装包适用于 Python %PYTHON%（%BITS%位）。
if exist "%HERE%runtime\python.exe" goto runtime

echo 第2步　查找 Python
set "STEP=第2步 查找 Python"
set "PY_EXE="
set "OTHER_BITS="
call :try "%PYTHON%" py -%PYTHON%
call :try "%PYTHON%" python
call :try "%PYTHON%" "%LOCALAPPDATA%\Programs\Python\Python%PYTHON:.=%\python.exe"
call :try "%PYTHON%" "%ProgramFiles%\Python%PYTHON:.=%\python.exe"
if defined PY_EXE goto venv
set "ADVICE=没有找到 Python %PYTHON%（%BITS%位）。请从 Python 官方网站下载这个版本的 Windows 安装程序（64-bit），装好后再双击本文件。别的版本不能代替。"
if defined OTHER_BITS set "ADVICE=找到的 Python %PYTHON% 不是%BITS%位的。请改装%BITS%位的 Python %PYTHON%（Windows installer 64-bit），再双击本文件。"
goto failed

:venv
echo 第3步　准备运行环境
set "STEP=第3步 准备运行环境"
if not exist "%VENV%\" goto makevenv
"%VENV_PYTHON%" -c "import pip, struct, sys; sys.exit('%%d.%%d' %% sys.version_info[:2] != '%FOUND%' or struct.calcsize('P') * 8 != %BITS%)" >nul 2>nul
if not errorlevel 1 goto install
echo 原有的运行环境是别的 Python 版本，或者没有装完整，正在重新建立……
set "ADVICE=旧的运行环境删不掉，可能正在使用。请关闭 Excel 和正在运行的招商工具箱，再双击本文件。"
rmdir /s /q "%VENV%" >nul 2>nul
if exist "%VENV%\" goto failed

:makevenv
set "ADVICE=建不了文件夹 %VENV%。请核对磁盘空间和安全软件的提示，再双击本文件。"
"%PY_EXE%" %PY_ARG% -m venv "%VENV%"
if errorlevel 1 goto failed

:install
echo 第4步　安装组件（约需几分钟）
set "STEP=第4步 安装组件"
set "ADVICE=请关闭 Excel 后再双击本文件；还是不行的，请把整个安装包文件夹重新拷一份，或者把上面的文字拍下来发给维护人员。"
"%VENV_PYTHON%" -m pip install --quiet --disable-pip-version-check --force-reinstall --no-index --find-links wheels "zhaoshang-toolkit[keyring]"
if errorlevel 1 goto failed
goto compile

:runtime
echo 第2步　安装包自带 Python，不用另装
echo 第3步　复制 Python 和组件（约需几分钟）
set "STEP=第3步 复制 Python 和组件"
set "ADVICE=旧的运行环境删不掉，可能正在使用。请关闭 Excel 和正在运行的招商工具箱，再双击本文件。"
if exist "%VENV%\" rmdir /s /q "%VENV%" >nul 2>nul
if exist "%VENV%\" goto failed
set "ADVICE=复制没有完成。请核对磁盘空间和安全软件的提示，再双击本文件；还是不行的，请把整个安装包文件夹重新拷一份。"
xcopy "%HERE%runtime" "%VENV%\Scripts" /e /i /q /y >nul
if errorlevel 1 goto failed
echo 第4步　组件已随 Python 复制好

:compile
"%VENV_PYTHON%" -m compileall -q "%VENV%" >nul 2>nul
if errorlevel 1 echo 有的组件没有预先编译，不影响使用，只是第一次慢一点。
set "STEP=第5步 检查安装结果"
set "ADVICE=装好的程序启动不了。64位的 Python 只能在64位 Windows 上运行；是64位的，请看安全软件有没有拦下 python.exe，把上面的文字拍下来发给维护人员。"
"%VENV_PYTHON%" -P -m toolkit.cli --version
if errorlevel 1 goto failed

echo 第6步　准备工作文件夹
set "STEP=第6步 准备工作文件夹"
set "DOCS="
for /f "tokens=2,*" %%A in ('reg query "HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders" /v Personal 2^>nul') do call set "DOCS=%%B"
if not defined DOCS set "DOCS=%USERPROFILE%\Documents"
if not exist "%DOCS%\" set "DOCS=%USERPROFILE%"
set "WORK=%DOCS%\招商工作"
set "TRIES=0"
if exist "%WORK%\设置.toml" goto keepwork
echo.
echo 可以选的规则：
set "ADVICE=列不出规则。请把上面的文字拍下来，发给维护人员。"
"%VENV_PYTHON%" -P -m toolkit.cli schemes
if errorlevel 1 goto failed

:ask
set /a TRIES+=1
set "ADVICE=没有选定规则。请再双击本文件，按列出的名称输入，例如 luzhai-2022。"
if %TRIES% GTR 3 goto failed
set "SCHEME="
set /p "SCHEME=请输入本县（区）的规则名称，然后按回车："
if not defined SCHEME goto ask
set "SCHEME=%SCHEME:"=%"
if not defined SCHEME goto ask
"%VENV_PYTHON%" -P -m toolkit.cli init "%WORK%" --scheme "%SCHEME%"
if errorlevel 1 goto ask
goto shortcut

:keepwork
echo 已经有工作文件夹，没有改动：%WORK%
set "ADVICE=生成不了工具箱工作簿。请把上面的文字拍下来，发给维护人员。"
if exist "%WORK%\招商工具箱.xlsm" goto shortcut
"%VENV_PYTHON%" -P -m toolkit.cli build -w "%WORK%"
if errorlevel 1 goto failed

:shortcut
powershell -NoProfile -Command "$s = (New-Object -ComObject WScript.Shell).CreateShortcut([Environment]::GetFolderPath('Desktop') + '\招商工具箱.lnk'); $s.TargetPath = $env:WORK + '\招商工具箱.xlsm'; $s.Save()" >nul 2>nul
if errorlevel 1 echo 桌面快捷方式没有建成（本机可能不许运行 PowerShell），不影响使用：请直接打开下面的文件。

echo.
echo 第7步　检查这台电脑
"%VENV_PYTHON%" -P -m toolkit.cli doctor -w "%WORK%"
if errorlevel 1 echo 有“！”的几项，照“→”后面写的做；不影响先用起来。
echo.
echo 装好了。请用 Excel 打开：%WORK%\招商工具箱.xlsm
echo 第一次打开前，请照工具箱里“使用说明”的“第一次使用”做：解除锁定，添加受信任位置。
echo 没有 Excel 的电脑，双击工作文件夹里“按钮”下面 Windows 文件夹里的图标，做的是同样的事。
pause
exit /b 0

:try
if defined PY_EXE exit /b 0
"%~2" %3 -c "import struct, sys; fits = '%%d.%%d' %% sys.version_info[:2] == '%~1'; sys.exit(1 if not fits else 32 if struct.calcsize('P') * 8 != %BITS% else 0)" >nul 2>nul
if "%ERRORLEVEL%"=="0" goto fits
if "%ERRORLEVEL%"=="32" set "OTHER_BITS=1"
exit /b 0
:fits
set "PY_EXE=%~2"
set "PY_ARG=%3"
set "FOUND=%~1"
exit /b 0

:failed
echo.
echo 没有装成，停在：%STEP%
echo %ADVICE%
echo 改正以后再双击本文件，会接着装；已经装好的部分和您的工作文件夹不受影响。
pause
exit /b 1
