"""The front door: the only place of the frame that names the day."""

from django.urls import include, path

from conference.live.views import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("conference.entrance.urls")),
    path("", include("conference.setup.urls")),
    path("", include("anliegen.collect.urls")),
    path("", include("anliegen.wall.urls")),
    path("", include("anliegen.market.urls")),
    path("", include("anliegen.day.urls")),
    path("", include("anliegen.display.urls")),
    path("", include("anliegen.record.urls")),
    path("", include("anliegen.record.photos.urls")),
    path("", include("anliegen.news.urls")),
    path("", include("anliegen.exports.urls")),
    path("", include("anliegen.exports.book.urls")),
    path("", include("anliegen.exports.charts.urls")),
    path("", include("anliegen.imports.urls")),
]

handler400 = "conference.refusal.bad_request"
handler500 = "conference.refusal.server_error"
