#!/bin/sh
# Finds the servers for the tests of the recipes in docs/publishing.md and docs/how-to, and of the office on PostgreSQL,
# or tries to install them; the test of one that is not there is skipped.
lacking=""
command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || lacking=" postgresql"
for pair in nginx:nginx-light caddy:caddy apache2:apache2; do
    program=${pair%%:*}
    command -v "$program" >/dev/null 2>&1 || [ -x "/usr/sbin/$program" ] || lacking="$lacking ${pair##*:}"
done
[ -z "$lacking" ] && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing$lacking for the tests (once)"
    # Nothing is to be started: the tests run their own.
    export RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086 # several names
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends $lacking; } >/dev/null 2>&1 && exit 0
fi
echo "Without$lacking: their tests will be skipped. Debian, Ubuntu: sudo apt-get install$lacking"
exit 0
