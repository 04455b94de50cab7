from django.urls import path

from kollega.invoicing import views

app_name = "invoicing"
urlpatterns: list = []
