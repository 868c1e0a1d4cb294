"""What stories of merging share."""


def names(sheet):
    return list(sheet.conveners.values_list("name", flat=True))


def fresh(sheet):
    return type(sheet).objects.get(pk=sheet.pk)


def question(world):
    return world.conference.merge_proposals.get(outcome="open")
