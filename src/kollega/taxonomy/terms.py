"""The kinds of words."""

from django.db import models


class Kind(models.TextChoices):
    OCCUPATION = "occupation", "Yrke"
    SSYK_1 = "ssyk_1", "Yrkesområde (SSYK nivå 1)"
    SSYK_2 = "ssyk_2", "Huvudgrupp (SSYK nivå 2)"
    SSYK_3 = "ssyk_3", "Yrkesgrupp (SSYK nivå 3)"
    SSYK_4 = "ssyk_4", "Undergrupp (SSYK nivå 4)"
    SKILL_GROUP = "skill_group", "Kompetensgrupp"
    SKILL = "skill", "Kompetens"
    REGION = "region", "Län"
    MUNICIPALITY = "municipality", "Kommun"
    LANGUAGE = "language", "Språk"
    OTHER = "other", "Annat"
