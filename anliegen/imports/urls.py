from django.urls import path, register_converter

from anliegen.imports import views


class OneOf:
    """A part of an address that can be one of a few words."""

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class Kind(OneOf):
    regex = "anliegen|rooms|slots"


class Which(OneOf):
    regex = "empty|example"


class Way(OneOf):
    regex = "csv|xlsx"


for converter in (Kind, Which, Way):
    register_converter(converter, converter.__name__.lower())

HERE = "c/<slug:slug>/setup/import/"
urlpatterns = [
    path(HERE, views.bring, name="import"),
    path(f"{HERE}<kind:kind>-<which:which>.<way:way>", views.sample, name="import_sample"),
    path(f"{HERE}<slug:mark>/", views.preview, name="import_preview"),
    path(f"{HERE}<slug:mark>/make/", views.make, name="import_make"),
    path(f"{HERE}<slug:mark>/throw-away/", views.throw_away, name="import_throw_away"),
]
