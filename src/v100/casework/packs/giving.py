"""May a draft be given out? Where the leak check found something, only once enough people took it upon themselves, each
with a reason, for exactly these bytes (rule C1)."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from v100.casework.access import Role
from v100.casework.accounts.models import User
from v100.casework.facts.book import force_book
from v100.casework.leaks.checking import leaks_of, names_somebody
from v100.casework.leaks.finding import Leak
from v100.casework.leaks.reading import Format
from v100.casework.nominals.himself import himself
from v100.casework.nominals.models import Nominal
from v100.casework.oversight.models import Done
from v100.casework.oversight.record import record
from v100.casework.packs.files import always_said
from v100.casework.packs.kept_templates import pack_templates
from v100.casework.packs.making import blocked_by, hash_of
from v100.casework.packs.models import Content, Finding, Override, Pack, PackFile
from v100.casework.panel.moving import held
from v100.casework.panel.states import NotNow
from v100.casework.runs.models import LoadedRun

SUPERVISE = {Role.SUPERVISOR, Role.PROFESSIONAL_STANDARDS}

EXPIRED = "It has expired: make it again, from what is on file now"


@dataclass(frozen=True)
class Standing:
    """Where a draft stands: its files, what was found, who took it upon themselves, how many must."""

    pack: Pack
    files: list[PackFile]
    findings: list[Finding]
    overrides: list[Override]

    @property
    def hashes(self) -> list[str]:
        return sorted(file.sha256 for file in self.files)

    @property
    def needed(self) -> int:
        """Two where a finding is sure; where each may be none, one who did not make the draft."""
        if any(not finding.doubt for finding in self.findings):
            return 2
        return 1 if self.findings else 0

    @property
    def expired(self) -> bool:
        """Nobody can take it any more (C12)."""
        return self.pack.expires_on < timezone.localdate()

    @property
    def open(self) -> bool:
        """It may be given out, until it expires."""
        taken = [each for each in self.overrides if sorted(each.hashes) == self.hashes]
        return not self.expired and len(taken) >= self.needed

    def why_not(self, who: User) -> str:
        """Why this person cannot take it upon himself; empty where he can."""
        if self.expired:
            return EXPIRED
        if self.open:
            return "It may be given out already"
        if who.pk in {each.by_id for each in self.overrides}:
            return "You did already: somebody else must too"
        if self.needed == 1 and who.pk == self.pack.by_id:
            return "You made it: somebody else reads what was found"
        last = len(self.overrides) + 1 == self.needed
        if self.needed == 2 and last and not (_supervises(who) or any(each.supervises for each in self.overrides)):
            return "One of the two must be a supervisor"
        return ""


def standing(pack: Pack) -> Standing:
    """As of this moment."""
    files = list(PackFile.objects.filter(pack=pack).order_by("-format"))
    findings = Finding.objects.filter(file__pack=pack).select_related("file").order_by("whose", "kind", "file", "pk")
    overrides = Override.objects.filter(pack=pack).select_related("by").order_by("number")
    return Standing(pack, files, list(findings), list(overrides))


@transaction.atomic
def override(nominal: Nominal, run: LoadedRun, pack: Pack, *, reason: str, by: User) -> Override:
    """This person takes it upon himself that these bytes are given out. Raises NotNow where he cannot, or the reason
    names somebody."""
    _named_nobody(nominal, run, reason)
    held(nominal)
    now = standing(pack)
    refused = now.why_not(by)
    if refused:
        raise NotNow(refused)
    number = len(now.overrides) + 1
    made: Override = Override.objects.create(
        pack=pack, number=number, hashes=now.hashes, supervises=_supervises(by), reason=reason, by=by
    )
    why = f"{reason} (pack:{pack.pk}, {number} of {now.needed})"
    record(Done.OVERRODE_PACK, by=by, subject=f"nominal:{nominal.pk}", why=why)
    return made


def give_out(nominal: Nominal, run: LoadedRun, pack: Pack, kind: Format, *, why: str, by: User) -> bytes:
    """The file, on the record: checked once more, against what is known now.

    Raises NotNow where the reason names somebody, where it has expired or is blocked, or where it holds what was not
    known to lead to somebody when it was made; V100Error where it cannot be checked.
    """
    _named_nobody(nominal, run, why)
    now = standing(pack)
    if now.expired:
        raise NotNow(EXPIRED)
    if not now.open:
        raise NotNow("The leak check blocked it: it is not given out")
    file = PackFile.objects.get(pack=pack, format=kind)
    content = bytes(Content.objects.get(sha256=file.sha256).content)
    new = _new(nominal, run, pack, file, content)
    if new:
        record(Done.BLOCKED_PACK, by=by, subject=f"nominal:{nominal.pk}", why=blocked_by(pack, new))
        raise NotNow("It holds what has since become known to lead to somebody: make another, without it")
    record(Done.TOOK_PACK, by=by, subject=f"nominal:{nominal.pk}", why=f"{why} (pack:{pack.pk}, {hash_of(content)})")
    return content


def _named_nobody(nominal: Nominal, run: LoadedRun, reason: str) -> None:
    if names_somebody(nominal, himself(nominal), run, reason):
        raise NotNow("Your reason holds what leads to a woman or girl: the log keeps it, so say it without")


def _new(nominal: Nominal, run: LoadedRun, pack: Pack, file: PackFile, content: bytes) -> list[Leak]:
    """What is found now and was not when it was made."""
    book = force_book()
    template = pack_templates(settings.STORE, book)[pack.power]
    innocent = always_said(template, book, pack.by.full_name)
    found = leaks_of(nominal, himself(nominal), run, {Format(file.format): content}, innocent)[Format(file.format)]
    known = set(Finding.objects.filter(file=file).values_list("kind", "whose", "doubt", "says"))
    return [leak for leak in found if (leak.kind, leak.whose, leak.doubt or "", leak.says) not in known]


def _supervises(who: User) -> bool:
    return bool(SUPERVISE & set(map(Role, who.roles)))
