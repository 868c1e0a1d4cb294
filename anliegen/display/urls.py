from django.urls import path

from anliegen.display import views

urlpatterns = [path("c/<slug:slug>/display/<slug:key>/", views.display, name="display")]
