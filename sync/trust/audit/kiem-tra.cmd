@echo off
rem Kiem tra goi coopfield da giai ma (TEN.tar) chi bang nhung gi Windows 10 (ban 2004 tro len) va 11 co san:
rem tar, ssh-keygen (OpenSSH 8.1 tro len), certutil va PowerShell (chi de giai nen mot tep).
rem    kiem-tra.cmd TEN.tar...
rem Cung thu muc voi tep nay phai co: allowed_signers, revoked_keys, accepted_through.
rem Ma ket thuc: 0 moi goi deu dung va trong moc chap nhan; 3 co goi sai; 4 co goi dung chu ky nhung co phan sau moc;
rem 2 goi lenh sai hoac may thieu cong cu. Chay trong cmd, khong noi ong qua PowerShell vi ong lam doi byte.
rem Trong cmd mot dau nhay hay dau & cua goi la co the thanh lenh. Vi vay moi chu cua goi duoc so truoc khi dung,
rem ten tep tar chi dung trong dau nhay, va moi cong cu chi nhan ten ASCII: thu muc co dau tieng Viet van chay.
setlocal EnableExtensions DisableDelayedExpansion
set "NoDefaultCurrentDirectoryInExePath=1"
set "here=%~dp0"
if "%~1"=="" (
  echo Cach dung: kiem-tra.cmd TEN.tar...
  exit /b 2
)
set "missing="
for %%t in (tar.exe ssh-keygen.exe certutil.exe powershell.exe) do if "%%~$PATH:t"=="" (
  echo THIEU CONG CU: %%t
  set "missing=yes"
)
for %%f in (allowed_signers revoked_keys accepted_through) do if not exist "%here%%%f" (
  echo THIEU TEP canh kiem-tra.cmd: %%f
  set "missing=yes"
)
if defined missing exit /b 2
for /f "delims=" %%x in ('ssh-keygen -Y verify 2^>^&1 ^< nul ^| findstr /C:"unknown option"') do set "missing=%%x"
if defined missing (
  echo THIEU CONG CU: ssh-keygen cua may cu hon OpenSSH 8.1
  exit /b 2
)
rem Dong allowed_signers: * cert-authority,... LOAI KHOA ca-TINH
set "province="
for /f "usebackq tokens=5" %%p in ("%here%allowed_signers") do set "province=%%p"
set "province=%province:~3%"

set "status=0"
:next
if "%~1"=="" exit /b %status%
set "tarfile="
for %%t in ("%~1") do (
  set "tarfile=%%~ft"
  set "name=%%~nxt"
  call :bundle
)
if not defined tarfile (
  echo SAI: khong co tep nao nhu vay
  set "status=3"
)
shift
goto next

rem :bundle kiem tra mot goi trong mot thu muc tam va gop ket qua vao status.
:bundle
setlocal
set "code=3"
set "work=%TEMP%\coopfield-%RANDOM%%RANDOM%"
mkdir "%work%" && mkdir "%work%\x" && pushd "%work%\x" && (
  call :check
  popd
)
rmdir /s /q "%work%"
endlocal & set "code=%code%"
if "%code%"=="3" set "status=3"
if "%code%"=="4" if not "%status%"=="3" set "status=4"
exit /b 0

rem :check lam viec trong thu muc tam va dat code: 0, 3 hay 4.
:check
copy /b "%here%allowed_signers" ..\allowed_signers > nul
copy /b "%here%revoked_keys" ..\revoked_keys > nul
if not exist "%tarfile%" goto notar
tar -tf - < "%tarfile%" > ..\names || goto notar
rem Chi nhan dung cac ten ma goi duoc phep co, moi ten mot lan; khong ten nao thanh duong dan la.
set "strange="
rem Vong for bo qua dong bat dau bang chu eol, nen doc hai lan voi hai chu khac nhau.
for /f "usebackq eol=/ delims=" %%n in ("..\names") do (
  for /f "eol=/ delims=abcdefghijklmnopqrstuvwxyzAEFIMNST0123456789./-" %%x in ("x%%n") do if not "%%x"=="" set "strange=yes"
)
for /f "usebackq eol=; delims=" %%n in ("..\names") do (
  for /f "eol=/ delims=abcdefghijklmnopqrstuvwxyzAEFIMNST0123456789./-" %%x in ("x%%n") do if not "%%x"=="" set "strange=yes"
)
if defined strange goto strangename
set "entries=0"
for /f "usebackq delims=" %%n in ("..\names") do call :entry "%%n"
if defined twice goto twicename
if defined strange goto strangename
if not defined in_MANIFEST goto notar
if not defined in_MANIFEST.sig goto notar
tar -xf - < "%tarfile%" || goto notar

