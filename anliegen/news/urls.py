from django.urls import path

from anliegen.news import newsroom_views, views

urlpatterns = [
    path("c/<slug:slug>/news/", views.news, name="news"),
    path("c/<slug:slug>/news/<int:number>/", views.told, name="told"),
    path("c/<slug:slug>/news/<int:number>/read/", views.read, name="read_report"),
    path("c/<slug:slug>/news/<int:number>/comment/", views.comment, name="comment"),
    path("c/<slug:slug>/news/<int:number>/comments/<int:comment>/answer/", views.answer, name="answer_comment"),
    path("c/<slug:slug>/news/<int:number>/comments/<int:comment>/take-in/", views.take_in, name="take_in"),
    path("c/<slug:slug>/news/<int:number>/comments/<int:comment>/hide/", views.hide, name="hide_comment"),
    path("c/<slug:slug>/facilitate/newsroom/", newsroom_views.newsroom, name="newsroom"),
    path("c/<slug:slug>/facilitate/newsroom/nudge/", newsroom_views.nudge, name="nudge"),
    path("c/<slug:slug>/facilitate/newsroom/nudge-all/", newsroom_views.nudge_all, name="nudge_all"),
]
