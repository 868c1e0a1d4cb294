from django.urls import path

from anliegen.exports.paper import views

urlpatterns = [
    path("c/<slug:slug>/paper/", views.page, name="paper"),
    path("c/<slug:slug>/paper/number/", views.number, name="number_paper"),
    path("c/<slug:slug>/paper/blank.pdf", views.blank, name="blank_pdf"),
    path("c/<slug:slug>/paper/rooms.pdf", views.rooms, name="rooms_pdf"),
    path("c/<slug:slug>/paper/poster.pdf", views.poster, name="poster_pdf"),
    path("c/<slug:slug>/paper/tents.pdf", views.tents, name="tents_pdf"),
    path("c/<slug:slug>/export/sheets.pdf", views.sheets, name="sheets_pdf"),
    path("c/<slug:slug>/export/reports.pdf", views.reports, name="reports_pdf"),
    path("c/<slug:slug>/export/wall.pdf", views.wall, name="wall_pdf"),
]
