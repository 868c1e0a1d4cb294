"""Every scene of a display can be read from the last row, in every hall, and nothing covers anything."""

import pytest
from playwright.sync_api import expect

from tests.browser.hall import COVERED, READ, Hand

pytestmark = pytest.mark.browser

SCREENS = [(1280, 720), (1920, 1080), (3840, 2160)]
SCENES = ["welcome", "principles", "market", "wall", "now", "notices", "text"]

# A conference that says everything at length, as German does; somebody presents, something is urgent.
FULL = """
from django.utils import timezone
from datetime import timedelta
from anliegen.display import showing
from anliegen.market import clock, opening, queue
from anliegen.models import Anliegen
from conference.models import *
conference = Conference.objects.get(slug="{slug}")
conference.theme = "Wie schaffen wir Kundenzufriedenheitsmessungen und Nachhaltigkeitsberichterstattung ohne Papier?"
conference.language = "{language}"
conference.invitation = "Alles, was heute geschieht, bringt ihr mit: Verbraucherschutzorganisationen wie Betriebe. " * 5
conference.save()
ada = conference.seats.filter(role="facilitator").first()
long = (
    "Donaudampfschifffahrtsgesellschaftskapitäne fragen: Kundenbeziehungsmanagement "
    "und Lieferkettensorgfaltspflichten"
)
first = conference.anliegen.filter(withdrawn_at=None, placements=None).first()
Anliegen.objects.filter(pk=first.pk).update(title=long + ", wie geht das im Einzelhandel zusammen, und wer macht mit?")
first.conveners.update(name="Annemarie-Luise von Hohenberg-Falkenstein")
conference.turns.all().delete()
for sheet in conference.anliegen.filter(withdrawn_at=None)[:5]:
    if sheet != first:
        queue.line_up(sheet, by=ada)
queue.line_up(first, by=ada)
queue.call(conference, by=ada, sheet=first)
conference.turns.filter(state="presenting").update(ends_at=timezone.now() + timedelta(minutes=4))
for at in range(7):
    text = "Das Nachmittagsbuffet steht im Verwaltungsgebäude. " * (1 + at % 3)
    Notice.objects.create(conference=conference, text=text)
text = "Bitte alle sofort durch das Haupttreppenhaus nach draußen."
Notice.objects.create(conference=conference, urgent=True, text=text)
screen = conference.seats.filter(role="display").first()
text = "Die Suppe ist fertig.\\nBundesausbildungsförderungsgesetzänderungen erklärt Ruth im Foyer."
showing.write(screen, text, by=ada)
"""


@pytest.fixture(scope="module")
def full(server):
    """Return full(language): the links of such a conference, made once."""
    made = {}

    def full(language):
        if language not in made:
            made[language] = server.demo(30, 12, 5, 4)
            server.manage("shell", "-v0", "-c", FULL.format(slug=made[language]["slug"], language=language))
        return made[language]

    return full


@pytest.fixture
def hand(page_for):
    """Return hand(links): Ada's hand on the first display of a conference."""

    def hand(links):
        page = page_for(links["facilitator"])
        page.fill("[name=name]", "Ada")
        page.press("[name=name]", "Enter")
        page.wait_for_url(f"**/c/{links['slug']}/**")
        return Hand(page, links["slug"])

    return hand


@pytest.mark.parametrize(
    ("size", "language", "light"), zip(SCREENS, ["de", "en", "de"], ["light", "dark", "dark"], strict=True), ids=str
)
def test_the_last_row_can_read_every_scene(full, hand, projector, size, language, light):
    links = full(language)
    page, hand = projector(links, *size), hand(links)
    hand.sends("adjust", light=light)
    for scene in SCENES:
        hand.sends("show", shows=scene)
        expect(page.locator("#hall")).to_have_attribute("data-scene", scene)
        seen = page.evaluate(READ)
        assert [each for each in seen if each["cap"] < 1 / 70] == [], scene
        assert [each for each in seen if (each["loud"] or each["title"]) and each["cap"] < 1 / 45] == [], scene
        assert any(each["loud"] or each["title"] for each in seen), scene
        assert page.evaluate(COVERED) == [], scene
    hand.sends("adjust", light="auto")


@pytest.mark.parametrize("zoom", [75, 150])
def test_larger_and_smaller_type_cover_nothing_either(full, hand, projector, zoom):
    links = full("de")
    page, hand = projector(links), hand(links)
    hand.sends("adjust", zoom=zoom)
    for scene in SCENES:
        hand.sends("show", shows=scene)
        expect(page.locator("#hall")).to_have_attribute("data-scene", scene)
        assert page.evaluate(COVERED) == [], scene
    hand.sends("adjust", zoom=100)
