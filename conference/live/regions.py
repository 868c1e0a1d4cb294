"""Live regions: pieces of a page that are the same for everybody and are told when they change.

The day registers what it hangs here (`anliegen.apps`); the frame only knows that an id has a renderer by its
first word: `cell-3-5` is drawn by `renderers["cell"]`.
"""

from django.utils import timezone, translation

# first word of an id → function(conference, ids) -> {id: function() -> html}: read once, drawn in each language
renderers = {}


def render(conference, ids, languages):
    """Return {language: {id: html}} of those regions, each one an element with that id.

    `ids` may be a dict: what it already has a function for is drawn by it.
    """
    draws, kinds, found = dict(ids) if isinstance(ids, dict) else dict.fromkeys(ids), {}, {}
    for region in (id for id, draw in draws.items() if not draw):
        kinds.setdefault(region.partition("-")[0], []).append(region)
    with timezone.override(conference.zone):
        draws |= {id: draw for kind, some in kinds.items() for id, draw in renderers[kind](conference, some).items()}
        for language in languages:
            with translation.override(language):
                found[language] = {id: draw() for id, draw in draws.items() if draw}
    return found
