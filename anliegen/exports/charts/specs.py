"""The shapes of the pictures, as Vega-Lite says them. Data in, spec out; words are already in the reader's language."""

from anliegen.exports.charts.draw import BLUE, INK, SHEET

WIDE = 330  # pixels: a phone shows the letters at about their size
TALL = 280
BAR, CELL = 24, 34  # pixels that a row takes
STRONG = 0.72  # share of the most from which a number is written light on its cell: about 4.3:1 either way
WHOLE = {"title": None, "tickMinStep": 1, "format": "d"}


def growth(rows):
    """How something grew: [(local time as text, count)]."""
    values = [{"at": at, "n": count} for at, count in rows]
    return {
        "width": WIDE,
        "height": 170,
        "data": {"values": values},
        "mark": {"type": "area", "interpolate": "step-after", "line": {"color": BLUE, "strokeWidth": 2.5}}
        | {"color": BLUE, "fillOpacity": 0.15},
        "encoding": {
            "x": {"field": "at", "type": "temporal", "axis": {"title": None, "grid": False, **_times(rows)}},
            "y": {"field": "n", "type": "quantitative", "axis": {**WHOLE, "tickCount": 5}},
        },
    }


def _times(rows):
    days = {at[:10] for at, _count in rows}
    return {"format": "%H:%M" if len(days) == 1 else "%d.%m. %H:%M", "tickCount": 4, "labelOverlap": True}


def heat(cells, rounds, rooms, most):
    """How full it was: [(round, room, heads)] as a table whose colour is the number, the number written in it."""
    values = [{"round": round_, "room": room, "n": heads} for round_, room, heads in cells]
    place = {
        "x": {
            "field": "round",
            "type": "ordinal",
            "sort": rounds,
            "axis": {"orient": "top", "title": None, "labelAngle": 0, "domain": False, "ticks": False},
        },
        "y": {
            "field": "room",
            "type": "ordinal",
            "sort": rooms,
            "axis": {"title": None, "domain": False, "ticks": False, "labelLimit": 130},
        },
    }
    # The colour itself stays one, so that a dark page can put its own in its place; its strength says how many.
    strength = {
        "field": "n",
        "type": "quantitative",
        "scale": {"domain": [0, most], "range": [0.04, 1]},
        "legend": None,
    }
    written = {"condition": {"test": f"datum.n > {most * STRONG}", "value": SHEET}, "value": INK}
    return {
        "width": max(120, min(90 * len(rounds), WIDE)),
        "height": CELL * len(rooms),
        "data": {"values": values},
        "layer": [
            {"mark": {"type": "rect", "cornerRadius": 3, "color": BLUE, "stroke": SHEET, "strokeWidth": 3}}
            | {"encoding": {**place, "fillOpacity": strength}},
            {
                "mark": {"type": "text", "fontWeight": 650},
                "encoding": {**place, "text": {"field": "n"}, "color": written},
            },
        ],
    }


def against(points, across, up):
    """One number against another: [(sheet's number, x, y)], a point with its sheet's number beside it where there is
    room for that."""
    right, up_to = (max(1, *(point[at] for point in points)) for at in (1, 2))
    named = _with_room(points, WIDE / right, TALL / up_to)
    values = [{"sheet": f"#{number}" if number in named else "", "x": x, "y": y} for number, x, y in points]
    axis = {"tickMinStep": 1, "format": "d", "tickCount": 6}
    place = {
        "x": {"field": "x", "type": "quantitative", "scale": {"domain": [0, right]}, "axis": {**axis, "title": across}},
        "y": {"field": "y", "type": "quantitative", "scale": {"domain": [0, up_to]}, "axis": {**axis, "title": up}},
    }
    most = min(right, up_to)
    even = {"data": {"values": [{"x": 0, "y": 0}, {"x": most, "y": most}]}}
    return {
        "width": WIDE,
        "height": TALL,
        "data": {"values": values},
        "layer": [
            {**even, "mark": {"type": "line", "strokeDash": [4, 4], "color": INK, "opacity": 0.35}, "encoding": place},
            {"mark": {"type": "circle", "size": 90, "color": BLUE, "opacity": 0.75}, "encoding": place},
            {"mark": {"type": "text", "dx": 9, "align": "left", "fontSize": 11}}
            | {"encoding": {**place, "text": {"field": "sheet"}}},
        ],
    }


def _with_room(points, right, up):
    """Return the numbers that can be written beside their points without covering others, those furthest from the line
    first. `right`, `up`: how many pixels one is."""
    dots = [(number, x * right, y * up) for number, x, y in points]
    boxes, named = [], set()
    for number, x, y in sorted(dots, key=lambda dot: (-abs(dot[1] / right - dot[2] / up), dot[0])):
        box = (x + 8, y - 6, x + 10 + 7 * len(f"#{number}"), y + 6)
        covers = any(box[0] < x2 + 5 and x2 - 5 < box[2] and abs(y - y2) < 11 for _number, x2, y2 in dots)
        if not covers and not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in boxes):
            boxes.append(box)
            named.add(number)
    return named


def bars(rows):
    """How often: [(word, count)], longest first, each with its number at its end."""
    values = [{"word": word, "n": count} for word, count in rows]
    place = {
        "y": {
            "field": "word",
            "type": "ordinal",
            "sort": [word for word, _count in rows],
            "axis": {"title": None, "domain": False, "ticks": False, "labelFontSize": 14, "labelColor": INK}
            | {"labelLimit": 200},
        },
        "x": {"field": "n", "type": "quantitative", "axis": None},
    }
    return {
        # Letters on a device may be wider than where the chart is drawn.
        "padding": {"left": 16, "right": 5, "top": 5, "bottom": 5},
        "width": WIDE * 0.75,
        "height": BAR * len(rows),
        "data": {"values": values},
        "layer": [
            {"mark": {"type": "bar", "color": BLUE, "height": {"band": 0.7}, "cornerRadiusEnd": 2}, "encoding": place},
            {"mark": {"type": "text", "align": "left", "dx": 5}, "encoding": {**place, "text": {"field": "n"}}},
        ],
    }
