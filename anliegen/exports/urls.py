from django.urls import include, path

from anliegen.exports import views, ways_views

urlpatterns = [
    path("c/<slug:slug>/export/", ways_views.page, name="exports"),
    path("c/<slug:slug>/export/link/", ways_views.make_link, name="make_link"),
    path("c/<slug:slug>/export/archive.zip", views.archive_zip, name="archive_zip"),
    path("c/<slug:slug>/export/data.xlsx", ways_views.data_xlsx, name="data_xlsx"),
    path("c/<slug:slug>/export/data-csv.zip", ways_views.data_csv, name="data_csv"),
    path("c/<slug:slug>/export/schedule.<str:kind>", ways_views.schedule, name="schedule"),
    path("c/<slug:slug>/export/<str:key>/schedule.<str:kind>", ways_views.schedule_feed, name="schedule_feed"),
    path("c/<slug:slug>/export/site.zip", ways_views.site_zip, name="site_zip"),
    path("", include("anliegen.exports.paper.urls")),
    path("load/", views.load, name="load"),
]
