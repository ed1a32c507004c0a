"""What each stored field says about a person: the register behind docs/data-protection.md.

A new field without a class fails a house test. Print the document with `manage.py print_data_protection`.
"""

from laeringsnettverk.privacy.libraries import LIBRARIES
from laeringsnettverk.privacy.measurements import MEASUREMENTS
from laeringsnettverk.privacy.model import ModelPrivacy
from laeringsnettverk.privacy.networks import NETWORKS
from laeringsnettverk.privacy.people import PEOPLE
from laeringsnettverk.privacy.reports import REPORTS

REGISTER: tuple[ModelPrivacy, ...] = (*PEOPLE, *NETWORKS, *MEASUREMENTS, *REPORTS, *LIBRARIES)

__all__ = ["REGISTER", "ModelPrivacy"]
