from django.urls import path, re_path

from conference.entrance import people_views, views

urlpatterns = [
    path("", views.front, name="front"),
    path("j/<str:code>/", views.join, name="join"),
    re_path(r"^j/(?P<code>[^/]+)/qr\.(?P<kind>svg|png)$", views.join_qr, name="join_qr"),
    path("organiser/<slug:key>/", views.organiser, name="organiser"),
    path("me/<slug:key>/", views.me, name="me"),
    path("language/", views.language, name="set_language"),
    path("c/<slug:slug>/seat/", views.seat, name="seat"),
    path("c/<slug:slug>/seat/leave/", views.leave_device, name="leave_device"),
    path("c/<slug:slug>/poster/", people_views.poster, name="poster"),
    path("c/<slug:slug>/setup/people/", people_views.people, name="people"),
    path("c/<slug:slug>/setup/people/renew/<str:role>/", people_views.renew, name="renew"),
    path("c/<slug:slug>/setup/people/<int:person>/", people_views.person, name="person"),
    path("c/<slug:slug>/setup/people/<int:person>/role/", people_views.assign, name="assign"),
    path("c/<slug:slug>/setup/people/<int:person>/link/", people_views.renew_link, name="renew_link"),
    path("c/<slug:slug>/setup/people/<int:person>/remove/", people_views.remove, name="remove_person"),
    path("c/<slug:slug>/setup/people/display/", people_views.add_display, name="add_display"),
]
