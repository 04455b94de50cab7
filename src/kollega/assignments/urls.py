from django.urls import path

from kollega.assignments import views

app_name = "assignments"
urlpatterns = [
    path("assignments/call/<uuid:pk>/", views.call, name="call"),
    path("assignments/interest/<uuid:pk>/", views.interest, name="interest"),
    path("assignments/answer/<uuid:pk>/", views.answer, name="answer"),
]
