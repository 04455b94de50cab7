from django.urls import path

from kollega.vacancies import views

app_name = "vacancies"
urlpatterns = [path("jobb/<uuid:pk>/", views.vacancy, name="vacancy")]
