"""One function turns the spec of a chart (Vega-Lite) into an SVG that pages and prints can hold, said in words as well.

A chart is drawn in a process of its own, like a print: the engine takes a second and a hundred megabytes. What was
drawn is kept by its spec, so that a page that is read again does not wait. `python -m anliegen.exports.charts.draw`
reads a list of specs and writes their SVGs; no Django is set up there.
"""

import json
import re
import subprocess
import sys
import threading
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import blake2s
from pathlib import Path

CODE = Path(__file__).resolve().parents[3]
FONTS = CODE / "anliegen/exports/paper/fonts"
KEPT, PATIENCE = 60, 60  # charts; seconds

# What a spec may be painted with. On paper they are what they say; in a page they are its tokens, dark scheme included.
INK, SOFT, LINE, BLUE, GREEN, RED = "#1d1b17", "#565045", "#c4bba6", "#1f4e8c", "#1a6b3c", "#ad1f1f"
SHEET, GROUND = "#fffefa", "#e9e3d6"
TOKENS = {INK: "ink", SOFT: "ink-soft", LINE: "line", BLUE: "blue", GREEN: "green", RED: "red"}
TOKENS |= {SHEET: "sheet", GROUND: "ground"}
AXIS = {"labelColor": SOFT, "titleColor": SOFT, "tickColor": LINE, "domainColor": LINE, "gridColor": LINE}
AXIS |= {"labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": "normal", "gridOpacity": 0.5}
LOOK = {
    "background": None,
    "font": "system-ui, sans-serif",
    "aria": False,
    "view": {"stroke": None},
    "axis": AXIS,
    "text": {"color": INK, "fontSize": 13},
    "legend": {"labelColor": INK, "labelFontSize": 13, "titleColor": SOFT, "titleFontSize": 13, "orient": "top"},
}

one = ThreadPoolExecutor(max_workers=1, thread_name_prefix="charts")
lock = threading.Lock()
jobs = OrderedDict()


def svg(spec):
    """Return the chart as it is on paper. In this process: for those that make books anyway."""
    import vl_convert  # here: who only asks for charts does not need the engine in memory

    config = {**LOOK, **spec.get("config", {})}
    return vl_convert.vegalite_to_svg({**spec, "config": config})


def png(spec, file):
    """Write the chart for paper into that file, in the face of our prints; return the file."""
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
    config = {**LOOK, "font": "Atkinson Hyperlegible Next, Noto Sans", "background": "white"}
    file.write_bytes(vl_convert.vegalite_to_png({**spec, "config": config}, scale=4))
    return file


def job(spec):
    """Return the future chart of that spec."""
    return jobs_of([spec])[0]


def jobs_of(specs):
    """Return the future charts of these specs; those that are not drawn yet are drawn by one process, all at once."""
    keys, new = [json.dumps(spec, sort_keys=True) for spec in specs], {}
    with lock:
        for key in keys:
            found = jobs.pop(key, None)
            if found is None or found.done() and found.exception():
                found = new[key] = Future()
            jobs[key] = found
        found = [jobs[key] for key in keys]
        for old in [each for each, future in jobs.items() if future.done()][: max(0, len(jobs) - KEPT)]:
            del jobs[old]
        if new:
            one.submit(_draw, new)
    return found


def result(future, title, words):
    """Return the chart for a page, None if it could not be drawn: the table behind it says the same."""
    try:
        return accessible(future.result(), title, words)
    except (subprocess.SubprocessError, OSError, ValueError):
        return None


def accessible(drawing, title, words):
    """Return an SVG as one picture that is called so and says that to those who can't see it; it fits its place."""
    from django.utils.html import format_html
    from django.utils.safestring import mark_safe

    inside = drawing[drawing.index(">") + 1 : drawing.rindex("</svg>")]
    for colour, token in TOKENS.items():
        inside = inside.replace(f'"{colour}"', f'"var(--{token})"')
    box, name = re.search(r'viewBox="([\d. -]+)"', drawing)[1], blake2s(title.encode(), digest_size=5).hexdigest()
    return format_html(
        '<svg class="chart" role="img" xmlns="http://www.w3.org/2000/svg" viewBox="{}" aria-labelledby="chart-{}" '
        'aria-describedby="words-{}"><title id="chart-{}">{}</title><desc id="words-{}">{}</desc>'
        '<g aria-hidden="true">{}</g></svg>',
        *(box, name, name, name, title, name, words),
        mark_safe(inside),  # noqa: S308 - drawn here; the engine escapes what stands in it
    )


def _draw(new):
    """Draw what is new: {spec as JSON: its future}."""
    words, given = [sys.executable, "-m", "anliegen.exports.charts.draw"], f"[{','.join(new)}]".encode()
    try:
        done = subprocess.run(words, input=given, capture_output=True, cwd=CODE, timeout=PATIENCE, check=True)  # noqa: S603
        for future, drawing in zip(new.values(), json.loads(done.stdout), strict=True):
            future.set_result(drawing)
    except (subprocess.SubprocessError, OSError, ValueError) as error:
        for future in new.values():
            future.set_exception(error)


if __name__ == "__main__":
    json.dump([svg(spec) for spec in json.load(sys.stdin)], sys.stdout)
