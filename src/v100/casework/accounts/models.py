"""Who may use the site."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from v100.casework.access.roles import Role


class UserManager(BaseUserManager["User"]):
    """Users by their name for signing in."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """A person with an account. What finds a man on the list who may be this person is kept with it. A guest's account
    (C23) carries his agency, and the last day on which he may sign in.
    """

    username = models.CharField("user name", max_length=60, unique=True)
    forename = models.CharField(max_length=100)
    surname = models.CharField(max_length=100)
    date_of_birth = models.DateField(null=True, blank=True)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    email = models.EmailField("work e-mail address", blank=True)
    roles = ArrayField(models.CharField(max_length=30, choices=Role.choices), default=list)
    agency = models.CharField("a guest's partner agency", max_length=60, blank=True)
    last_day = models.DateField("the last day of a guest", null=True, blank=True)
    is_active = models.BooleanField(default=True)
    must_choose_password = models.BooleanField("somebody else knows the password", default=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["forename", "surname"]

    objects = UserManager()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(Lower("username"), name="one_user_of_a_name"),
            models.CheckConstraint(
                condition=models.Q(roles__contained_by=[role.value for role in Role]), name="roles_are_known"
            ),
            models.CheckConstraint(
                condition=models.Q(roles=[Role.GUEST.value], agency__regex=r"\S", last_day__isnull=False)
                | (~models.Q(roles__contains=[Role.GUEST.value]) & models.Q(agency="", last_day=None)),
                name="a_guest_has_an_agency_a_last_day_and_no_other_role",
                violation_error_message="A guest has an agency, a last day and no other role",
            ),
        ]

    @property
    def full_name(self) -> str:
        return f"{self.forename} {self.surname}"

    @property
    def has_ended(self) -> bool:
        """A guest whose last day is past."""
        return self.last_day is not None and self.last_day < timezone.localdate()

    @property
    def role_names(self) -> list[str]:
        return [str(Role(role).label) for role in self.roles]
