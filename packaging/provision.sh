#!/bin/sh
# From a bare Debian 12 or 13 to a working terminal: one command, one code. As root:
#
#   sh provision.sh --repo https://packages.example --province https://gateway.example --code 4K7Q-2M9X-ADEF
#
# Without --code the terminal starts with its first-boot screens and asks for it there. Every step is timed; the list goes
# to /var/log/lawbooth-provision.txt. Run again after a failure: what is done already is done quickly.
#
#   --ring NAME         ring of updates (default: all)      --key FINGERPRINT  of the repository's key, from the order
#   --rotate DEGREES    how the screen hangs (0 90 180 270) --no-start         only install (an image, a chroot)
set -eu
repo="" province="" code="" ring=all key="" rotate="" start=yes
while [ $# -gt 0 ]; do
  case $1 in
    --repo) repo=${2%/}; shift 2 ;;
    --province) province=$2; shift 2 ;;
    --code) code=$2; shift 2 ;;
    --ring) ring=$2; shift 2 ;;
    --key) key=$(echo "$2" | tr -d ' ' | tr a-f A-F); shift 2 ;;
    --rotate) rotate=$2; shift 2 ;;
    --no-start) start=no; shift ;;
    *) echo "unknown: $1 (see the head of this script)" >&2; exit 2 ;;
  esac
done
log=/var/log/lawbooth-provision.txt
fail() { echo; echo "STOPPED: $1" >&2; echo "         $2" >&2; exit 1; }
step() { # step "words" command...
  words=$1; shift
  printf '%-58s' "$words"
  begun=$(date +%s)
  if "$@" >>"$log.details" 2>&1; then
    took=$(( $(date +%s) - begun ))
    echo "done, $took s"; echo "$took s  $words" >>"$log"
  else
    echo "FAILED"; tail -n 5 "$log.details" >&2
    return 1
  fi
}
[ -n "$repo" ] || fail "no repository given" "Give --repo https://..., as the delivery note says."
[ "$(id -u)" = 0 ] || fail "not root" "Run it with sudo."
# shellcheck disable=SC1091 - a file of the system
suite=$(. /etc/os-release; echo "${VERSION_CODENAME:-}")
case $suite in bookworm|trixie) ;; *) fail "this is no Debian 12 or 13 ($suite)" "Install one of them, without a desktop." ;; esac
[ "$(dpkg --print-architecture)" = amd64 ] || fail "not a 64-bit PC" "The packages are made for amd64."
free=$(df -Pk /opt | awk 'NR == 2 { print int($4 / 1024) }')
[ "$free" -ge 4000 ] || fail "only $free MB free" "A terminal needs 4000 MB; two releases of it lie side by side."
: >"$log"; : >"$log.details"

# Before anything with a certificate: with a wrong clock every certificate looks false, and the message would mislead.
clock() {
  [ "$(date +%Y)" -ge 2026 ] && return 0
  if [ -d /run/systemd/system ] && command -v timedatectl >/dev/null; then
    timedatectl set-ntp true || true
    n=0; while [ $n -lt 20 ] && [ "$(date +%Y)" -lt 2026 ]; do sleep 1; n=$((n + 1)); done
  fi
  [ "$(date +%Y)" -ge 2026 ]
}
step "the clock" clock || fail "the clock says $(date +%F), which is wrong" \
  "Certificates cannot be judged by it. Set it (date -s 'YYYY-MM-DD HH:MM') or let time servers through, then run this again."

sources() {
  apt-get install -y -qq --no-install-recommends ca-certificates wget gpgv gpg
  fresh=$(mktemp)
  wget -q -T 30 -O "$fresh" "$repo/lawbooth.gpg"
  found=$(gpg --with-colons --show-keys "$fresh" | awk -F: '$1 == "fpr" { print $10; exit }')
  if [ -n "$key" ] && [ "$found" != "$key" ]; then
    echo "the repository's key is $found, not $key"; rm -f "$fresh"; return 1
  fi
  install -D -m 644 "$fresh" /usr/share/keyrings/lawbooth.gpg
  rm -f "$fresh"
  printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nArchitectures: amd64\nCheck-Valid-Until: yes\nSigned-By: /usr/share/keyrings/lawbooth.gpg\n' \
    "$repo" "$ring" >/etc/apt/sources.list.d/lawbooth.sources
}
export DEBIAN_FRONTEND=noninteractive
step "lists of Debian" apt-get update -qq || fail "Debian's repository was not reached" "Check cable, address and proxy."
step "the repository's key and address" sources || fail "the repository cannot be trusted" "Compare --repo and --key with the delivery note."
step "list of the repository" apt-get update -qq || fail "the repository was not reached" "Check its address; its signature lasts two weeks."
fetch() { apt-get install -y -qq --download-only lawbooth-terminal pulseaudio; }
step "fetch the packages" fetch || fail "not all packages came" "Run this again; what came is kept."
unpack() { apt-get install -y -qq lawbooth-terminal pulseaudio; }
step "install them" unpack || fail "the installation failed" "See $log.details."

settings() {
  file=/etc/lawbooth/lawbooth.toml
  if [ -n "$province" ] && ! grep -q '^url' "$file"; then printf '\n[province]\nurl = "%s"\n' "$province" >>"$file"; fi
  if [ -n "$rotate" ]; then sed -i "s/^ROTATE=.*/ROTATE=$rotate/" /etc/lawbooth/session.conf; fi
  lawbooth doctor --json | grep -q '"id"'
}
step "settings" settings || fail "the settings cannot be used" "Run: lawbooth doctor"
if [ -n "$code" ]; then
  enrol() { lawbooth enrol --url "$province" --code "$code"; }
  step "introduce it to the province" enrol || fail "the province did not take the code" "A code works once and for a day; ask for a fresh one."
fi
if [ "$start" = yes ]; then
  # READY comes with the first picture on the screen, so this waits for what a resident would see.
  begin() { systemctl restart seatd.service; systemctl start lawbooth.service lawbooth-update.timer lawbooth-calibrate.path; }
  step "first picture on the screen" begin || fail "the terminal does not start" "Run: journalctl -u lawbooth -n 50"
fi
echo; cat "$log"
echo "All in all $(awk '{ sum += $1 } END { print sum }' "$log") s."
lawbooth doctor || true
