#!/bin/sh
# Unpacks the Debian packages of a list into a folder, without installing them: usage unpack-packages.sh LIST FOLDER.
# They hold services that tests run by themselves; installed, they would be started and open ports on the machine.
set -eu
mkdir -p "$2"
folder=$(cd "$2" && pwd)
for name in $(grep -v '^#' "$1"); do
  [ -e "$folder/.$name" ] && continue
  place=$(mktemp -d)
  (cd "$place" && apt-get download -qq "$name" >/dev/null 2>&1) || {
    sudo=""
    [ "$(id -u)" = 0 ] || sudo="sudo"
    $sudo apt-get update -qq
    (cd "$place" && apt-get download -qq "$name")
  }
  echo "Unpacking: $name"
  dpkg -x "$place"/*.deb "$folder"
  rm -r "$place"
  touch "$folder/.$name"
done
