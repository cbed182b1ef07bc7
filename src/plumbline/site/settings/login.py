"""Login: closed accounts, second factor, lock-out by user and address, length of sessions, identity provider."""

from plumbline.site.environment import Environment

_environment = Environment()
_DEMO = _environment.flag("PLUMBLINE_DEMO")

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "plumbline.apps.people.login_backend.LoginBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

ACCOUNT_ADAPTER = "plumbline.apps.people.login.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/login/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": None}  # axes counts failures in the database, across processes

ACCOUNT_FORMS = {"change_password": "plumbline.apps.people.login_forms.OwnPassword"}

MFA_ADAPTER = "plumbline.apps.people.login.SealedSecrets"
MFA_FORMS = {
    "authenticate": "plumbline.apps.people.login_forms.EnterCode",
    "reauthenticate": "plumbline.apps.people.login_forms.EnterCodeAgain",
    "activate_totp": "plumbline.apps.people.login_forms.FirstCode",
    "add_webauthn": "plumbline.apps.people.login_forms.NewPasskey",
    "edit_webauthn": "plumbline.apps.people.login_forms.PasskeyName",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "准绳 Plumbline"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = _DEMO
SECOND_FACTOR_REQUIRED = not _DEMO
"""Whoever has no second factor makes one before anything else; the demo has none."""

AXES_FAILURE_LIMIT = _environment.whole("PLUMBLINE_LOGIN_FAILURES", 5)
AXES_COOLOFF_TIME = _environment.whole("PLUMBLINE_LOGIN_LOCK_HOURS", 1)
AXES_LOCKOUT_PARAMETERS = [
    ["username", "ip_address"]
]  # an address alone would lock a whole office behind one router
AXES_USERNAME_CALLABLE = "plumbline.apps.people.login_name.login_name"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

SESSION_ENGINE = "plumbline.apps.people.sessions"
SESSION_IDLE_MINUTES = _environment.whole("PLUMBLINE_IDLE_MINUTES", 30)
SESSION_HOURS = _environment.whole("PLUMBLINE_SESSION_HOURS", 10)
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _environment.flag("PLUMBLINE_HTTPS", default=not _DEMO)

SOCIALACCOUNT_ADAPTER = "plumbline.apps.people.login.GovernmentIdentity"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
OIDC_CLAIM = _environment.text("PLUMBLINE_OIDC_CLAIM", "preferred_username")
"""The provider's claim that equals our user name."""
_OIDC = _environment.text("PLUMBLINE_OIDC_SERVER", "")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "government",
                "name": _environment.text("PLUMBLINE_OIDC_NAME", "政务统一身份认证"),
                "client_id": _environment.text("PLUMBLINE_OIDC_CLIENT", ""),
                "secret": _environment.text("PLUMBLINE_OIDC_SECRET", ""),
                "settings": {"server_url": _OIDC},
            }
        ]
        if _OIDC
        else [],
    }
}
