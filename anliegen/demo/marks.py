"""Who would come to what in a demo: a few sheets draw many, most draw some, and who wants one often wants its like."""

from anliegen.models import Interest

EACH = 8  # marks of a person
FACE = 3  # of them where they are drawn anyway


def mark(dice, written, people):
    """Let those seats mark some of the sheets (sheet, who brings it), as if they had gone through them."""
    sheets, brings = [sheet for sheet, _convener in written], dict(written)
    if not sheets:
        return
    order = dice.sample(sheets, len(sheets))
    weights = [1 / (place + 3) for place in range(len(order))]
    kin = {sheet: order[at - at % 4 : at - at % 4 + 4] for at, sheet in enumerate(order)}
    rows = []
    for seat in people:
        drawn = dice.choices(order, weights, k=dice.randint(0, EACH))
        wanted = dict.fromkeys(drawn) | dict.fromkeys(dice.choice(kin[each]) for each in drawn[:FACE])
        rows += [Interest(anliegen=sheet, seat=seat) for sheet in wanted if brings[sheet] != seat]
    Interest.objects.bulk_create(rows, batch_size=400)
