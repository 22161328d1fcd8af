"""Makes a receipt's picture (a logo) from an image file, so that a site puts its own mark on the paper."""

from __future__ import annotations

from io import BytesIO

from devices.receipt_printer.blocks import TALLEST, Align, Picture


def load_picture(data: bytes, width: int = 384, align: Align = "centre") -> Picture:
    """The image (PNG, JPEG ...) scaled to `width` dots and reduced to black and white by error diffusion.

    Transparent parts stay white. Raises `ValueError` when it is no image or would be too high.
    """
    from PIL import Image, UnidentifiedImageError  # heavy, and most receipts carry no picture

    width = max(8, width // 8 * 8)
    try:
        with Image.open(BytesIO(data)) as image:
            seen = image.convert("RGBA")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise ValueError(f"not a picture: {type(error).__name__}") from None
    height = max(1, round(seen.height * width / seen.width))
    if height > TALLEST:
        raise ValueError("the picture is too high for its width")
    paper = Image.new("RGBA", seen.size, "white")
    paper.alpha_composite(seen)
    grey = paper.convert("L").resize((width, height), Image.Resampling.LANCZOS)
    # in Pillow's one-bit images 1 is white; on paper 1 is a burnt dot
    dots = grey.convert("1").point(lambda white: not white, "1")
    return Picture(width, height, dots.tobytes(), align)
