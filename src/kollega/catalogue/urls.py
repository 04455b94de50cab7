from django.urls import path

from kollega.catalogue import views

app_name = "catalogue"
urlpatterns = [
    path("jobb-och-uppdrag/", views.joint_list, name="list"),
    path("jobb-och-uppdrag/forslag", views.suggest, name="suggest"),
]
