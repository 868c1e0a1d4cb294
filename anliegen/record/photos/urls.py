from django.urls import path

from anliegen.record.photos import image_views, sending_views, views

PHOTOS = "c/<slug:slug>/anliegen/<int:number>/photos/"

urlpatterns = [
    path(PHOTOS, views.photos, name="photos"),
    path(f"{PHOTOS}add/", sending_views.add, name="photo-add"),
    path(f"{PHOTOS}send/<uuid:once>/", sending_views.send, name="photo-send"),
    path(f"{PHOTOS}<int:photo>/", views.photo, name="photo"),
    path(f"{PHOTOS}<int:photo>/turn/", views.turn, name="photo-turn"),
    path(f"{PHOTOS}<int:photo>/crop/", views.crop, name="photo-crop"),
    path(f"{PHOTOS}<int:photo>/move/", views.move, name="photo-move"),
    path(f"{PHOTOS}<int:photo>/describe/", views.describe, name="photo-describe"),
    path(f"{PHOTOS}<int:photo>/remove/", views.remove, name="photo-remove"),
    path("c/<slug:slug>/photos/<int:photo>/<slug:size>/", image_views.image, name="photo-image"),
    path("c/<slug:slug>/display/<slug:key>/photos/<int:photo>/<slug:size>/", image_views.shown, name="display-photo"),
]
