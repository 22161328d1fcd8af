"""A4 printers: a PDF in, pages out, and the truth about whether they came."""
