"""Who may use the site."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from v100.casework.access.roles import Role


class UserManager(BaseUserManager["User"]):
    """Users by their name for signing in."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """A person with an account. What finds a man on the list who may be this person is kept with it."""

    username = models.CharField("user name", max_length=60, unique=True)
    forename = models.CharField(max_length=100)
    surname = models.CharField(max_length=100)
    date_of_birth = models.DateField(null=True, blank=True)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    email = models.EmailField("work e-mail address", blank=True)
    roles = ArrayField(models.CharField(max_length=30, choices=Role.choices), default=list)
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
        ]

    @property
    def full_name(self) -> str:
        return f"{self.forename} {self.surname}"

    @property
    def role_names(self) -> list[str]:
        return [str(Role(role).label) for role in self.roles]
