"""The comparison of HTMX answers with whole pages sees what differs."""

import pytest
from tests.builders.pages import soup, swapped, tidy

FIRST = '<html><body><h1>案件</h1><div id="list"><p>9</p></div><b id="count">9</b></body></html>'


def test_a_piece_goes_where_the_browser_puts_it() -> None:
    piece = '<p>3</p><b id="count" hx-swap-oob="true">3</b>'
    whole = FIRST.replace("9", "3")
    assert tidy(swapped(FIRST, piece, "list")) == tidy(soup(whole))


def test_a_replaced_element() -> None:
    assert tidy(swapped(FIRST, '<div id="list"><p>3</p></div>', "list", "outerHTML")) == tidy(
        soup(FIRST.replace("<p>9", "<p>3"))
    )


@pytest.mark.parametrize("piece", ["<p>4</p>", "<p class='x'>3</p>", "<p>3</p><p>3</p>", ""])
def test_what_differs_is_seen(piece: str) -> None:
    assert tidy(swapped(FIRST, piece, "list")) != tidy(soup(FIRST.replace("<p>9", "<p>3")))


def test_tokens_and_white_space_do_not_count() -> None:
    one = '<form><input name="csrfmiddlewaretoken" value="a"> x </form>'
    other = '<form>\n<input name="csrfmiddlewaretoken" value="b">\n x</form>'
    assert tidy(soup(one)) == tidy(soup(other))


def test_a_missing_place_is_named() -> None:
    with pytest.raises(AssertionError, match="no element with id nowhere"):
        swapped(FIRST, "<p></p>", "nowhere")
