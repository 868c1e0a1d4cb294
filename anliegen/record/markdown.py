"""The text of a report: CommonMark with tables, without HTML and pictures from elsewhere. Parsed once, shown anywhere:
as clean HTML in pages, as blocks in a print and in Word.
"""

import re

import nh3
from markdown_it import MarkdownIt

SCHEMES = {"http", "https", "mailto"}
TAGS = {"p", "br", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "hr", "a"}
TAGS |= {"h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"}
DEEPEST = 12  # lists in lists in quotes; deeper ones are shown as text
STYLES = {"strong": "bold", "em": "italic", "s": "struck"}

NESTING = DEEPEST * 2  # a list and its item are two levels


def _parser():
    made = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": True, "maxNesting": NESTING})
    made.enable(["table", "strikethrough", "linkify"]).disable("image")
    made.validateLink = lambda address: is_link(address)
    return made


ENDLESS = re.compile(r"\S{2000}")  # letters without a gap: looking for links in 200,000 of them takes a minute
parser, flat = _parser(), _parser().disable(["list", "blockquote"])
unlinked, flat_unlinked = (each.disable("linkify") for each in (_parser(), _parser().disable(["list", "blockquote"])))


def parsed(text):
    """Return the tokens. The parser leaves out all that follows what is nested too deep: then nothing is nested."""
    whole, simple = (unlinked, flat_unlinked) if ENDLESS.search(text) else (parser, flat)
    tokens = whole.parse(text)
    return simple.parse(text) if any(token.level >= NESTING - 1 for token in tokens) else tokens


def is_link(address):
    """Whether an address may be a link: of the web or of the post, whatever else its writer thought of."""
    return bool(re.match(rf"({'|'.join(sorted(SCHEMES))}):[^\s]", address.strip(), re.I))


def html(text):
    """Return the text as HTML that can stand in any page. Its headings begin at h3, below those of a report, and none
    stands more than one step below the one before."""
    tokens, last = parsed(text), 2
    for token in tokens:
        if token.type == "heading_open":
            last = min(6, last + 1, int(token.tag[1]) + 2)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{last}"
    drawn = parser.renderer.render(tokens, parser.options, {})
    return nh3.clean(
        drawn, tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel="noopener noreferrer nofollow"
    )


def blocks(text):
    """Return the text as a list of blocks that prints can set.

    A block is {"kind": "text" | "heading" | "code" | "rule", "runs": […], "level": n} or {"kind": "list" | "numbers" |
    "quote", "items": [[block, …], …]} or {"kind": "table", "rows": [[[run, …], …], …]}, the first row its head. A run
    is {"text"} and what of "bold", "italic", "struck", "code", "link" there is; its text may hold line ends.
    """
    return _blocks(iter(parsed(text)), None)


def plain(text):
    """Return the text without its marks, for where there is room for words only."""
    return words(blocks(text))


def words(some):
    """Return those blocks without their marks."""
    return "\n".join(filter(None, (_words(block) for block in some)))


def _words(block):
    if "runs" in block:
        return "".join(run["text"] for run in block["runs"]).strip()
    if "rows" in block:
        return "\n".join(" · ".join("".join(run["text"] for run in cell) for cell in row) for row in block["rows"])
    return "\n".join(_words(each) for item in block["items"] for each in item)


def _blocks(tokens, until):
    found = []
    for token in tokens:
        if token.type == until:
            break
        if token.type == "inline":
            found.append({"kind": "text", "runs": _runs(token.children)})
        elif token.type == "heading_open":
            found.append({"kind": "heading", "level": int(token.tag[1]), "runs": _runs(next(tokens).children)})
        elif token.type in ("fence", "code_block"):
            found.append({"kind": "code", "runs": [{"text": token.content.rstrip("\n")}]})
        elif token.type == "hr":
            found.append({"kind": "rule", "runs": []})
        elif token.type == "blockquote_open":
            found.append({"kind": "quote", "items": [_blocks(tokens, "blockquote_close")]})
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            kind = "list" if token.type.startswith("bullet") else "numbers"
            found.append({"kind": kind, "items": _items(tokens, token.type.replace("open", "close"))})
        elif token.type == "table_open":
            found.append({"kind": "table", "rows": _rows(tokens)})
    return found


def _items(tokens, until):
    found = []
    for token in tokens:
        if token.type == until:
            break
        if token.type == "list_item_open":
            found.append(_blocks(tokens, "list_item_close"))
    return found


def _rows(tokens):
    rows = []
    for token in tokens:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_runs(token.children))
    return rows


def _runs(children):
    runs, styles, link = [], {}, ""
    for child in children:
        kind, _underscore, edge = child.type.rpartition("_")
        if kind in STYLES and edge in ("open", "close"):
            styles = {**styles, STYLES[kind]: True} if edge == "open" else _without(styles, STYLES[kind])
        elif child.type == "link_open":
            link = child.attrGet("href") or ""
        elif child.type == "link_close":
            link = ""
        elif child.type in ("softbreak", "hardbreak"):
            runs.append({"text": "\n", **styles})
        elif child.content:
            own = {"code": True} if child.type == "code_inline" else {}
            runs.append({"text": child.content, **styles, **own, **({"link": link} if link else {})})
    return runs


def _without(styles, name):
    return {key: value for key, value in styles.items() if key != name}
