from django.urls import path

from kollega.lending import views

app_name = "lending"
urlpatterns: list = []
