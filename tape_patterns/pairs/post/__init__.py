"""The post: from ``minimize`` to the chain rule, and the DDPG actor."""
