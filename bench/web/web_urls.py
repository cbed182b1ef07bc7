"""The site's addresses, and the plain ones that they are measured against."""

from django.urls import path
from plain.views import read_one, write_one

from plumbline.site.urls import urlpatterns as ours

urlpatterns = [path("plain/<int:number>/", read_one), path("plain/write/", write_one), *ours]
