Attribute VB_Name = "Buttons"
Option Explicit

' One Sub per button of the control workbook; all logic lives in toolkit/buttons.py.
' ASCII only: Chinese texts stand in the hidden sheet xlwings.conf (column B), where they survive any code page.
' No one-line "Sub X(): ...: End Sub": LibreOffice's importer comments those out.
Private Const CONFIG As String = "xlwings.conf"

Public Sub Btn_Issue()
    Press "issue"
End Sub

Public Sub Btn_Collect()
    Press "collect"
End Sub

Public Sub Btn_Claim()
    Press "claim"
End Sub

Public Sub Btn_Check()
    Press "check"
End Sub

Public Sub Btn_Consolidate()
    Press "consolidate"
End Sub

Public Sub Btn_Decisions()
    Press "decisions"
End Sub

Public Sub Btn_Reconcile()
    Press "reconcile"
End Sub

Public Sub Btn_Notices()
    Press "notices"
End Sub

Public Sub Btn_WriteNotice()
    Press "write_notice"
End Sub

Public Sub Btn_Approvals()
    Press "approvals"
End Sub

Public Sub Btn_Records()
    Press "records"
End Sub

Public Sub Btn_TripPapers()
    Press "trip_papers"
End Sub

Public Sub Btn_Books()
    Press "books"
End Sub

Public Sub Btn_Assess()
    Press "assess"
End Sub

Public Sub Btn_PreviewMail()
    Press "preview_mail"
End Sub

Public Sub Btn_SendMail()
    Press "send_mail"
End Sub

Public Sub Btn_SendRecord()
    Press "send_record"
End Sub

Public Sub Btn_Publish()
    Press "publish"
End Sub

Public Sub Btn_NewYear()
    Press "new_year"
End Sub

Public Sub Btn_Calendar()
    Press "calendar"
End Sub

Public Sub Btn_OpenFolder()
    Press "open_folder"
End Sub

Public Sub Btn_Doctor()
    Press "doctor"
End Sub

Public Sub Btn_UnitPages()
    Press "unit_pages"
End Sub

Public Sub Btn_Picture()
    Press "picture"
End Sub

' The first sign of life comes before Python starts. Whatever happens, the status bar is given back here, except where
' RunPython says that Python is still running (the LibreOffice twin does not wait for it): then Python gives it back.
Private Sub Press(ByVal action As String)
    Dim outcome As Variant
    On Error GoTo Failed
    If Not PythonIsThere() Then
        MsgBox Setting("NOT INSTALLED"), vbExclamation, Setting("TITLE")
        Exit Sub
    End If
    Application.StatusBar = Setting("STARTING")
    outcome = RunPython("import toolkit.buttons; toolkit.buttons." & action & "()")
    If outcome <> 1 Then Application.StatusBar = False
    If outcome = -1 Then Explain action, ""
    Exit Sub
Failed:
    Explain action, Err.Description
End Sub

' Says in Chinese that nothing was done and which command does the same; an error in here must not hide that.
Private Sub Explain(ByVal action As String, ByVal reason As String)
    Dim text As String, title As String
    On Error Resume Next
    Application.StatusBar = False
    title = Setting("TITLE")
    text = "zhaoshang run " & action
    text = Setting("FAILED") & vbLf & vbLf & Setting("COMMAND") & " run " & action
    If reason <> "" Then text = text & vbLf & vbLf & reason
    MsgBox text, vbExclamation, title
End Sub

' Without this, xlwings would say "Could not find Interpreter!".
Private Function PythonIsThere() As Boolean
    Dim place As String
    place = Replace(Setting("INTERPRETER_WIN"), "%LOCALAPPDATA%", Environ("LOCALAPPDATA"))
    If place = "" Then
        PythonIsThere = True
    Else
        PythonIsThere = (Dir(place) <> "")
    End If
End Function

Private Function Setting(ByVal key As String) As String
    Dim row As Integer
    For row = 1 To 20
        If ThisWorkbook.Worksheets(CONFIG).Cells(row, 1).Value = key Then
            Setting = ThisWorkbook.Worksheets(CONFIG).Cells(row, 2).Value
            Exit Function
        End If
    Next
    Setting = ""
End Function
