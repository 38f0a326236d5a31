import time
from tests import cast
from rewards.settlement.operations import settle_finding
import httpx
def test_a(committed, server, worker):
    c = cast.live_campaign()
    k = cast.full_cast(c)
    f = cast.verify(cast.report(k.dave))
    settle_finding(finding_id=f.pk, at=cast.MOMENT)
    print(httpx.get(server+"/accounts/login/").status_code)