rem Moi gia tri can dung phai gom nhung chu nay; dong dau cua mot khoa la dong co gia tri.
for /f "tokens=1-6 delims=: " %%a in (MANIFEST) do for %%k in (purpose to device epoch ops head file) do if "%%a"=="%%k" (
  for /f "eol=/ delims=abcdefghijklmnopqrstuvwxyz0123456789./-" %%x in ("x%%b%%c%%d%%e%%f") do if not "%%x"=="" set "strange=yes"
  if not defined m_%%k set "m_%%k=%%b"
)
for %%k in (purpose to device epoch ops head) do if not defined m_%%k set "strange=yes"
if defined strange goto strangemanifest
set "from="
set "through="
for /f "tokens=1,2 delims=-" %%a in ("%m_ops%") do (
  set "from=%%a"
  set "through=%%b"
)
call :number "%m_epoch%"
if defined from call :number "%from%"
if defined from call :number "%through%"
if defined strange goto strangemanifest

if "%m_purpose%"=="up" (
  if not "%m_to%"=="%province%" goto otherprovince
  set "namespace=coopfield-bundle@%province%"
) else if "%m_purpose%"=="down" (
  if not "%m_device%"=="tinh-%province%" goto notoffice
  set "namespace=coopfield-down@%province%"
  if defined in_trust set "namespace=coopfield-trust@%province%"
) else goto strangemanifest
set "revoked="
for %%f in ("%here%revoked_keys") do if %%~zf GTR 0 set "revoked=-r ..\revoked_keys"
ssh-keygen -Y verify -f ..\allowed_signers %revoked% -I "%m_device%" -n "%namespace%" -s MANIFEST.sig < MANIFEST || goto badsignature

rem Moi dong file: ten, co, sha256, co va sha256 sau khi giai nen. Ngoai MANIFEST va chu ky khong con tep nao khac.
set "broken="
set "files=2"
for /f "tokens=1-6 delims=: " %%a in (MANIFEST) do if "%%a"=="file" if not defined broken call :file %%b %%c %%d %%e %%f
if defined broken goto wrong
set "broken=so tep khac MANIFEST"
if not "%entries%"=="%files%" goto wrong

set "code=0"
set "result=DUNG"
set "broken="
if "%m_purpose%"=="up" call :accepted
if defined broken goto wrong
for /f "eol=/ delims=" %%n in ("%name%") do echo %result%: %%n, may %m_device%, ky %m_epoch%, thay doi %m_ops%
for /f "usebackq tokens=1-4" %%a in ("%here%accepted_through") do if "%%a"=="%m_device%" echo    moc cua may: %%b %%c %%d
exit /b 0

:notar
set "broken=khong doc duoc tep tar, hoac khong co MANIFEST va chu ky"
goto wrong
:strangename
set "broken=co ten tep la trong goi"
goto wrong
:twicename
set "broken=co ten tep lap lai"
goto wrong
:strangemanifest
set "broken=MANIFEST khong dung dang"
goto wrong
:otherprovince
set "broken=goi gui cho tinh khac"
goto wrong
:notoffice
set "broken=goi tra loi khong phai cua van phong tinh"
goto wrong
:badsignature
set "broken=chu ky"
:wrong
set "code=3"
for /f "eol=/ delims=" %%n in ("%name%") do echo SAI: %%n: %broken%
exit /b 0

rem :entry TEN ghi nho mot ten trong tep tar; moi chu cua ten da duoc so.
:entry
set /a entries+=1
set "entry=%~1"
if defined in_%entry% set "twice=yes"
set "in_%entry%=yes"
for %%k in (MANIFEST MANIFEST.sig ops.jsonl.gz quoted.jsonl.gz trust receipt-secret registry registry.sig receipts.jsonl expected.jsonl) do if "%entry%"=="%%k" exit /b 0
set "hex=%entry:~4%"
if not "%entry:~0,4%"=="att/" if not "%entry:~0,4%"=="ref/" set "strange=yes"
if not defined hex set "strange=yes"
if defined strange exit /b 0
for /f "delims=abcdef0123456789" %%x in ("%hex%") do if not "%%x"=="" set "strange=yes"
if "%hex:~0,63%"=="%hex%" set "strange=yes"
if not "%hex:~0,64%"=="%hex%" set "strange=yes"
exit /b 0

