"""`/seller/import/…` and `/seller/export/`: the whole catalogue as a file, in and out."""
