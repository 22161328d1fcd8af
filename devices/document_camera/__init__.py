"""The document camera: find a page, straighten it, judge whether it can be read."""
