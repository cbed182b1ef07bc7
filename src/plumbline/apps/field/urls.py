"""Addresses of the field. The worker stands at the root, as a worker looks after nothing above its own address."""

from django.urls import path

from plumbline.apps.field.pages import (
    code_views,
    desk_views,
    phone_views,
    received_views,
    recovery_views,
    upload_views,
)

app_name = "field"
urlpatterns = [
    path("field-worker.js", phone_views.worker, name="worker"),
    path("field/", desk_views.desk, name="desk"),
    path("field/phone/", phone_views.shell, name="shell"),
    path("field/phone.webmanifest", phone_views.manifest, name="manifest"),
    path("field/token/", phone_views.token, name="token"),
    path("field/prepare/", phone_views.prepare, name="prepare"),
    path("field/files/<str:file>/", phone_views.file, name="file"),
    path("field/visits/", phone_views.visit, name="visit"),
    path("field/held/", phone_views.held, name="held"),
    path("field/numbers/reserve/", desk_views.reserve, name="reserve"),
    path("field/pin/", desk_views.pin, name="pin"),
    path("field/files/<str:file>/uploads/", upload_views.uploads, name="uploads"),
    path("field/files/<str:file>/uploads/<str:upload>/", upload_views.upload, name="upload"),
    path("field/files/<str:file>/uploads/<str:upload>/finish/", upload_views.finish, name="finish"),
    path("field/numbers/return/", desk_views.give_back, name="give_back"),
    path("field/recovery/", recovery_views.recovery, name="recovery"),
    path("field/recovery/share/", recovery_views.share, name="share"),
    path("field/recovery/bundle/", recovery_views.bundle, name="bundle"),
    path("field/received/", received_views.received, name="received"),
    path("field/received/<str:visit>/", received_views.one_arrival, name="arrival"),
    path("field/code/<str:code>/", code_views.code, name="code"),
]
