"""Links that open one thing without an account: how their tokens are made, and in which form they are kept.

The row holds a nonce and the hash of the token. The token itself is made from the nonce and the site's secret key, so
whoever may hand out the link sees it again, and a stolen database opens nothing.
"""

import hashlib
import uuid

from django.utils.crypto import salted_hmac


def hash_token(token: str) -> str:
    """The form in which a token is kept and looked up: how long a look-up takes tells nothing about the token."""
    return hashlib.sha256(token.encode()).hexdigest()


def token_for(purpose: str, nonce: uuid.UUID) -> str:
    """The token of the link with this nonce. The purpose keeps a link of one kind from opening another."""
    return salted_hmac(purpose, str(nonce)).hexdigest()
