from django.urls import path

from anliegen.exports import views

urlpatterns = [
    path("c/<slug:slug>/export/archive.zip", views.archive_zip, name="archive_zip"),
    path("load/", views.load, name="load"),
]
