"""The shapes of the pictures, as Vega-Lite says them. Data in, spec out; words are already in the reader's language."""

from anliegen.exports.charts.draw import BLUE, INK, SHEET

WIDE = 330  # pixels: a phone shows the letters at about their size
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
    """One number against another: [(sheet's number, x, y)], each point with its sheet's number beside it."""
    values = [{"sheet": f"#{number}", "x": x, "y": y} for number, x, y in points]
    most = max([1, *(max(each["x"], each["y"]) for each in values)])
    axis = {"tickMinStep": 1, "format": "d", "tickCount": 6}
    place = {
        "x": {"field": "x", "type": "quantitative", "scale": {"domain": [0, most]}, "axis": {**axis, "title": across}},
        "y": {"field": "y", "type": "quantitative", "scale": {"domain": [0, most]}, "axis": {**axis, "title": up}},
    }
    even = {"data": {"values": [{"x": 0, "y": 0}, {"x": most, "y": most}]}}
    return {
        "width": WIDE,
        "height": WIDE * 0.85,
        "data": {"values": values},
        "layer": [
            {**even, "mark": {"type": "line", "strokeDash": [4, 4], "color": INK, "opacity": 0.35}, "encoding": place},
            {"mark": {"type": "circle", "size": 90, "color": BLUE, "opacity": 0.75}, "encoding": place},
            {"mark": {"type": "text", "dx": 9, "align": "left", "fontSize": 11}}
            | {"encoding": {**place, "text": {"field": "sheet"}}},
        ],
    }


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
        "width": WIDE * 0.75,
        "height": BAR * len(rows),
        "data": {"values": values},
        "layer": [
            {"mark": {"type": "bar", "color": BLUE, "height": {"band": 0.7}, "cornerRadiusEnd": 2}, "encoding": place},
            {"mark": {"type": "text", "align": "left", "dx": 5}, "encoding": {**place, "text": {"field": "n"}}},
        ],
    }
