"""The screen gets sharp covered pages of the right width, and one page larger."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from kiosk.documents.preview import ZOOM, NoSuchPage, preview, zoom
from tests.kiosk.documents.samples import ID_NUMBER, context, loan_answers, matter


def test_pages_are_as_wide_as_the_screen_wants() -> None:
    documents = preview(matter("SS-LA-01"), loan_answers(), context(), 480)
    assert [one.id for one in documents] == ["complaint", "evidence_index", "addr"]
    for document in documents:
        assert document.pages == len(document.text)
        for picture in document.pictures:
            with Image.open(io.BytesIO(picture)) as page:
                assert abs(page.width - 480) <= 1
                assert page.height > page.width
                darkest, lightest = page.convert("L").getextrema()
                assert (darkest < 40, lightest > 250) == (True, True)


def test_the_twin_is_covered_like_the_picture() -> None:
    documents = preview(matter("SS-LA-01"), loan_answers(), context(), 200)
    text = "".join("".join(one.text) for one in documents)
    assert ID_NUMBER not in text
    assert "3301**********002X" in text


def test_zoom_enlarges_one_page() -> None:
    made = zoom(matter("SS-LA-01"), loan_answers(), context(), document_id="complaint", page=1, width=300)
    with Image.open(io.BytesIO(made)) as page:
        assert abs(page.width - 300 * ZOOM) <= 1


@pytest.mark.parametrize(("document", "page"), [("complaint", 99), ("complaint", -1), ("nothing", 0)])
def test_a_page_that_is_not_there_is_an_error(document: str, page: int) -> None:
    with pytest.raises(NoSuchPage):
        zoom(matter("SS-LA-01"), loan_answers(), context(), document_id=document, page=page, width=200)
