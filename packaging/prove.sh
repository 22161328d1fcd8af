#!/bin/sh
# Installs the packages from a signed repository into a bare Debian and shows that a terminal works there: the proof page
# by the installed runtime, the terminal's first screen under a headless compositor with the unit's own session script,
# and the guided tour. Usage (as root): prove.sh SUITE DEBS OUT [WORK]; log and pictures go to OUT/SUITE. A part can be done
# again on the machine of the last run: STEPS="session tour" prove.sh ... (of: install proof session tour update).
set -eu
suite=$1 debs=$(readlink -f "$2") work=${4:-/tmp/lawbooth-prove}
here=$(dirname "$(readlink -f "$0")")
mkdir -p "$3/$suite" "$work"
out=$(readlink -f "$3/$suite")
work=$(readlink -f "$work")
root=$work/$suite
steps=" ${STEPS:-install proof session tour update} "
wanted() { case $steps in *" $1 "*) return 0 ;; *) return 1 ;; esac; }
if wanted install; then : >"$out/steps.txt"; : >"$out/log.txt"; fi
exec >>"$out/log.txt" 2>&1
say() { echo "== $(date +%T) $*"; }
step() { # step NAME SECONDS COMMAND...: one line of how long it took
  name=$1 limit=$2; shift 2
  begun=$(date +%s)
  code=0
  timeout "$limit" "$@" || code=$?
  echo "$(( $(date +%s) - begun )) s, ended with $code: $name" | tee -a "$out/steps.txt"
  return $code
}
in_root() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
ended() {
  for place in proc dev sys run var/cache/apt/archives; do umount -l "$root/$place" 2>/dev/null || true; done
}
server="" gateway=""
finish() { for one in $server $gateway; do kill "$one" 2>/dev/null || true; done; ended; }
trap finish EXIT
trap 'exit 1' TERM INT

say "a bare $suite"
base=$work/$suite.base
if [ ! -e "$base/.whole" ]; then
  rm -rf "$base"
  step debootstrap 1200 debootstrap --variant=minbase --include=ca-certificates "$suite" "$base" http://deb.debian.org/debian
  touch "$base/.whole"
fi
ended
if wanted install; then
  rm -rf --one-file-system "$root"
  cp -a "$base" "$root"
fi
mkdir -p "$work/archives-$suite/partial"
mount --bind "$work/archives-$suite" "$root/var/cache/apt/archives"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"; mount --make-rslave "$root/dev"
mount -t tmpfs tmpfs "$root/run"
mount --rbind /sys "$root/sys"; mount --make-rslave "$root/sys"
cp /etc/resolv.conf "$root/etc/resolv.conf"
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"; chmod +x "$root/usr/sbin/policy-rc.d"

say "the repository, signed"
served=$work/served
if wanted install; then rm -rf "$served"; fi
python3 "$here/repo.py" "$served" --keys "$work/keys" key
python3 "$here/repo.py" "$served" --keys "$work/keys" add pilot "$debs"/*.deb
python3 -m http.server --bind 127.0.0.1 --directory "$served" 8099 >"$out/served.log" 2>&1 &
server=$!
fingerprint=$(gpg --with-colons --show-keys "$served/lawbooth.gpg" | awk -F: '$1 == "fpr" { print $10; exit }')

say "a province, from the source tree"
province=$work/province
if wanted install; then rm -rf "$province"; fi
mkdir -p "$province"
rm -f "$province/ready.json"
(cd "$here/.." && exec .venv/bin/python main.py gateway --data "$province/data" --port 8098 --ready-file "$province/ready.json") >"$out/province.log" 2>&1 &
gateway=$!
n=0; while [ ! -s "$province/ready.json" ] && [ $n -lt 180 ]; do sleep 1; n=$((n + 1)); done
told() { python3 -c "import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])" "$province/ready.json" "$1"; }

if wanted install; then
say "one command and one code"
cp "$served/provision.sh" "$root/root/provision.sh"
step "provision.sh" 1500 chroot "$root" /usr/bin/env PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
  sh /root/provision.sh --repo http://127.0.0.1:8099 --key "$fingerprint" --ring pilot --province "$(told url)" --code "$(told enrol_code)" --no-start
cp "$root/var/log/lawbooth-provision.txt" "$out/provision.txt"
in_root apt-get install -y -qq --no-install-recommends grim
fi
in_root lawbooth --help >/dev/null
in_root python3 -I /usr/lib/lawbooth/ab.py status
release=$(readlink "$root/opt/lawbooth/current")
du -sm "$root/opt/lawbooth/$release"

mkdir -p "$root/tmp/prove"
if wanted proof; then
say "the proof page, by the installed runtime"
cp "$here/clock.py" "$here/proof.py" "$here/proof.qml" "$root/tmp/prove/"
step "proof page" 300 chroot "$root" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/tmp LANG=C.UTF-8 \
  "/opt/lawbooth/$release/python/bin/python3.11" -B /tmp/prove/proof.py --picture /tmp/prove/proof.png
cp "$root/tmp/prove/proof.png" "$out/proof.png"

fi
if wanted session; then
say "the first screen, as the unit starts it"
cp "$here/clock.py" "$here/prove_session.py" "$root/tmp/prove/"
chmod 777 "$root/tmp/prove"
step "first screen under a headless compositor" 300 chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
  "/opt/lawbooth/$release/python/bin/python3.11" -B /tmp/prove/prove_session.py --out /tmp/prove
cp "$root"/tmp/prove/session*.png "$root/tmp/prove/session.log" "$out/"

fi
if wanted tour; then
say "the tour, from the installed tree"
# The portraits that the simulated camera shows are no part of a terminal; they are lent for the tour.
lent=$root/tmp/prove/lent/lib/python3.11/site-packages
for name in skimage/data/astronaut.png matplotlib/mpl-data/sample_data/grace_hopper.jpg; do
  package=${name%%/*}
  mkdir -p "$lent/$(dirname "$name")"
  cp "$("$here/../.venv/bin/python" -c "import importlib.util as u; print(u.find_spec('$package').submodule_search_locations[0])")/${name#*/}" "$lent/$name"
  : >"$lent/$package/__init__.py"
