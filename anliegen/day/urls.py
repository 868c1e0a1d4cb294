from django.urls import path

from anliegen.day import here_views, views

urlpatterns = [
    path("c/<slug:slug>/", views.home, name="home"),
    path("c/<slug:slug>/day/read/", views.read, name="read"),
    path("c/<slug:slug>/day/subscribe/", views.subscribe, name="subscribe"),
    path("c/<slug:slug>/day/unsubscribe/", views.unsubscribe, name="unsubscribe"),
    path("c/<slug:slug>/here/<int:room>/", here_views.here, name="here"),
    path("c/<slug:slug>/here/leave/", here_views.leave, name="leave_room"),
    path("c/<slug:slug>/here/show/", here_views.show, name="show_where"),
    path("push-worker.js", views.push_worker, name="push_worker"),
    path("c/<slug:slug>/plan/", views.my_plan, name="my_plan"),
    path("c/<slug:slug>/plan/renew/", views.renew_plan, name="renew_plan"),
    path("c/<slug:slug>/plan/<str:key>.ics", views.plan_feed, name="plan_feed"),
]
