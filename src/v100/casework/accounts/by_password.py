"""Who asks for something by a command: an open account and its password, as on the page to sign in."""

from v100.casework.accounts.models import User
from v100.casework.accounts.views.sign_in import SignInForm
from v100.errors import V100Error


def account(username: str, password: str) -> User:
    """Raises V100Error where the page would refuse, or where somebody else knows the password."""
    form = SignInForm(data={"username": username, "password": password})
    if not form.is_valid():
        raise V100Error("; ".join(str(fault) for faults in form.errors.values() for fault in faults))
    user: User = form.get_user()
    if user.must_choose_password:
        raise V100Error("somebody else knows this password: sign in to the site and choose another first")
    return user
