@echo off
rem Installs the toolbox for one user, without administrator rights: a virtual environment below %LOCALAPPDATA%,
rem from the folder "wheels" beside this file if there is one (zhaoshang bundle), else over the network.
rem Saved as UTF-8 with Windows line ends. NOT RUN ON WINDOWS YET: see macros/README.md.
chcp 65001 >nul
setlocal enableextensions
set "HERE=%~dp0"
set "HOME_DIR=%LOCALAPPDATA%\zhaoshang"
set "VENV=%HOME_DIR%\venv"

echo 正在安装招商工具箱，请稍候……
set "PY="
for %%V in (3.13 3.12 3.11) do (
    if not defined PY (
        py -%%V -c "import sys" >nul 2>nul && set "PY=py -%%V"
    )
)
if not defined PY (
    python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "PY=python"
)
if not defined PY goto nopython

if not exist "%VENV%\Scripts\python.exe" %PY% -m venv "%VENV%"
if errorlevel 1 goto failed

if exist "%HERE%wheels\" (
    "%VENV%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-index --find-links "%HERE%wheels" --upgrade zhaoshang-toolkit
) else (
    "%VENV%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --upgrade zhaoshang-toolkit
)
if errorlevel 1 goto failed

echo.
echo 可以选的规则：
"%VENV%\Scripts\zhaoshang.exe" schemes
echo.
set "SCHEME=luzhai-2022"
set /p "SCHEME=请输入规则名称（直接按回车用 luzhai-2022）："
for /f "usebackq delims=" %%D in (`powershell -NoProfile -Command "[Environment]::GetFolderPath('MyDocuments')"`) do set "DOCS=%%D"
set "WORK=%DOCS%\招商工作"
"%VENV%\Scripts\zhaoshang.exe" init "%WORK%" --scheme %SCHEME%
if errorlevel 1 goto failed

powershell -NoProfile -Command "$s = (New-Object -ComObject WScript.Shell).CreateShortcut([Environment]::GetFolderPath('Desktop') + '\招商工具箱.lnk'); $s.TargetPath = $env:WORK + '\招商工具箱.xlsm'; $s.Save()"
if errorlevel 1 goto failed

echo.
echo 装好了。桌面上的“招商工具箱”打开的是：%WORK%\招商工具箱.xlsm
echo 第一次打开前，请照工具箱里“使用说明”的“第一次使用”做：解除锁定，添加受信任位置。
pause
exit /b 0

:nopython
echo 没有找到 Python 3.11 或更新的版本。
echo 请从 Python 官方网站下载安装 Python 3.11（Windows 64 位），安装时勾上“Add python.exe to PATH”，再双击本文件。
pause
exit /b 1

:failed
echo 没有装成。请把上面的文字拍下来，发给维护人员。
pause
exit /b 1
