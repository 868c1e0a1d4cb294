"""Texts of reports as their readers get them, whatever was typed."""

import time

from anliegen.record import markdown


def test_a_text_of_links_without_a_gap_is_read_in_no_time():
    began = time.process_time()
    assert "<a" not in markdown.html("http://a." * 20_000)
    assert time.process_time() - began < 5
    assert '<a href="http://a.de"' in markdown.html("see http://a.de")
