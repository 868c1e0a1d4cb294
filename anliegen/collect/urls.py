from django.urls import path

from anliegen.collect import entry_views, hiding_views, interest_views, views

urlpatterns = [
    path("c/<slug:slug>/anliegen/new/", views.new, name="new"),
    path("c/<slug:slug>/entry/", entry_views.entry, name="entry"),
    path("c/<slug:slug>/anliegen/round/", interest_views.round_, name="round"),
    path("c/<slug:slug>/anliegen/<int:number>/interest/", interest_views.interest, name="interest"),
    path("c/<slug:slug>/anliegen/<int:number>/", views.sheet, name="sheet"),
    path("c/<slug:slug>/anliegen/<int:number>/edit/", views.edit, name="edit"),
    path("c/<slug:slug>/anliegen/<int:number>/withdraw/", views.withdraw, name="withdraw"),
    path("c/<slug:slug>/anliegen/<int:number>/hide/", hiding_views.hide, name="hide"),
    path("c/<slug:slug>/anliegen/<int:number>/show/", hiding_views.show_again, name="show_again"),
    path("c/<slug:slug>/anliegen/similar/", hiding_views.alike, name="alike"),
    path("c/<slug:slug>/anliegen/<int:number>/bring-back/", views.bring_back, name="bring-back"),
]
