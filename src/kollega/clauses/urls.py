from django.urls import path

from kollega.clauses import views

app_name = "clauses"
urlpatterns = [
    path("natverk/<slug:slug>/villkor/", views.clauses, name="of_network"),
    path("natverk/<slug:slug>/villkor/<slug:form>/<slug:language>/", views.clauses, name="clauses"),
    path("natverk/<slug:slug>/villkor/<slug:form>/<slug:language>/nytt/", views.clause, name="new"),
    path("natverk/<slug:slug>/villkor/<slug:form>/<slug:language>/<slug:key>/", views.clause, name="clause"),
]
