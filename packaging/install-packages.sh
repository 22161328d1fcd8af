#!/bin/sh
# Installs the Debian packages of a list that are missing; does nothing, and needs no rights, when none is.
set -eu
missing=""
for name in $(grep -v '^#' "$1"); do
  status=$(dpkg-query -W -f '${Status}' "$name" 2>/dev/null || true)
  [ "$status" = "install ok installed" ] || missing="$missing $name"
done
[ -n "$missing" ] || exit 0
echo "Installing:$missing"
sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo"
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -qq
case " $missing " in
  *" postgresql-15 "*)
    # Only its programs are wanted: a cluster of its own would be made and started on port 5432 otherwise.
    if ! dpkg-query -W postgresql-common >/dev/null 2>&1; then
      $sudo apt-get install -y -qq --no-install-recommends postgresql-common
      echo "create_main_cluster = false" | $sudo tee -a /etc/postgresql-common/createcluster.conf >/dev/null
    fi ;;
esac
# shellcheck disable=SC2086 - the list is meant to be split
$sudo apt-get install -y -qq --no-install-recommends $missing
