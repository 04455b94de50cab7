from django.urls import path

from kollega.lending import views

app_name = "lending"
urlpatterns = [
    path("lending/agreement/<uuid:pk>/", views.agreement, name="agreement"),
]
