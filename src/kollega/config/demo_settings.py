"""The demo's settings: the same product, plus the page that signs in as anyone. Only the demo command uses them.

Nothing in the environment can turn a real installation into a demo: the settings module is named in code,
and the demo's pages also refuse unless the database says that the demo made it (see kollega.demo).
"""

from pathlib import Path

from kollega.config import environment
from kollega.config.settings import *  # noqa: F403

IS_DEMO = True
INSTALLED_APPS = [*INSTALLED_APPS, "kollega.demo"]  # noqa: F405
ROOT_URLCONF = "kollega.config.demo_urls"
EMAIL_BACKEND = "kollega.demo.mailbox.Backend"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = "Kollega <kollega@exempel.invalid>"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
WHITENOISE_USE_FINDERS = True
WHITENOISE_ROOT = None
INVOICE_FOLDER = str(environment.var() / "demo" / "fakturor")
Path(INVOICE_FOLDER).mkdir(parents=True, exist_ok=True)
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405  whitenoise warns about a folder that is not there
