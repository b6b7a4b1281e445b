"""Pictures as a camera makes them, with what it adds."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

GPS, CAMERA, ORIENTATION, LATITUDE = 0x8825, 0x0110, 0x0112, 2


def picture(path: Path, size: tuple[int, int] = (800, 1000), kind: str = "JPEG", *, turned: bool = False) -> Path:
    """A red picture with a blue upper quarter, and where it was taken."""
    image = Image.new("RGB", size, (200, 30, 30))
    image.paste((20, 20, 200), (0, 0, size[0], size[1] // 4))
    exif = Image.Exif()
    exif.get_ifd(GPS)[LATITUDE] = (51.5, 7.0, 39.0)
    exif[CAMERA] = "A camera"
    if turned:
        exif[ORIENTATION] = 3  # upside down
    image.save(path, kind, exif=exif)
    return path
