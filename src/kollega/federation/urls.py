from django.urls import path

from kollega.federation import views

app_name = "federation"
urlpatterns = [
    path("delad-lista/<uuid:pk>/<slug:key>/lista.json", views.shared, name="list"),
    path("delad-lista/<uuid:pk>/<slug:key>/svar/", views.answers, name="answers"),
    path("natverk/<slug:slug>/andra-natverk/", views.partners, name="partners"),
    path("andra-natverk/lank/<uuid:pk>/stoppa/", views.stop_link, name="stop_link"),
    path("andra-natverk/lista/<uuid:pk>/sluta/", views.unsubscribe, name="unsubscribe"),
    path("andra-natverk/<uuid:pk>/", views.call, name="call"),
    path("andra-natverk/anmalan/<uuid:pk>/", views.handover, name="handover"),
    path("andra-natverk/anmalan/<uuid:pk>/steg/<slug:name>/", views.step, name="step"),
    path("andra-natverk/svar/<uuid:pk>/", views.received, name="received"),
]
