from django.urls import path

from anliegen.exports.charts import views

urlpatterns = [path("c/<slug:slug>/pictures/", views.pictures, name="pictures")]
