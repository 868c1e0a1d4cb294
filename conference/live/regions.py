"""Live regions: pieces of a page that are the same for everybody and are told when they change.

The day registers what it hangs here (`anliegen.apps`); the frame only knows that an id has a renderer by its
first word: `cell-3-5` is drawn by `renderers["cell"]`.
"""

from django.utils import timezone, translation

# first word of an id → function(conference, ids) -> {id: html}
renderers = {}


def render(conference, ids, language):
    """Return {id: html} of those regions in that language, each one an element with that id."""
    kinds = {}
    for region in ids:
        kinds.setdefault(region.partition("-")[0], []).append(region)
    with translation.override(language), timezone.override(conference.zone):
        return {id: html for kind, some in kinds.items() for id, html in renderers[kind](conference, some).items()}
