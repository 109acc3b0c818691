"""A learner's wish in, the changed wallet out; each use case takes the learner first."""
