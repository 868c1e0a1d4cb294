from django.urls import path

from anliegen.exports.book import views

urlpatterns = [
    path("c/<slug:slug>/book/", views.page, name="book"),
    path("c/<slug:slug>/book/issue/", views.issue, name="issue_book"),
    path("c/<slug:slug>/book/draft.pdf", views.draft, name="draft_book"),
    path("c/<slug:slug>/book/cover/", views.cover, name="cover"),
    path("c/<slug:slug>/book/cover/put/", views.put_cover, name="put_cover"),
    path("c/<slug:slug>/book/cover/take-away/", views.take_cover, name="take_cover"),
    path("c/<slug:slug>/book/<int:number>/again/", views.again, name="make_book_again"),
    path("c/<slug:slug>/book/<int:number>/take-away/", views.take_away, name="take_book_away"),
    *(
        path(f"c/<slug:slug>/{folder}book.{kind}", view, {"kind": kind}, name=f"{name}_{kind}")
        for kind in ("pdf", "html", "docx")
        for folder, view, name in (
            ("export/", views.newest, "book"),
            ("book/<int:number>/", views.edition, "edition"),
        )
    ),
]
