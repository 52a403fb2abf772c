"""What kg costs, beside what others cost: `python -m benchmarks`."""

import os

# All are measured as they are installed, compiled, whatever the environment says.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
