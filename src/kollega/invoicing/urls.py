from django.urls import path

from kollega.invoicing import views

app_name = "invoicing"
urlpatterns = [
    path("invoicing/basis/<uuid:pk>/", views.basis, name="basis"),
]
