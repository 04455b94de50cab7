from django.urls import path

from kollega.vacancies import views

app_name = "vacancies"
urlpatterns = [
    path("jobb/<uuid:pk>/", views.vacancy, name="vacancy"),
    path("annonskallor/", views.feeds, name="feeds"),
    path("annonskallor/ny/", views.new_feed, name="new_feed"),
    path("annonskallor/<uuid:pk>/", views.feed, name="feed"),
    path("annonskallor/<uuid:pk>/andra/", views.edit_feed, name="edit_feed"),
    path("annonskallor/<uuid:pk>/steg/<slug:name>/", views.feed_step, name="feed_step"),
]
