from django.urls import path

from anliegen.day import views

urlpatterns = [
    path("c/<slug:slug>/", views.home, name="home"),
]
