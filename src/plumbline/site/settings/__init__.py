"""Django's settings, read from the environment. Law is never a setting; it lies in packs."""

from pathlib import Path

from csp.constants import NONE, SELF

from plumbline.site.clock import server_clock
from plumbline.site.environment import Environment
from plumbline.site.packs_folder import packs_folder

_environment = Environment()

SITE = Path(__file__).resolve().parent.parent
DATA = _environment.folder("PLUMBLINE_DATA", Path("var").absolute())
"""Folder of the embedded database, attachments, jobs and exports; never served as files."""

PACKS = _environment.folder("PLUMBLINE_PACKS", packs_folder())
CALENDARS = _environment.folder("PLUMBLINE_CALENDARS", DATA / "calendars")
"""Folder of the notices of holidays that this site keeps itself, for years of which the program brings none yet."""
LIBRARY = _environment.folder("PLUMBLINE_LIBRARY", DATA / "law")
"""Folder of the imported statutes."""
DIVISION = _environment.text("PLUMBLINE_DIVISION", "650105")
"""GB/T 2260 code of the district: which layers of the packs hold."""
DISTRICT_NAME = _environment.text("PLUMBLINE_DISTRICT_NAME", "青石区")
"""The district's name on pages."""
LEDGER_ORIGIN = _environment.text("PLUMBLINE_LEDGER_ORIGIN", "plumbline.invalid/demo")
"""Name of the log and of its key; a demo's log says so in its name."""
LEDGER_SM3 = _environment.flag("PLUMBLINE_LEDGER_SM3")
"""Whether a second tree under SM3 is sealed beside the first."""
LEDGER_PROJECTIONS = "plumbline.site.wiring.projections"
"""What is derived from records, told of each in the transaction that enters it."""
ATTACHMENT_STORAGE = "plumbline.site.wiring.attachment_storage"
ATTACHMENT_STORE = _environment.text("PLUMBLINE_ATTACHMENTS", "folder")
"""Where bytes of files lie: `folder` (under PLUMBLINE_DATA) or `s3` (PLUMBLINE_S3_…)."""
S3 = {
    "endpoint": _environment.text("PLUMBLINE_S3_ENDPOINT", ""),
    "name": _environment.text("PLUMBLINE_S3_BUCKET", "plumbline"),
    "access": _environment.text("PLUMBLINE_S3_ACCESS_KEY", ""),
    "secret": _environment.text("PLUMBLINE_S3_SECRET_KEY", ""),
    "region": _environment.text("PLUMBLINE_S3_REGION", "us-east-1"),
    "senders": _environment.text("PLUMBLINE_S3_SENDERS", ""),
}
"""The bucket of an S3-compatible store; the secret comes from the environment alone. `senders` is the address at which
the command line of organs reaches the store; empty, and all comes through the desk."""
DEMO = _environment.flag("PLUMBLINE_DEMO")

