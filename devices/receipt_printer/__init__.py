"""Receipt printers over ESC/POS: blocks in, paper out, and the truth about what was printed."""
