"""Archives from outside: whatever is wrong with one."""

from __future__ import annotations

import zipfile
import zlib

DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError)
"""What opening or unpacking a ZIP file raises where it is cut short, damaged, locked, or packed in an unknown way."""
