#!/bin/sh
# Runs the IPP Everywhere reference printer with a message bus and name service of its own: it refuses to start without.
# Usage: unshare --mount --pid --fork --kill-child sh ippeveprinter.sh PORT SPOOL-FOLDER
set -e
mount -t tmpfs tmpfs /run
mount -t proc proc /proc
mkdir -p /run/dbus /run/avahi-daemon
# The name service asks for a user and group of its name, which only its installation would make.
for list in passwd group; do
  cp "/etc/$list" "/run/$list"
  grep -q '^avahi:' "/run/$list" || case $list in
    passwd) echo 'avahi:x:64998:64998::/run/avahi-daemon:/usr/sbin/nologin' ;;
    group) echo 'avahi:x:64998:' ;;
  esac >> "/run/$list"
  mount --bind "/run/$list" "/etc/$list"
done
cat > /run/bus.conf <<'EOF'
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path=/run/dbus/system_bus_socket</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/><allow user="*"/>
  </policy>
</busconfig>
EOF
printf '[server]\nallow-interfaces=lo\nuse-ipv6=no\n' > /run/avahi.conf
dbus-daemon --config-file=/run/bus.conf --nofork --nopidfile &
while [ ! -S /run/dbus/system_bus_socket ]; do sleep 0.05; done
avahi-daemon --no-drop-root --no-chroot --no-rlimits -f /run/avahi.conf &
while [ ! -S /run/avahi-daemon/socket ]; do sleep 0.05; done
exec ippeveprinter -k -r off -p "$1" -n localhost -d "$2" -f application/pdf "Kiosk A4"
