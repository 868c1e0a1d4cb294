from django.urls import path

from anliegen.market import views

urlpatterns = [
    path("c/<slug:slug>/market/", views.market, name="market"),
    path("c/<slug:slug>/market/line-up/", views.line_up, name="line-up"),
    path("c/<slug:slug>/market/step-out/", views.step_out, name="step-out"),
    path("c/<slug:slug>/market/call/", views.call, name="call"),
    path("c/<slug:slug>/market/skip/", views.skip, name="skip"),
    path("c/<slug:slug>/market/recall/", views.recall, name="recall"),
    path("c/<slug:slug>/market/reorder/", views.reorder, name="reorder"),
    path("c/<slug:slug>/market/end/", views.end, name="end"),
    path("c/<slug:slug>/market/extend/", views.extend, name="extend"),
    path("c/<slug:slug>/market/pause/", views.pause, name="pause"),
    path("c/<slug:slug>/market/go-on/", views.go_on, name="go-on"),
    path("c/<slug:slug>/market/seconds/", views.set_seconds, name="seconds"),
    path("c/<slug:slug>/market/open/", views.open_market, name="open-market"),
    path("c/<slug:slug>/market/close/", views.close_market, name="close-market"),
    path("c/<slug:slug>/market/add-round/", views.add_round, name="add-round"),
    path("c/<slug:slug>/market/add-room/", views.add_room, name="add-room"),
]
