@echo off
rem Kiem tra goi coopfield da giai ma (TEN.tar) chi bang tar, ssh-keygen (OpenSSH 8.1 tro len), certutil cua Windows.
rem    kiem-tra.cmd TEN.tar
rem Cung thu muc phai co: allowed_signers, revoked_keys, accepted_through.
rem Ma ket thuc: 0 dung va trong moc chap nhan; 3 sai; 4 dung chu ky nhung co phan sau moc; 2 goi sai. Chay trong cmd, khong noi ong qua PowerShell vi ong lam doi byte.
setlocal EnableExtensions DisableDelayedExpansion
if "%~1"=="" (
  echo Cach dung: kiem-tra.cmd TEN.tar
  exit /b 2
)
set "here=%~dp0"
set "work=%TEMP%\coopfield-%RANDOM%%RANDOM%"
mkdir "%work%" || exit /b 2
mkdir "%work%\x" || exit /b 2
tar -tf "%~f1" > "%work%\names" || (echo SAI: khong doc duoc tep tar& goto bad)
findstr /V /R /X /C:"MANIFEST" /C:"MANIFEST\.sig" /C:"ops\.jsonl\.gz" /C:"quoted\.jsonl\.gz" /C:"trust" /C:"receipt-secret" /C:"registry" /C:"registry\.sig" /C:"receipts\.jsonl" /C:"expected\.jsonl" /C:"ref/[0-9a-f]*" /C:"att/[0-9a-f]*" "%work%\names" > nul && (echo SAI: co ten tep la trong goi& goto bad)
tar -xf "%~f1" -C "%work%\x" || (echo SAI: khong mo duoc tep tar& goto bad)
pushd "%work%\x"

set "purpose="
set "device="
set "province="
for /f "tokens=1,2 delims=: " %%a in (MANIFEST) do (
  if "%%a"=="purpose" set "purpose=%%b"
  if "%%a"=="device" set "device=%%b"
  if "%%a"=="to" set "province=%%b"
  if "%%a"=="epoch" set "epoch=%%b"
  if "%%a"=="ops" set "ops=%%b"
  if "%%a"=="head" set "head=%%b"
)
set "namespace=coopfield-bundle@%province%"
if "%purpose%"=="down" set "namespace=coopfield-down@%device:tinh-=%"
if "%purpose%"=="down" if exist trust set "namespace=coopfield-trust@%device:tinh-=%"

set "revoked="
for %%f in ("%here%revoked_keys") do if %%~zf GTR 0 set "revoked=yes"
if defined revoked (
  ssh-keygen -Y verify -f "%here%allowed_signers" -r "%here%revoked_keys" -I "%device%" -n "%namespace%" -s MANIFEST.sig < MANIFEST || (echo SAI: chu ky& goto badpop)
) else (
  ssh-keygen -Y verify -f "%here%allowed_signers" -I "%device%" -n "%namespace%" -s MANIFEST.sig < MANIFEST || (echo SAI: chu ky& goto badpop)
)

for /f "tokens=1-4 delims= " %%a in (MANIFEST) do if "%%a"=="file:" call :file "%%b" %%c %%d || goto badpop
popd
set "result=DUNG"
set "code=0"
if "%purpose%"=="up" call :accepted
echo %result%: %~nx1, may %device%, ky %epoch%, thay doi %ops%
findstr /B /C:"%device% " "%here%accepted_through"
rmdir /s /q "%work%"
exit /b %code%

rem :accepted so ky, so va ma cua goi voi moc cua may trong accepted_through.
:accepted
set "ep="
set "first="
for /f "usebackq tokens=1-4 delims= " %%a in ("%here%accepted_through") do if "%%a"=="%device%" call :line %%b %%c %%d
if not defined first (
  set "result=SAI: may khong co trong accepted_through"
  set "code=3"
  exit /b 0
)
if "%ep%"=="-" exit /b 0
if "%ep%"=="none" goto beyond
if "%ops%"=="-" exit /b 0
rem Moi ky mot dong; ky truoc dong dau thi chap nhan het, ky khac khong co dong thi khong chap nhan gi.
if not defined ep (
  if %epoch% LSS %first% exit /b 0
  goto beyond
)
for /f "tokens=1,2 delims=-" %%a in ("%ops%") do (
  set "from=%%a"
  set "through=%%b"
)
if %through% GTR %seq% goto beyond
if %through% EQU %seq% if not "%head%"=="%last%" goto beyond
exit /b 0
rem :line KY SO MA giu dong cua ky trong goi.
:line
if not defined first set "first=%1"
if not "%1"=="-" if not "%1"=="none" if not "%1"=="%epoch%" exit /b 0
set "ep=%1"
set "seq=%2"
set "last=%3"
exit /b 0
:beyond
set "result=SAU MOC"
set "code=4"
exit /b 0

rem :file NAME SIZE SHA256
:file
set "name=%~1"
set "name=%name:/=\%"
if not exist "%name%" (
  echo SAI: thieu %name%
  exit /b 1
)
for %%f in ("%name%") do if not "%%~zf"=="%2" (
  echo SAI: co cua %name%
  exit /b 1
)
rem certutil khong bam duoc tep rong; co 0 da duoc so o tren.
if "%2"=="0" exit /b 0
certutil -hashfile "%name%" SHA256 | findstr /I /X /C:"%3" > nul || (
  echo SAI: %name% khong khop MANIFEST
  exit /b 1
)
exit /b 0

:badpop
popd
:bad
rmdir /s /q "%work%"
exit /b 3
