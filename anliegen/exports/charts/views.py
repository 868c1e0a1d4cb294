"""The page of pictures: for everybody in the hall; interest is told as far as the conference tells it."""

import time
from concurrent.futures import ThreadPoolExecutor, wait

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from anliegen.collect import interests
from anliegen.exports import whole
from anliegen.exports.charts import charts, draw
from conference.access import seated
from conference.live import later
from conference.live.kept import Kept
from conference.live.pages import versioned
from conference.models import Role

counted = Kept(20)  # all texts are read for it: not anew for everybody who looks
waiting = ThreadPoolExecutor(1, thread_name_prefix="pictures")  # for the last of several drawings


@require_GET
@seated()
@versioned
def pictures(request, seat):
    """The conference in pictures, drawn beside this process; each has its table."""
    may = seat.may(Role.FACILITATOR) or interests.told_to_all(seat.conference)
    conference = seat.conference
    shows = (conference.pk, conference.created_at, conference.version, get_language(), may, int(time.time() // 60))
    found = counted.piece(shows, lambda: charts.charts(whole.read(conference), interest=may))
    jobs = draw.jobs_of([chart.spec for chart in found])
    unfinished = [job for job in jobs if not job.done()]
    if unfinished and (waits := later.outside(request, waiting.submit(wait, unfinished))):
        return waits
    drawn = [(chart, draw.result(job, chart.title, chart.words)) for chart, job in zip(found, jobs, strict=True)]
    return render(request, "charts/pictures.html", {"here": "pictures", "drawn": drawn})
