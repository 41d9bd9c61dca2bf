"""The form by which a partner's referral is taken in."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from v100.casework.access import Action, requires
from v100.casework.accounts.request import Signed
from v100.casework.nominals.opening import keep_reason
from v100.casework.referrals.forms import ReferralForm
from v100.casework.referrals.models import Referral
from v100.casework.referrals.taking_in import take_in


@requires(Action.REFER)
@require_http_methods(["GET", "POST"])
def take(request: Signed) -> HttpResponse:
    """Ask, and take it in. Whoever took it in goes on to its page, unless it may be of a colleague."""
    form = ReferralForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        referral = take_in(by=request.user, person=form.person, **form.told)
        if not Referral.objects.visible_to(request.user).filter(pk=referral.pk).exists():
            return redirect("referrals")
        keep_reason(request, referral, "took it in")
        return redirect("referral", referral.pk)
    return render(request, "referrals/take.html", {"form": form})
