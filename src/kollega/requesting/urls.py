from django.urls import path

from kollega.requesting import views

app_name = "requesting"
urlpatterns = [
    path("forfragningar/", views.requests, name="requests"),
    path("forfragningar/ny/", views.new_request, name="new_request"),
    path("forfragningar/<uuid:pk>/", views.request_page, name="request"),
    path("forfragningar/<uuid:pk>/steg/<slug:name>/", views.request_step, name="request_step"),
    path("forfragningar/<uuid:pk>/foresla/", views.suggest, name="suggest"),
    path("forslag/<uuid:pk>/", views.suggestion, name="suggestion"),
    path("forslag/<uuid:pk>/steg/<slug:name>/", views.suggestion_step, name="suggestion_step"),
    path("erbjudanden/nytt/", views.new_offer, name="new_offer"),
    path("erbjudanden/<uuid:pk>/", views.offer, name="offer"),
    path("erbjudanden/<uuid:pk>/steg/<slug:name>/", views.offer_step, name="offer_step"),
    path("erbjudanden/<uuid:pk>/fraga/", views.enquire, name="enquire"),
]
