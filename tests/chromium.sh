#!/bin/sh
# Finds a Chromium for the browser tests, or tries to install one; without any, those tests are skipped.
[ -n "$HUSTINGS_BROWSER" ] && exit 0
for browser in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$browser" >/dev/null 2>&1 && exit 0
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the browser tests (once)"
    { apt-get update -qq && apt-get install -y -qq chromium; } >/dev/null 2>&1 && exit 0
fi
.venv/bin/playwright install chromium >/dev/null 2>&1 && exit 0
echo "No Chromium: the browser tests will be skipped. Debian, Ubuntu: sudo apt-get install chromium"
exit 0
