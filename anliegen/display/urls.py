from django.urls import path

from anliegen.display import desk_views, door_views, views

urlpatterns = [
    path("c/<slug:slug>/display/<slug:key>/", views.display, name="display"),
    path("c/<slug:slug>/display/<slug:key>/alive/", views.heard, name="display-alive"),
    path("c/<slug:slug>/display/<slug:key>/picture/", views.picture, name="display-picture"),
    path("c/<slug:slug>/display/<slug:key>/news/", views.leaf, name="display-leaf"),
    path("c/<slug:slug>/doors/", door_views.doors, name="doors"),
    path("c/<slug:slug>/door/<int:room>/<slug:key>/", door_views.door, name="door"),
    path("c/<slug:slug>/displays/", desk_views.displays, name="displays"),
    path("c/<slug:slug>/displays/states/", desk_views.states, name="display-states"),
    path("c/<slug:slug>/displays/add/", desk_views.add, name="display-add"),
    path("c/<slug:slug>/displays/<int:display>/show/", desk_views.show, name="display-show"),
    path("c/<slug:slug>/displays/<int:display>/follow/", desk_views.follow, name="display-follow"),
    path("c/<slug:slug>/displays/<int:display>/blank/", desk_views.blank, name="display-blank"),
    path("c/<slug:slug>/displays/<int:display>/text/", desk_views.write, name="display-text"),
    path("c/<slug:slug>/displays/<int:display>/picture/", desk_views.hang, name="display-hang"),
    path("c/<slug:slug>/displays/<int:display>/adjust/", desk_views.adjust, name="display-adjust"),
    path("c/<slug:slug>/displays/<int:display>/rename/", desk_views.rename, name="display-rename"),
    path("c/<slug:slug>/displays/<int:display>/remove/", desk_views.remove, name="display-remove"),
]
