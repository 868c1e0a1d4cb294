from django.urls import path

from anliegen.wall import arrange_views, hint_views, merge_views, views

urlpatterns = [
    path("c/<slug:slug>/wall/", views.wall, name="wall"),
    path("c/<slug:slug>/facilitate/", views.desk, name="desk"),
    path("c/<slug:slug>/wall/history/", views.past, name="history"),
    path("c/<slug:slug>/wall/hints/", hint_views.hints, name="hints"),
    path("c/<slug:slug>/wall/sheet/<int:number>/", views.panel, name="panel"),
    path("c/<slug:slug>/wall/cell/<int:slot>/<int:room>/", views.cell, name="cell"),
    path("c/<slug:slug>/wall/pin/", views.pin, name="pin"),
    path("c/<slug:slug>/wall/move/", views.move, name="move"),
    path("c/<slug:slug>/wall/swap/", views.swap, name="swap"),
    path("c/<slug:slug>/wall/park/", views.park, name="park"),
    path("c/<slug:slug>/wall/continue/", views.continue_in, name="continue"),
    path("c/<slug:slug>/wall/fix/", views.fix, name="fix"),
    path("c/<slug:slug>/wall/loosen/", views.loosen, name="loosen"),
    path("c/<slug:slug>/wall/close/", views.close, name="close"),
    path("c/<slug:slug>/wall/open/", views.open_again, name="open"),
    path("c/<slug:slug>/wall/undo/", views.undo_last, name="undo"),
    path("c/<slug:slug>/wall/arrange/", arrange_views.propose, name="propose_arrangement"),
    path("c/<slug:slug>/wall/arrange/<int:proposal>/", arrange_views.arrangement, name="arrangement"),
    path("c/<slug:slug>/wall/arrange/<int:proposal>/take/", arrange_views.take, name="take_arrangement"),
    path("c/<slug:slug>/wall/arrange/<int:proposal>/leave/", arrange_views.leave, name="leave_arrangement"),
    path("c/<slug:slug>/wall/merge/", merge_views.propose, name="merge"),
    path("c/<slug:slug>/wall/merge/now/", merge_views.decide, name="merge_now"),
    path("c/<slug:slug>/wall/merge/<int:proposal>/answer/", merge_views.say, name="answer_merge"),
    path("c/<slug:slug>/wall/merge/<int:proposal>/withdraw/", merge_views.take_back, name="withdraw_merge"),
    path("c/<slug:slug>/wall/split/", merge_views.split, name="split"),
    path("c/<slug:slug>/wall/redo/", views.redo_last, name="redo"),
]
