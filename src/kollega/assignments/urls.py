from django.urls import path

from kollega.assignments import views

app_name = "assignments"
urlpatterns: list = []
