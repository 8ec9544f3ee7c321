"""Where our languages write dates and numbers otherwise than Django says (FORMAT_MODULE_PATH)."""
