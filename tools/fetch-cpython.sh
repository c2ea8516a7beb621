#!/usr/bin/env bash
# Unpacks CPython 3.14 with its tests from Debian's packages into the folder named. Nothing of the system is changed: apt-get has
# lists and a cache of its own, and reads the mirror from the machine's configuration.
set -euo pipefail
target=$1
[[ -d $target/usr/lib/python3.14/test ]] && exit 0
command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || { echo "fetch-cpython: needs Debian's apt-get and dpkg-deb" >&2; exit 1; }
mirror=$(apt-get indextargets --format '$(REPO_URI) $(ORIGIN)' 'Created-By: Packages' 2>/dev/null | awk '$2 == "Debian" { print $1; exit }')
[[ -n $mirror ]] || mirror=$(sed -n 's/^URIs: *\([^ ]*\).*/\1/p' /etc/apt/sources.list.d/*.sources 2>/dev/null | grep -v security | head -1)
[[ -n $mirror ]] || mirror=$(awk '$1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /^[a-z]+:/) { print $i; exit } }' /etc/apt/sources.list 2>/dev/null)
[[ -n $mirror ]] || { echo "fetch-cpython: no Debian mirror in apt's configuration" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/debs" "$work/root"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror sid main" > "$work/sources.list"
options=(-q -o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=/dev/null -o Dir::State::lists="$work/lists"
  -o Dir::Cache="$work/cache" -o APT::Sandbox::User=root)
apt-get "${options[@]}" update
(cd "$work/debs" && apt-get "${options[@]}" download libpython3.14-minimal libpython3.14-stdlib libpython3.14-testsuite)
for package in "$work"/debs/*.deb; do dpkg-deb -x "$package" "$work/root"; done
mkdir -p "$target"
cp -a "$work/root/." "$target/"
echo "CPython's tests are in $target/usr/lib/python3.14/test"
