"""What messages are about."""

from uuid import UUID


def learner_topic(learner_id: UUID) -> str:
    """Return the topic of all changes in a learner's wallet."""
    return f"learner:{learner_id}"
