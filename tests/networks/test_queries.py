import pytest

from kollega.networks.models import Employer
from kollega.networks.queries import employers_called, in_swedish_order
from tests.builders import an_employer

pytestmark = pytest.mark.django_db


def test_names_are_in_swedish_order():
    for name in ("Öland", "Ängen", "Åre", "zon", "Alfa"):
        an_employer(name)
    names = Employer.objects.order_by(in_swedish_order("name")).values_list("name", flat=True)
    assert list(names) == ["Alfa", "zon", "Åre", "Ängen", "Öland"]


def test_an_employer_is_found_by_id_number_and_name_and_several_are_all_shown():
    lund = an_employer("Lunds tingsrätt", org_number="202100-2742", register_name="LUNDS TINGSRÄTT")
    umea = an_employer("Umeå tingsrätt", org_number="202100-2742")
    assert list(employers_called(str(lund.pk))) == [lund]
    assert list(employers_called("  lunds  tingsrätt ")) == [lund]
    assert list(employers_called("2021002742")) == [lund, umea]
    assert list(employers_called("Lund")) == []
