"""The process that looks at one untrusted file: bytes in, a harmless copy out, nothing written, nothing fetched.

`python -m province.gateway.guard.screening_worker MEDIA_TYPE` reads standard input and answers `ok THINGS\\n` with the
copy behind it, or `no REASON\\n`.
"""

from __future__ import annotations

import io
import resource
import sys
import warnings
from typing import TYPE_CHECKING

from province.gateway.guard.pdf import Unsafe, defuse

if TYPE_CHECKING:
    from PIL import Image

MEMORY = 1 << 30
CPU_S = 20
LARGEST = 256 << 20
PIXELS = 100_000_000
"""Of one picture: 100 megapixels are a page of A4 at 1,200 dpi."""
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}


def confine() -> None:
    """Bounds by the kernel."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def picture(data: bytes, media_type: str) -> tuple[bytes, list[str]]:
    """Drawn anew: pixels only, so that nothing behind, between or beside them comes along. Raises `Unsafe`."""
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = PIXELS // 2  # it raises at twice this figure, and warns at it
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(io.BytesIO(data), formats=[FORMATS[media_type]]) as image:
            if getattr(image, "n_frames", 1) != 1:
                raise Unsafe("frames")
            image.load()
            turned = _upright(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unsafe("pixels") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise Unsafe("unreadable") from None
    out = io.BytesIO()
    mode = "RGBA" if "A" in turned.getbands() and media_type != "image/jpeg" else "RGB"
    options = {"quality": 92} if media_type != "image/png" else {}
    turned.convert(mode).save(out, FORMATS[media_type], **options)
    return out.getvalue(), []


def _upright(image: Image.Image) -> Image.Image:
    """As its camera held it, since the note of that is dropped with all others."""
    from PIL import ImageOps

    return ImageOps.exif_transpose(image)


def main() -> int:
    """Answer once."""
    confine()
    media_type = sys.argv[1]
    out = sys.stdout.buffer
    try:
        data = sys.stdin.buffer.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise Unsafe("size")
        if media_type == "application/pdf":
            clean, taken = defuse(data)
        elif media_type in FORMATS:
            clean, taken = picture(data, media_type)
        else:
            raise Unsafe("type")
    except Unsafe as reason:
        out.write(f"no {reason}\n".encode())
    except (MemoryError, RecursionError):
        out.write(b"no memory\n")
    else:
        out.write(f"ok {','.join(taken)}\n".encode() + clean)
    return 0


if __name__ == "__main__":
    sys.exit(main())
