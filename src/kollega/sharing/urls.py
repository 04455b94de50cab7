from django.urls import path

from kollega.sharing import views

app_name = "sharing"
urlpatterns = [
    path("data/", views.about, name="about"),
    path("data/katalog.rdf", views.described, name="described"),
    path("dela/<uuid:pk>/", views.share, name="share"),
    path("dela/<uuid:pk>/qr.svg", views.code, name="code"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("natverk/<slug:slug>/jobb.<slug:ending>", views.of_network, name="of_network"),
    path("natverk/<slug:slug>/inbaddad/", views.embedded, name="embedded"),
    path("arbetsgivare/<uuid:pk>/jobb.<slug:ending>", views.of_employer, name="of_employer"),
]
