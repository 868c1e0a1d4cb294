from django.urls import path

from anliegen.day import views

urlpatterns = [
    path("c/<slug:slug>/", views.home, name="home"),
    path("c/<slug:slug>/day/read/", views.read, name="read"),
]
