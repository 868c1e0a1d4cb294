from django.urls import path

from conference.setup import grid_views, views

urlpatterns = [
    path("start/", views.start, name="start"),
    path("c/<slug:slug>/setup/", views.overview, name="setup"),
    path("c/<slug:slug>/setup/about/", views.about, name="about"),
    path("c/<slug:slug>/setup/phase/", views.enter_phase, name="enter_phase"),
    path("c/<slug:slug>/setup/notices/post/", views.post_notice, name="post_notice"),
    path("c/<slug:slug>/setup/notices/<int:notice>/take-down/", views.take_down_notice, name="take_down_notice"),
    path("c/<slug:slug>/setup/rooms/", grid_views.all_rooms, name="rooms"),
    path("c/<slug:slug>/setup/rooms/add/", grid_views.add_rooms, name="add_rooms"),
    path("c/<slug:slug>/setup/rooms/<int:room>/", grid_views.room, name="room"),
    path("c/<slug:slug>/setup/rooms/<int:room>/move/", grid_views.move_room, name="move_room"),
    path("c/<slug:slug>/setup/rooms/<int:room>/remove/", grid_views.remove_room, name="remove_room"),
    path("c/<slug:slug>/setup/slots/", grid_views.all_slots, name="slots"),
    path("c/<slug:slug>/setup/slots/add/", grid_views.add_rounds, name="add_rounds"),
    path("c/<slug:slug>/setup/slots/new/", grid_views.new_slot, name="new_slot"),
    path("c/<slug:slug>/setup/slots/<int:slot>/", grid_views.slot, name="slot"),
    path("c/<slug:slug>/setup/slots/<int:slot>/postpone/", grid_views.postpone_slot, name="postpone_slot"),
    path("c/<slug:slug>/setup/slots/<int:slot>/remove/", grid_views.remove_slot, name="remove_slot"),
    path("c/<slug:slug>/setup/plan/", grid_views.plan, name="plan"),
    path("c/<slug:slug>/setup/plan/make/", grid_views.make_plan, name="make_plan"),
]
