import pytest


@pytest.mark.django_db
def test_the_gallery_answers(client):
    response = client.get("/designguide/")
    assert response.status_code == 200
