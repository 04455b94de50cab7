from django.urls import path

from kollega.core import views

app_name = "core"
urlpatterns = [path("halsa/", views.health, name="health")]
