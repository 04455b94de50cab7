from django.urls import path

from kollega.recommending import views

app_name = "recommending"
urlpatterns = [
    path("passar-dig/", views.suggestions, name="suggestions"),
    path("passar-dig/av-och-pa/", views.switch, name="switch"),
    path("passar-dig/visa-igen/", views.show_again, name="show_again"),
    path("passar-dig/<uuid:pk>/dolj/", views.hide, name="hide"),
    path("passar-dig/av/<str:seal>/", views.stop, name="stop"),
]
