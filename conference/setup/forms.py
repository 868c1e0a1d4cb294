"""What the organiser types: the conference, its rooms, its slots, its news."""

from datetime import datetime, time, timedelta

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from conference.access import time_zones
from conference.fields import DayField, LineField, TextField
from conference.models import Phase, Room, Seen, Slot


class TimeField(forms.TimeField):
    widget = forms.TimeInput({"type": "time"}, format="%H:%M")
    input_formats = ["%H:%M", "%H:%M:%S", "%H.%M"]
    default_error_messages = {"invalid": _("Please give a time, like 10:00.")}


class CountField(forms.IntegerField):
    """A number within bounds, said in one sentence."""

    def __init__(self, least, most, **how):
        sentence = format_lazy(_("Please give a number from {least} to {most}."), least=least, most=most)
        errors = dict.fromkeys(("invalid", "min_value", "max_value", "required"), sentence)
        super().__init__(min_value=least, max_value=most, error_messages=errors, **how)


class ConferenceForm(forms.Form):
    name = LineField(label=_("Name of the conference"), max_length=120)
    theme = LineField(
        label=_("Theme"),
        max_length=300,
        required=False,
        help_text=_("The guiding question that everybody answers with their Anliegen."),
    )
    invitation = TextField(label=_("Invitation"), max_length=20_000, required=False)
    starts_on = DayField(label=_("First day"), required=False)
    ends_on = DayField(label=_("Last day"), required=False)
    place = LineField(label=_("Place"), max_length=200, required=False)
    follow_up_on = DayField(
        label=_("Day of the follow-up"), required=False, help_text=_("When all meet again: it stands on the book.")
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=lambda: [(each, each) for each in time_zones()])
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    participants_pin = forms.BooleanField(
        label=_("Participants pin their own sheets"),
        required=False,
        help_text=_("Otherwise the facilitators pin them."),
    )
    interest_seen = forms.ChoiceField(
        label=_("Who sees how many would come to a sheet"), choices=Seen, required=False, initial=Seen.ALL
    )

    def clean_interest_seen(self):
        return self.cleaned_data["interest_seen"] or self.initial.get("interest_seen") or Seen.ALL

    def clean(self):
        starts_on, ends_on = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The last day is before the first one."))
        follow_up, last = self.cleaned_data.get("follow_up_on"), ends_on or starts_on
        if follow_up and last and follow_up < last:
            self.add_error("follow_up_on", _("The follow-up is before the conference."))
        return self.cleaned_data

    @staticmethod
    def of(conference):
        """What a form for that conference starts with."""
        return {each: getattr(conference, each) for each in ConferenceForm.base_fields}


class StartForm(ConferenceForm):
    organiser = LineField(label=_("Your name"), max_length=80, required=False)
    field_order = ["name", "theme", "organiser", "starts_on", "ends_on"]


class NewRoomsForm(forms.Form):
    text = TextField(
        label=_("New rooms"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _('Please name some rooms, one a line, or type something like "9 rooms".')},
    )


class RoomForm(forms.Form):
    name = LineField(label=_("Name of the room"), max_length=Room._meta.get_field("name").max_length)
    capacity = CountField(0, 100_000, label=_("Seats"), required=False, help_text=_("Empty if nobody counted."))
    location = LineField(label=_("Where it is"), max_length=120, required=False)
    features = LineField(
        label=_("What is there"), max_length=200, required=False, help_text=_("Projector, step-free …")
    )

    def clean_capacity(self):
        return self.cleaned_data["capacity"] or 0


class RoundsForm(forms.Form):
    text = LineField(
        label=_("New rounds"),
        max_length=300,
        error_messages={"required": _('Type something like "4 rounds of 60 min from 10:00 with 15 min breaks".')},
    )
    day = DayField(label=_("Day"))


class SlotForm(forms.Form):
    name = LineField(label=_("Name of the slot"), max_length=Slot._meta.get_field("name").max_length)
    day = DayField(label=_("Day"))
    starts = TimeField(label=_("From"))
    ends = TimeField(label=_("To"))
    common = forms.BooleanField(
        label=_("For everybody"),
        required=False,
        help_text=_("A break or a plenary: it spans all rooms, nothing is pinned there."),
    )
    place = LineField(
        label=_("Place"), max_length=120, required=False, help_text=_("Where everybody meets, if it is common.")
    )

    def __init__(self, *data, zone, **how):
        self.zone = zone
        super().__init__(*data, **how)

    def clean(self):
        day, starts, ends = (self.cleaned_data.get(each) for each in ("day", "starts", "ends"))
        if day and starts is not None and ends is not None:
            last = day + timedelta(days=1) if ends == time(0) else day
            self.starts_at = datetime.combine(day, starts, self.zone)
            self.ends_at = datetime.combine(last, ends, self.zone)
            if self.ends_at <= self.starts_at:
                self.add_error("ends", _("A slot ends after it starts."))
        return self.cleaned_data

    def fields_of_slot(self):
        kept = {each: self.cleaned_data[each] for each in ("name", "common", "place")}
        return kept | {"starts_at": self.starts_at, "ends_at": self.ends_at}


class PostponeForm(forms.Form):
    minutes = CountField(-600, 600, label=_("Minutes later"))


class PlannerForm(forms.Form):
    people = CountField(1, 100_000, label=_("How many people?"))
    rooms = CountField(1, 200, label=_("How many rooms?"), required=False, help_text=_("Empty: as many as it takes."))


class GridForm(forms.Form):
    """A proposal taken: so many rooms × rounds, from when."""

    grid = forms.RegexField(r"^[0-9]{1,3}x[0-9]{1,3}$")
    day = DayField(label=_("Day"))
    starts = TimeField(label=_("From"))
    minutes = CountField(5, 600, label=_("Minutes a round"))
    rest = CountField(0, 600, label=_("Minutes between"))

    def clean_grid(self):
        return [int(count) for count in self.cleaned_data["grid"].split("x")]


class NoticeForm(forms.Form):
    """What to announce, and to whom: everybody, who is in a room, or who follows a sheet."""

    text = LineField(label=_("Announcement"), max_length=500)
    to = forms.ChoiceField(label=_("To whom"), required=False)
    sheet = CountField(
        1, 1_000_000, label=_("Number of the sheet"), required=False, help_text=_("For those who bring or marked it.")
    )
    urgent = forms.BooleanField(
        label=_("Urgent"), required=False, help_text=_("It stands on every display until it is taken down.")
    )

    def __init__(self, *data, conference, **how):
        super().__init__(*data, **how)
        self.rooms = {f"room-{room.pk}": room for room in conference.rooms.all()}
        rooms = [(key, _("who is in %(room)s") % {"room": room.name}) for key, room in self.rooms.items()]
        self.fields["to"].choices = [("", _("everybody")), ("sheet", _("who follows a sheet")), *rooms]

    def clean(self):
        to, sheet = self.cleaned_data.get("to"), self.cleaned_data.get("sheet")
        if to == "sheet" and not sheet and "sheet" not in self.errors:
            self.add_error("sheet", _("Which sheet? Type its number."))
        if to in self.rooms and sheet:
            self.add_error("sheet", _("Either a room or a sheet: leave one of them empty."))
        return self.cleaned_data

    def fields_of_notice(self):
        found = self.cleaned_data
        return {each: found[each] for each in ("text", "urgent", "sheet")} | {"room": self.rooms.get(found["to"])}


class PhaseForm(forms.Form):
    phase = forms.ChoiceField(choices=Phase.choices)
