from django.urls import path

from kollega.applications.views import own, rounds, showing

app_name = "applications"
urlpatterns = [
    path("sok/<uuid:pk>/", own.begin, name="begin"),
    path("mina-ansokningar/", own.mine, name="mine"),
    path("ansokan/<uuid:pk>/", own.application, name="application"),
    path("ansokan/<uuid:pk>/spara/", own.save, name="save"),
    path("ansokan/<uuid:pk>/kontrollera/", own.check, name="check"),
    path("ansokan/<uuid:pk>/steg/<slug:name>/", own.own_step, name="own_step"),
    path("ansokan/<uuid:pk>/ta-bort/", own.discard, name="discard"),
    path("ansokan/<uuid:pk>/intervju.ics", own.calendar, name="calendar"),
    path("ansokan/<uuid:pk>/visas/", own.openness, name="openness"),
    path("ansokan/tid/<uuid:pk>/", own.choose, name="choose"),
    path("ansokan/fil/<uuid:pk>/", own.download, name="download"),
    path("annonser/<uuid:pk>/ansokningar/", rounds.one_round, name="round"),
    path("annonser/<uuid:pk>/ansokningar/jamfor/", rounds.matrix, name="matrix"),
    path("annonser/<uuid:pk>/ansokningar/jamfor.xlsx", rounds.matrix_file, name="matrix_file"),
    path("annonser/<uuid:pk>/ansokningar/bedomare/", rounds.panel, name="panel"),
    path("annonser/<uuid:pk>/ansokningar/tider/", rounds.times, name="times"),
    path("annonser/<uuid:pk>/ansokningar/sen/", rounds.late, name="late"),
    path("annonser/<uuid:pk>/ansokningar/besked/", rounds.letter, name="letter"),
    path("annonser/ansokan/<uuid:pk>/", rounds.received, name="received"),
    path("annonser/ansokan/<uuid:pk>/bedom/", rounds.judge, name="judge"),
    path("annonser/ansokan/<uuid:pk>/erbjud/", rounds.offer, name="offer"),
    path("annonser/ansokan/<uuid:pk>/steg/<slug:name>/", rounds.move, name="move"),
    path("annonser/ansokan/<uuid:pk>/visa/", showing.show, name="show"),
    path("annonser/visad/<uuid:pk>/", showing.shown, name="shown"),
    path("annonser/visad/<uuid:pk>/ta-tillbaka/", showing.hide, name="hide"),
    path("annonser/bedomare/<uuid:pk>/ta-bort/", rounds.excuse, name="excuse"),
    path("annonser/tid/<uuid:pk>/ta-bort/", rounds.remove_time, name="remove_time"),
]
