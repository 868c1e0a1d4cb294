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
    path("", include("anliegen.exports.urls")),
]

handler400 = "conference.refusal.bad_request"
handler500 = "conference.refusal.server_error"
