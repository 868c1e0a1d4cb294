from django.urls import include, path

from anliegen.exports import views

urlpatterns = [
    path("c/<slug:slug>/export/archive.zip", views.archive_zip, name="archive_zip"),
    path("", include("anliegen.exports.paper.urls")),
    path("load/", views.load, name="load"),
]
