"""The day tells the frame what it hangs on the wall: live regions, and what happens when a room or slot goes."""

from django.apps import AppConfig


class AnliegenConfig(AppConfig):
    name = "anliegen"

    def ready(self):
        from anliegen import ownership
        from anliegen.collect import interests, sheets
        from anliegen.day import audience, calls, presences, push
        from anliegen.market import opening
        from anliegen.market import reads as market
        from anliegen.record import attendance, together
        from anliegen.wall import moves, picture
        from conference import access
        from conference.entrance import removing, renaming
        from conference.live import changes, orders, regions
        from conference.setup import notices, phases, taking_away

        regions.renderers["cell"] = picture.cells
        regions.renderers["parked"] = picture.parked
        regions.renderers["counts"] = picture.counts
        regions.renderers["interest"] = interests.regions
        regions.renderers["heads"] = presences.regions
        regions.renderers["here"] = presences.named
        regions.renderers["presenter"] = market.presenter
        regions.renderers["turn"] = market.rows
        orders.takers["report"] = together
        phases.entered.append(opening.clear_stage)
        taking_away.before.append(moves.park_all_in)
        renaming.after += [sheets.rename_convener, presences.shows_in, attendance.rename]
        access.callers.append(calls.of)
        changes.listeners.append(push.heard)
        removing.before += [ownership.leave_name, presences.shows_in, attendance.leave]
        notices.audience.append(audience.meant)
        notices.sheets.append(audience.hangs)
