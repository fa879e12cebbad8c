"""What happens by itself: after ninety days, why an account is there is asked again (row 16)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from parvis.hub.accounts.models import ASKED_AGAIN, Account
from parvis.hub.work.handlers import handles


@handles("accounts.ask", lease=dt.timedelta(minutes=5), every=dt.timedelta(hours=1))
def ask_again(told: Mapping[str, Any]) -> None:
    """Have the question be due of active accounts for which it was answered long ago."""
    long_ago = timezone.now() - ASKED_AGAIN
    asked = Account.objects.filter(state="active", is_due=False, answered_at__lt=long_ago)
    asked.update(is_due=True)
