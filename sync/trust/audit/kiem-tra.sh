#!/bin/sh
# Kiểm tra gói coopfield đã giải mã (TÊN.tar) chỉ bằng tar, ssh-keygen (OpenSSH 8.1 trở lên),
# sha256sum (hoặc shasum) và gzip.
#   sh kiem-tra.sh TÊN.tar...
# Cùng thư mục với tệp này phải có: allowed_signers, revoked_keys, accepted_through.
# Gói của máy đã thu hồi được so với mốc trong accepted_through: mỗi kỳ một dòng: kỳ, số và mã của thay đổi cuối còn chấp nhận.
# Mã kết thúc: 0 mọi gói đều đúng và trong mốc; 3 có gói không đúng; 4 có gói đúng chữ ký nhưng có phần sau mốc; 2 gọi sai.
set -u
LC_ALL=C
export LC_ALL
here=$(cd "$(dirname "$0")" && pwd) || exit 2
[ $# -gt 0 ] || { echo "cách dùng: sh kiem-tra.sh TEN.tar..." >&2; exit 2; }

sum() {
	if command -v sha256sum >/dev/null 2>&1; then sha256sum; else shasum -a 256; fi | cut -c1-64
}
value() { sed -n "s/^$1: //p" MANIFEST | head -n 1; }
bad() { echo "SAI   $name: $1" >&2; return 1; }

check() {
	# Chỉ nhận đúng các tên mà gói được phép có; không tên nào thành đường dẫn lạ.
	tar tf "$1" >names 2>/dev/null || { bad "không đọc được tệp tar"; return 1; }
	if grep -Evx 'MANIFEST(\.sig)?|(ops|quoted)\.jsonl\.gz|trust|receipt-secret|registry(\.sig)?|(receipts|expected)\.jsonl|(ref|att)/[0-9a-f]{64}' names >/dev/null; then
		bad "có tên tệp lạ trong gói"; return 1
	fi
	[ "$(sort names | uniq -d | wc -l)" -eq 0 ] || { bad "có tên tệp lặp lại"; return 1; }
	tar xf "$1" || { bad "không mở được tệp tar"; return 1; }

	device=$(value device)
	# Dòng allowed_signers: * cert-authority,… LOẠI KHÓA ca-TỈNH
	province=$(sed -n 's/.* ca-//p' "$here/allowed_signers" | head -n 1)
	case $(value purpose) in
	up)
		[ "$(value to | cut -d' ' -f1)" = "$province" ] || { bad "gói gửi cho tỉnh khác"; return 1; }
		namespace="coopfield-bundle@$province" ;;
	down)
		[ "$device" = "tinh-$province" ] || { bad "gói trả lời không phải của văn phòng tỉnh"; return 1; }
		namespace="coopfield-down@$province"
		if grep -qx trust names; then namespace="coopfield-trust@$province"; fi ;;
	*) bad "MANIFEST không đúng dạng"; return 1 ;;
	esac
	{ value epoch | grep -Eqx '[1-9][0-9]{0,8}' && value ops | grep -Eqx -e '-|[1-9][0-9]{0,8}-[1-9][0-9]{0,8}'; } ||
		{ bad "MANIFEST không đúng dạng"; return 1; }
	revoked=
	if [ -s "$here/revoked_keys" ]; then revoked=1; fi
	ssh-keygen -Y verify -f "$here/allowed_signers" ${revoked:+-r "$here/revoked_keys"} \
		-I "$device" -n "$namespace" -s MANIFEST.sig <MANIFEST >verified 2>&1 || { cat verified >&2; bad "chữ ký"; return 1; }

	# Mỗi dòng file: tên, cỡ, sha256, cỡ và sha256 sau khi giải nén.
	sed -n 's/^file: //p' MANIFEST >files
	{ printf 'MANIFEST\nMANIFEST.sig\n'; cut -d' ' -f1 files; } | sort >listed
	sort names | cmp -s - listed || { bad "các tệp khác MANIFEST"; return 1; }
	while read -r file size hash plainsize plainhash; do
		[ -f "$file" ] && [ "$(wc -c <"$file" | tr -d ' ')" = "$size" ] && [ "$(sum <"$file")" = "$hash" ] ||
			{ bad "$file không khớp MANIFEST"; return 1; }
		[ "$plainhash" = - ] && continue
		[ "$(gzip -dc "$file" | wc -c | tr -d ' ')" = "$plainsize" ] && [ "$(gzip -dc "$file" | sum)" = "$plainhash" ] ||
			{ bad "$file giải nén không khớp MANIFEST"; return 1; }
	done <files

	what="$name: máy $device, kỳ $(value epoch), gói $(value export), thay đổi $(value ops)"
	if [ "$(value purpose)" = down ]; then echo "ĐÚNG  $what"; return 0; fi
	accepted
}

# accepted so kỳ, số và mã của gói với mốc của máy trong accepted_through.
accepted() {
	epoch=$(value epoch)
	from=$(value ops | cut -d- -f1)
	through=$(value ops | cut -d- -f2)
	# Mỗi kỳ của máy một dòng; kỳ trước dòng đầu thì chấp nhận hết, kỳ khác không có dòng thì không chấp nhận gì.
	limit=$(awk -v d="$device" -v e="$epoch" '
		$1 != d || found { next }
		$2 == "-" || $2 == "none" || $2 + 0 == e + 0 { print $2, $3, $4; found = 1; next }
		!first { first = $2 }
		END { if (!found && first) print (e + 0 < first + 0 ? "before" : "beyond"), first, "-" }' "$here/accepted_through")
	# shellcheck disable=SC2086 # ba chữ của mốc
	set -- $limit
	if [ $# -ne 3 ]; then bad "máy $device không có trong accepted_through"; return 1; fi
	if [ "$1" = - ]; then echo "ĐÚNG  $what; máy đang dùng, chấp nhận mọi thay đổi"; return 0; fi
	if [ "$1" = none ]; then echo "SAU MỐC $what; danh bạ không chấp nhận thay đổi nào của máy"; return 4; fi
	if [ -z "$from" ]; then echo "ĐÚNG  $what; gói không có thay đổi nào"; return 0; fi
	if [ "$1" = before ]; then echo "ĐÚNG  $what; danh bạ chấp nhận mọi thay đổi của kỳ trước kỳ $2"; return 0; fi
	if [ "$1" = beyond ]; then echo "SAU MỐC $what; danh bạ không chấp nhận thay đổi nào của kỳ này"; return 4; fi
	point="danh bạ chấp nhận đến kỳ $1 số $2"
	if [ "$from" -gt "$2" ]; then echo "SAU MỐC $what; $point"; return 4; fi
	if [ "$through" -gt "$2" ]; then echo "SAU MỐC $what; $point, thay đổi $(($2 + 1))-$through nằm sau mốc"; return 4; fi
	if [ "$through" -eq "$2" ] && [ "$(value head)" != "$3" ]; then echo "SAU MỐC $what; $point nhưng là lịch sử khác (mã cuối khác)"; return 4; fi
	echo "ĐÚNG  $what; $point"
}

status=0
for tarfile in "$@"; do
	name=$(basename "$tarfile")
	case $tarfile in
	/*) path=$tarfile ;;
	*) path=$(pwd)/$tarfile ;;
	esac
	work=$(mktemp -d) || exit 2
	mkdir "$work/x"
	(cd "$work/x" && check "$path")
	case $? in
	0) ;;
	4) [ $status -eq 3 ] || status=4 ;;
	*) status=3 ;;
	esac
	rm -rf "$work"
done
exit $status
