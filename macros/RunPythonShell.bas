Attribute VB_Name = "RunPythonShell"
Option Explicit

' The RunPython of the LibreOffice twin: same name, same arguments to Python as xlwings' own, which runs in Excel only.
' It answers 1: Shell does not wait, Python is still running.
' It joins the LibreOffice whose button was pressed (ZHAOSHANG_PIPE) and then runs the unchanged button.
Public Function RunPython(ByVal PythonCommand As String) As Integer
    Dim python As String
    python = Environ("ZHAOSHANG_PYTHON")
    If python = "" Then python = "python3"
    Shell python & " -c ""import tests.engines.engine as e; e.attach(); " & PythonCommand & """ ""--wb=" & ThisWorkbook.Name & """ --from_xl=1", 0
    RunPython = 1
End Function
