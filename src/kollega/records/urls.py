from django.urls import path

from kollega.records import views

app_name = "records"
urlpatterns = [
    path("personuppgifter/", views.register, name="register"),
    path("mitt/uppgifter/", views.mine, name="mine"),
    path("mitt/uppgifter.json", views.mine_as_file, name="mine_as_file"),
]
