"""The fictional district's people stand in the registers, and each role has somebody who can act."""

import pytest
from django.test import Client
from tests.builders.signing_in import NOW
from tests.builders.small_pack import day

from plumbline.apps.people import queries
from plumbline.core.authority.access import Visible
from plumbline.site.demo.people import settle

pytestmark = [pytest.mark.database, pytest.mark.django_db]
TODAY = day("2026-09-21")
EVERYTHING = Visible(everything=True)


def test_a_district_with_organs_officers_lists_and_an_account_for_every_role(settings) -> None:
    settings.DEMO = True
    settings.CLOCK = lambda: NOW
    organs = settle(NOW, TODAY)
    assert queries.find("officer", EVERYTHING).total == 42
    for organ in organs:
        assert set(organ.officers) == {*"123456HRPGS"}
        assert all(queries.qualified(organ.officers[slot], TODAY) for slot in "123456")
    assert not queries.qualified(organs[0].officers["S"], TODAY)
    names = [one.name for one in queries.every("officer", EVERYTHING)]
    assert len(set(names)) > 30
    facts = {"首次违法", "主动改正", "没有造成后果"}
    assert queries.matched_benchmarks("QX001", facts)[0].tier.tier == "mitigated"
    for wanted, _said in queries.demo_choices("zh"):
        client = Client()
        assert client.post("/own/role/", {"role": wanted}).status_code == 302, wanted
        assert client.session["role"] == queries.demo_role(wanted)
        assert client.get("/own/").status_code == 200
