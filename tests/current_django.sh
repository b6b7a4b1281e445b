#!/bin/sh
# A part of the office's tests on the current Django, which needs Python 3.12 or later, in an environment of its own.
# Where there is no such Python, one line says that it was not tried.
set -eu
cd "$(dirname "$0")/.."
for python in python3.14 python3.13 python3.12 python3 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[234].*/bin/python3; do
    "$python" -c 'import ensurepip, sys, venv; sys.exit(not (3, 12) <= sys.version_info[:2] <= (3, 14))' \
        >/dev/null 2>&1 && found=$python && break
done
if [ -z "${found:-}" ]; then
    echo "The office was not tried on the current Django: it needs Python 3.12, 3.13 or 3.14, and none was found"
    exit 0
fi
place=.venv/django
if [ -z "$(find "$place/.ready" -newer requirements.txt -newer requirements-django.txt 2>/dev/null)" ]; then
    echo "Setting up $place with $("$found" --version) (once)"
    rm -rf "$place"
    "$found" -m venv "$place"
    for file in requirements.txt requirements-django.txt; do # the second has another Django
        "$place/bin/pip" install --quiet --disable-pip-version-check --no-compile --no-deps --requirement "$file"
    done
    touch "$place/.ready"
fi
echo "The office's tests on Django $("$place/bin/python" -c 'import django; print(django.__version__)'):"
PYTHONPATH="$PWD/src" exec "$place/bin/pytest" -p no:cacheprovider -n auto "$@"
