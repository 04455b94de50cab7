from django.urls import path, re_path

from kollega.core import views

HEX = "[0-9a-f]{6}"
app_name = "core"
urlpatterns = [
    path("halsa/", views.health, name="health"),
    path("designguide/", views.gallery, name="gallery"),
    re_path(rf"^tema/(?P<accent>{HEX})-(?P<brand1>{HEX})-(?P<brand2>{HEX})\.css$", views.theme, name="theme"),
]
