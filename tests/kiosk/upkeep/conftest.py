"""The province of these tests is that of the province's own."""

from tests.province.conftest import province

__all__ = ["province"]
