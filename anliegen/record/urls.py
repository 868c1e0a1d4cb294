from django.urls import path

from anliegen.record import attendance_views, version_views, views

REPORT = "c/<slug:slug>/anliegen/<int:number>/report/"

urlpatterns = [
    path(REPORT, views.report, name="report"),
    path(f"{REPORT}write/", views.write, name="write_report"),
    path(f"{REPORT}publish/", views.publish, name="publish_report"),
    path(f"{REPORT}take-back/", views.take_back, name="take_back_report"),
    path(f"{REPORT}versions/", version_views.versions, name="versions"),
    path(f"{REPORT}versions/<int:version>/", version_views.version, name="version"),
    path(f"{REPORT}versions/<int:version>/bring-back/", version_views.bring_back, name="bring_back_version"),
    path(f"{REPORT}versions/begin-anew/", version_views.begin_anew, name="begin_report_anew"),
    path(f"{REPORT}come/", attendance_views.come, name="come"),
    path(f"{REPORT}enter/", attendance_views.enter, name="enter"),
    path(f"{REPORT}pass-round/", attendance_views.pass_round, name="pass_round"),
    path(f"{REPORT}take-in/", attendance_views.take_in, name="take_in_door"),
    path(f"{REPORT}take-out/<int:entry>/", attendance_views.take_out, name="take_out"),
    path(f"{REPORT}others/", attendance_views.others, name="count_others"),
]
