"""The demo's rules of use, accepted by the staff; and who may sign in."""

import schoolmis.documents.demo_register  # noqa: F401 its part is registered with those of documents
from schoolmis import demo
from schoolmis.accounts.actions import accept_rules
from schoolmis.documents.actions import publish_first_rules

WHO = (
    ("Director", "director", ""),
    ("Deputy head for studies", "deputy", ""),
    ("Homeroom teacher", "homeroom", "8-А"),
    ("Subject teacher", "teacher", "teaches in 8-А too"),
    ("Secretary", "secretary", ""),
    ("Administrator of the system", "administrator", ""),
    ("Parent", "guardian", "two children here, one has left"),
    ("Student", "student", "accepts the rules of use first"),
)
NEW_HERE = {"student"}


@demo.part(order=90)
def sign_in_names(progress, story):
    """R3-7.1: everybody has accepted the rules but one, who meets them at the first sign-in."""
    rules = publish_first_rules(story.installer)
    for _role, name, _note in WHO:
        if name not in NEW_HERE:
            accept_rules(rules, by=story.users[name])
    return [demo.SignIn(role, name, demo.PASSWORD, note) for role, name, note in WHO]
