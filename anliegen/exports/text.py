"""HTML from elsewhere becomes clean text: paragraphs stay paragraphs, a link is "its text (its address)".

nh3 first takes away everything that is not text, so that no script or style leaves its words behind.
"""

from html.parser import HTMLParser

import nh3

from conference.fields import clean_text

BLOCKS = {"p", "div", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "pre"}
KEPT = BLOCKS | {"a", "br", "li"}


def from_html(html):
    """Return the text of a piece of HTML as people would write it into a form."""
    safe = nh3.clean(
        html, tags=KEPT, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}, link_rel=None
    )
    writer = _Writer()
    writer.feed(safe)
    writer.close()
    lines = [" ".join(line.split()) for line in "".join(writer.written).split("\n")]
    paragraphs = "\n".join(lines)
    while "\n\n\n" in paragraphs:
        paragraphs = paragraphs.replace("\n\n\n", "\n\n")
    return clean_text(paragraphs)


class _Writer(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.written, self.href, self.link_from = [], None, 0

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.href, self.link_from = dict(attrs).get("href"), len(self.written)
        elif tag == "br":
            self.written.append("\n")
        elif tag == "li":
            self.written.append("\n– ")
        elif tag in BLOCKS:
            self.written.append("\n\n")

    def handle_endtag(self, tag):
        if tag == "a" and self.href:
            said = "".join(self.written[self.link_from :]).strip()
            self.written.append("" if said == self.href else f" ({self.href})")
            self.href = None
        elif tag in BLOCKS:
            self.written.append("\n\n")

    def handle_data(self, data):
        self.written.append(" ".join(data.split("\n")))
