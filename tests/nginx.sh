#!/bin/sh
# Finds nginx for the test of the recipe in docs/publishing.md, or tries to install it; without it that test is skipped.
command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ] && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing nginx for the test of its recipe (once)"
    # Nothing is to be started: the test runs its own.
    export RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive
    { apt-get update -qq && apt-get install -y -qq nginx-light; } >/dev/null 2>&1 && exit 0
fi
echo "No nginx: the test of its recipe will be skipped. Debian, Ubuntu: sudo apt-get install nginx-light"
exit 0
