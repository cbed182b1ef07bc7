"""Makes this folder importable as `agreement`, so that the generator is shared by tests and the drill."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
