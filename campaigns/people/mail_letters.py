"""The one letter that goes to an address that stopped: its person asked for it, to confirm the address by."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from anymail.exceptions import AnymailError
from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from campaigns.people.languages import language_of
from campaigns.people.models import User

logger = logging.getLogger(__name__)


def send_confirmation(*, user: User, token: str) -> bool:
    """Send the letter once; tells whether the mail server took it. Another can be asked for after ten minutes."""
    address = f"{settings.PUBLIC_ADDRESS}{reverse('confirm_address', args=[token])}"
    with translation.override(language_of(user)):
        subject = _("Confirm your address")
        text = _(
            "You asked us to write to this address again. If that was you, open this page and confirm it:\n\n"
            "%(address)s\n\n"
            "The link is good for a day. If it was not you, do nothing: nothing will be sent here."
        ) % {"address": address}
    try:
        send_mail(subject, text, None, [user.email])
    except (OSError, SMTPException, AnymailError) as lost:
        logger.warning("A confirmation was not sent: %s", type(lost).__name__)
        return False
    return True
