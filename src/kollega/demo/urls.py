from django.urls import path

from kollega.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.people, name="people"),
    path("byt/<uuid:pk>/", views.become, name="become"),
    path("brevlada/", views.mailbox, name="mailbox"),
    path("tid/", views.time, name="time"),
    path("tid/fram/", views.move, name="move"),
]
