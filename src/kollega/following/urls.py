from django.urls import path

from kollega.following import views

app_name = "following"
urlpatterns = [
    path("foljer/", views.searches, name="searches"),
    path("foljer/ny/", views.follow, name="follow"),
    path("foljer/<uuid:pk>/rytm/", views.rhythm, name="rhythm"),
    path("foljer/<uuid:pk>/sluta/", views.unfollow, name="unfollow"),
    path("foljer/av/<uuid:token>/", views.off, name="off"),
    path("foljer/av/allt/<str:seal>/", views.off_all, name="off_all"),
    path("sparat/", views.favourites, name="favourites"),
    path("sparat/jamfor/", views.compare, name="compare"),
    path("sparat/kalender/", views.new_calendar, name="new_calendar"),
    path("sparat/kalender/<uuid:token>.ics", views.calendar, name="calendar"),
    path("sparat/<uuid:pk>/", views.keep, name="keep"),
    path("sparat/<uuid:pk>/ta-bort/", views.let_go, name="let_go"),
]