SECRET_KEY = (
    "demo-only-" + "0" * 40
    if DEMO
    else _environment.secret(
        "PLUMBLINE_SECRET_KEY",
        "运行 python -c 'import secrets; print(secrets.token_urlsafe(50))' 生成，并保存在环境变量中",
        "make one with python -c 'import secrets; print(secrets.token_urlsafe(50))' and keep it in the environment",
    )
)
DEBUG = False
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {"django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}
"""A page that failed is told with its place in the code on standard error, where the service's journal keeps it; by
itself the framework would write to administrators by mail and nowhere else.
"""
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"] if DEMO else _environment.names("PLUMBLINE_HOSTS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "plumbline.apps.jobs",
    "plumbline.apps.page_parts",
    "plumbline.apps.attachments",
    "plumbline.apps.search_index",
    "plumbline.apps.ledger_store",
    "plumbline.apps.goods",
    "plumbline.apps.casework",
    "plumbline.apps.people",
    "plumbline.apps.documents",
    "plumbline.apps.case_file",
    "plumbline.apps.field",
    "plumbline.apps.reminders",
    "plumbline.apps.figures",
    "plumbline.apps.annual_report",
    "plumbline.apps.year_end",
    "plumbline.apps.supervision",
    "plumbline.apps.leadership",
    "plumbline.apps.exams",
    "plumbline.apps.enterprise",
    "plumbline.apps.evaluation",
    "plumbline.apps.disclosure",
    "plumbline.apps.exchange",
    "plumbline.apps.legality",
    "plumbline.apps.recorders",
    "plumbline.apps.public_service",
]
AUTH_USER_MODEL = "people.Account"
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 86_400
"""Seconds for which a link for a new password works."""
HELD_BY = ("plumbline.apps.casework.queries.held_by",)
"""Functions that say what somebody holds, by the name under which records know them; a hand-over lists it all."""
TAKEN_OUT_BY = (
    "plumbline.apps.people.queries.taken_out.recorders_out",
    "plumbline.apps.goods.queries.kept_by",
    "plumbline.apps.case_file.queries.borrowed_by",
)
"""Functions that say what somebody has of an organ's, by their name in records: listed with what they hold."""
TEXTS_REFUSED_BY = ("plumbline.apps.supervision.complainants.named_in",)
"""Functions that say what in the texts of an act may stand in no record of the case."""
REMINDED_OF = (
    "plumbline.apps.casework.queries.due_until",
    "plumbline.apps.casework.thing_terms.things_due_until",
    "plumbline.apps.disclosure.queries.due_until",
    "plumbline.apps.evaluation.waiting.due_until",
    "plumbline.apps.exams.waiting.due_until",
)
"""Functions that tell which limits run out until a day, for the reminders."""
WAITS_FOR = (
    "plumbline.apps.evaluation.waiting.waits_for",
    "plumbline.apps.exams.waiting.waits_for",
    "plumbline.apps.supervision.waiting.waits_for",
)
"""Functions that tell what waits for a person beside cases, for the page «my work»."""
CITES_LAW = (
    "plumbline.apps.people.law_writings.registers",
    "plumbline.apps.casework.law_writings.documents",
    "plumbline.apps.exams.queries.law_writings.questions",
)
"""Functions that tell what of the site's own texts may cite law (`law impact --site`)."""
INDICATORS_OF = "plumbline.apps.figures.told.lines_of_table"
"""Who counts the figures of the statistics for papers of supervision."""
CASE_ASIDES = (
    "plumbline.apps.supervision.pages.case_card.findings_card",
    "plumbline.apps.supervision.pages.clues.clue_card",
    "plumbline.apps.disclosure.case_card.publication_card",
    "plumbline.apps.enterprise.pages.case_card.visit_card",
    "plumbline.apps.public_service.case_card.inspection_card",
    "plumbline.apps.public_service.case_card.rating_card",
    "plumbline.apps.public_service.case_card.sent_card",
    "plumbline.apps.public_service.matter_card.matter_card",
    "plumbline.apps.legality.review_card.review_card",
    "plumbline.apps.recorders.recording_card.recording_card",
    "plumbline.apps.evaluation.case_card.evaluation_card",
    "plumbline.apps.leadership.case_card.resolutions_card",
)
"""Functions that put a card beside a case on its page; None for nothing."""
SEARCH_SAID = "plumbline.apps.casework.said_texts.said_of"
"""What the records of a case say, in words. Empty: every text in them as it stands."""
SEARCH_TEXTS = "plumbline.apps.casework.paper_texts.texts_of"
"""What of a case is searched beside its records: the text of its papers. Empty for nothing."""
SEALS = "plumbline.site.wiring.seals"
SOURCE_TITLE = "plumbline.apps.exchange.queries.sources.source_title"
"""What a source of records is called, by its code; empty for one that is not known."""
SEAL_SERVER = _environment.text("PLUMBLINE_SEAL_SERVER", ""), _environment.text("PLUMBLINE_SEAL_TOKEN", "")
"""Address and token of the seal server; each organ's seal bears the organ's number. Off until an address is set."""
SEAL_TRUST = _environment.text("PLUMBLINE_SEAL_TRUST", "")
"""File with the certificates (PEM) of the authorities whose seals are trusted."""
REMINDER_CHANNELS = "plumbline.site.wiring.reminder_channels"
TEXT_MESSAGES = _environment.text("PLUMBLINE_SMS_GATEWAY", ""), _environment.text("PLUMBLINE_SMS_TOKEN", "")
"""Address and token of the gateway for text messages; off while there is no address."""
MESSENGER = _environment.text("PLUMBLINE_MESSENGER", ""), _environment.text("PLUMBLINE_MESSENGER_TOKEN", "")
"""The same of the government's messenger."""
EVALUATION_KEYS = _environment.folder("PLUMBLINE_EVALUATION_KEYS", DATA / "evaluation-keys")
"""Folder of the keys of open evaluations. All servers share it, no backup holds it; a key lives until the count."""
EXCHANGE_DROP = _environment.folder("PLUMBLINE_DROP", DATA / "drop")
"""Folder into which systems of organs drop files, one folder a source."""
NOTICE_NETWORKS = _environment.names("PLUMBLINE_NOTICE_NETWORKS") if not DEMO else ["127.0.0.0/8"]
"""Networks of the house that notices may go to; public addresses need no entry."""
SUPERVISING_ORGAN = _environment.text("PLUMBLINE_SUPERVISING_ORGAN", "QS01" if DEMO else "")
"""Number of the organ that complaints about enforcement go to; while empty the portal takes none."""
PROXIES = _environment.names("PLUMBLINE_PROXIES") if not DEMO else []
"""Addresses of the house's own proxies, whose word on where a request comes from is taken."""
MIDDLEWARE = [
    "plumbline.site.demo_guard.DemoGuard",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "plumbline.site.open_pages.OpenPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "plumbline.site.request_clock.RequestClock",
    "plumbline.apps.people.session_limits.SessionLimits",
    "plumbline.apps.people.middleware.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "plumbline.site.mistakes.MistakePages",
]
ROOT_URLCONF = "plumbline.site.urls"
WSGI_APPLICATION = "plumbline.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "plumbline.site.frames.frames",
            ],
            # What every template uses needs no {% load %}.
            "builtins": ["django.templatetags.i18n", "plumbline.apps.page_parts.templatetags.parts"],
        },
    }
]
DATABASES = {"default": _environment.database("PLUMBLINE_DATABASE", DATA / "plumbline.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [SITE / "locale"]
TIME_ZONE = "Asia/Shanghai"
CLOCK = server_clock
"""The one clock of the shell, in microseconds since 1970-01-01 UTC; everything below is given `now`."""
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATICFILES_DIRS = [SITE / "static"]
# Built files carry a hash of their content in the name; whoever has one never asks again.
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"/build/.+-[0-9A-Z]{8}\.\w+$"

# Nothing is loaded but from here; no inline script or style, no evaluation. Images of pages may be data.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF, "blob:"],  # a film that was chosen or recorded, before it is sent
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

from plumbline.site.settings.login import *  # noqa: E402, F403