done
chmod -R a+rX "$root/tmp/prove"
# At its end the tour looks for traces of the resident in the memory of processes, which the kernel refuses even to their own user.
step "tour of SS-LA-01" 840 chroot "$root" /usr/bin/setpriv --reuid lawbooth --regid lawbooth --clear-groups --inh-caps +sys_ptrace,+dac_read_search --ambient-caps +sys_ptrace,+dac_read_search \
  /usr/bin/env -i PATH=/usr/bin:/bin HOME=/tmp/prove \
  LANG=C.UTF-8 PYTHONUSERBASE=/tmp/prove/lent PYTHONDONTWRITEBYTECODE=1 \
  "/opt/lawbooth/$release/python/bin/python3.11" -B "/opt/lawbooth/$release/app/main.py" tour --matter SS-LA-01 --out /tmp/prove/tour
mkdir -p "$out/tour"
cp "$root"/tmp/prove/tour/*.png "$root"/tmp/prove/tour/tour.json "$out/tour/" 2>/dev/null || true
fi
if wanted update && [ -d "$debs/../deb-next" ]; then
  say "an update and back, twice"
  python3 "$here/repo.py" "$served" --keys "$work/keys" add pilot "$debs"/../deb-next/*.deb
  # No init runs in a chroot: the restart that an update asks for is noted, and the next start is what `ab boot` does.
  mkdir -p "$root/tmp/prove/no-init"
  printf '#!/bin/sh\necho "asked: systemctl $*"\n' >"$root/tmp/prove/no-init/systemctl"; chmod +x "$root/tmp/prove/no-init/systemctl"
  ab() { in_root python3 -I /usr/lib/lawbooth/ab.py "$@"; }
  first=$(basename "$debs"/lawbooth-terminal_*.deb | cut -d_ -f2)
  next=$(basename "$debs"/../deb-next/lawbooth-terminal_*.deb | cut -d_ -f2)
  order="$next $first"
  if [ "$release" = "releases/$next" ]; then order="$first $next"; fi   # a run that was cut short ended there
  for turn in 1 2; do
    for version in $order; do
      printf '{"version": "%s", "ring": "pilot", "halted": false}' "$version" >"$root/var/lib/lawbooth/permit.json"
      [ "$version" = "$next" ] || in_root apt-get install -y -qq --allow-downgrades "lawbooth-terminal=$version"
      step "turn $turn: update to $version" 900 chroot "$root" /usr/bin/env -i PATH=/tmp/prove/no-init:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
        /usr/lib/lawbooth/update
      ab boot
      [ "$(readlink "$root/opt/lawbooth/current")" = "releases/$version" ] || { echo "FAIL: $version does not run"; exit 1; }
      in_root lawbooth outbox list
      ab confirm
    done
  done
  ab status
fi
say "done"
cat "$out/steps.txt"
