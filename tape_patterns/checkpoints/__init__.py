"""A training that TF1 began and saved, continued in TF2."""

from tape_patterns.checkpoints.contents import Contents, contents
from tape_patterns.checkpoints.reader import Checkpoint
from tape_patterns.checkpoints.restoring import Restored, restore

__all__ = ["Checkpoint", "Contents", "Restored", "contents", "restore"]
