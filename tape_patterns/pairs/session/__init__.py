"""From a session to a function: what ``session.run`` did."""
