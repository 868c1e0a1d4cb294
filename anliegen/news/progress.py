"""How the day went, as a picture: groups that ended, reports begun, reports published. The gap is what is missing."""

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from anliegen.exports.charts.draw import BLUE, GREEN, RED

WIDE, HIGH = 390, 190


def spec(rows):
    """Return the chart of those rows (newsroom.steps)."""
    names = _names()
    values = [
        {"at": localtime(at).strftime("%Y-%m-%dT%H:%M:%S"), "of": name, "n": count}
        for at, *counts in rows
        for name, count in zip(names, counts, strict=True)
    ]
    last = [each for each in values if each["at"] == values[-1]["at"]]
    most = max(4, *(each["n"] for each in last))
    shows = {
        "x": {
            "field": "at",
            "type": "temporal",
            "axis": {"format": "%H:%M", "title": None, "grid": False, "tickCount": 6, "labelFlush": False},
        },
        "y": {
            "field": "n",
            "type": "quantitative",
            "scale": {"domain": [0, most], "nice": False},
            "axis": {"title": None, "tickMinStep": 1, "tickCount": min(5, most), "format": "d"},
        },
        "color": {"field": "of", "scale": {"domain": names, "range": [RED, BLUE, GREEN]}, "legend": None},
    }
    line = {
        "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2.5},
        "encoding": {
            **shows,
            "strokeDash": {
                "field": "of",
                "scale": {"domain": names, "range": [[6, 4], [2, 3], [1, 0]]},
                "legend": None,
            },
        },
    }
    return {
        "padding": {"left": 5, "top": 8, "bottom": 5, "right": 34},
        "width": WIDE,
        "height": HIGH,
        "data": {"values": values},
        "layer": [line, *_labels(shows, last, most)],
    }


def _labels(shows, last, most):
    """At the end of each line what it counts; where two ends meet, one below the other."""
    below, found = None, []
    for each in sorted(last, key=lambda each: each["n"], reverse=True):
        at = HIGH - HIGH * each["n"] / most
        at = at if below is None else max(at, below + 16)
        below = at
        mark = {
            "type": "text",
            "align": "left",
            "dx": 8,
            "fontWeight": 650,
            "y": at,
            "text": f"{each['n']} {each['of']}",
        }
        place = {name: shows[name] for name in ("x", "color")}
        found.append({"data": {"values": [each]}, "mark": mark, "encoding": place})
    return found


def words(rows):
    """Return the picture's name, and what it shows in a sentence."""
    _at, ended, begun, published = rows[-1]
    said = _("%(ended)s groups have ended, %(begun)s reports were begun, %(published)s are published.")
    return _("Reports over the day"), said % {"ended": ended, "begun": begun, "published": published}


def _names():
    return [_("ended"), _("begun"), _("published")]