rem :number SO: chu so, khong co so 0 o dau, nho hon mot ty, vi cmd so sanh 32 bit va doc 010 la 8.
:number
set "n=%~1"
if not defined n set "strange=yes"
if defined strange exit /b 0
for /f "delims=0123456789" %%x in ("%n%") do if not "%%x"=="" set "strange=yes"
if "%n:~0,1%"=="0" set "strange=yes"
if not "%n:~0,9%"=="%n%" set "strange=yes"
exit /b 0

rem :file TEN CO SHA256 CO SHA256 so mot tep voi dong cua no trong MANIFEST.
:file
set /a files+=1
set "entry=%~1"
set "local=%entry:/=\%"
set "broken=%entry% khong khop MANIFEST"
if not defined in_%entry% exit /b 0
rem Moi ten chi dung mot lan: dong lap lai khong che duoc mot tep khong co dong.
set "in_%entry%="
if not exist "%local%" exit /b 0
for %%f in ("%local%") do if not "%%~zf"=="%2" exit /b 0
call :sum
if not "%sum%"=="%3" exit /b 0
set "broken="
if "%5"=="-" exit /b 0
set "broken=%entry% giai nen khong khop MANIFEST"
rem PowerShell tu mo tep va in co va sha256 cua noi dung da giai nen.
for /f "tokens=1,2" %%a in ('powershell -NoProfile -NonInteractive -Command "$z=New-Object IO.Compression.GZipStream([IO.File]::OpenRead('%local%'),[IO.Compression.CompressionMode]::Decompress);$h=[Security.Cryptography.SHA256]::Create();$b=New-Object byte[] 65536;$n=0;while(($k=$z.Read($b,0,65536)) -gt 0){$n+=$k;$null=$h.TransformBlock($b,0,$k,$null,0)};$null=$h.TransformFinalBlock($b,0,0);$x=[BitConverter]::ToString($h.Hash).Replace('-','').ToLower();[Console]::WriteLine([string]$n+' '+$x)"') do if "%%a"=="%4" if "%%b"=="%5" set "broken="
exit /b 0

rem :sum dat sum la sha256 cua tep; certutil khong bam duoc tep rong, va ban cu cua no viet dau cach giua cac byte.
:sum
set "sum="
for %%f in ("%local%") do if "%%~zf"=="0" (
  set "sum=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
  exit /b 0
)
for /f "skip=1 delims=" %%h in ('certutil -hashfile "%local%" SHA256') do if not defined sum set "sum=%%h"
if defined sum set "sum=%sum: =%"
exit /b 0

rem :accepted so ky, so va ma cua goi voi moc cua may trong accepted_through.
:accepted
set "ep="
set "first="
for /f "usebackq tokens=1-4" %%a in ("%here%accepted_through") do if "%%a"=="%m_device%" call :line %%b %%c %%d
if not defined first (
  set "broken=may %m_device% khong co trong accepted_through"
  exit /b 0
)
if "%ep%"=="-" exit /b 0
if "%ep%"=="none" goto beyond
if not defined from exit /b 0
rem Moi ky mot dong; ky truoc dong dau thi chap nhan het, ky khac khong co dong thi khong chap nhan gi.
if not defined ep (
  if %m_epoch% LSS %first% exit /b 0
  goto beyond
)
if %through% GTR %seq% goto beyond
if %through% EQU %seq% if not "%m_head%"=="%last%" goto beyond
exit /b 0
:beyond
set "result=SAU MOC"
set "code=4"
exit /b 0

rem :line KY SO MA giu dong cua ky trong goi.
:line
if not defined first set "first=%1"
if not "%1"=="-" if not "%1"=="none" if not "%1"=="%m_epoch%" exit /b 0
set "ep=%1"
set "seq=%2"
set "last=%3"
exit /b 0
