"""Where pictures lie while they are being made; emptied before each."""

import tempfile
from pathlib import Path

TMP = Path(tempfile.mkdtemp(prefix="studio-"))
