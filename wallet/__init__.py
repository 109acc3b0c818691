"""A backend where a learner's credentials from every platform live together."""
