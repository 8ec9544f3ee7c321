from django.db import migrations


class Migration(migrations.Migration):
    """Room on each page of the hot stock table, and a vacuum that comes often: its counters change with every order."""

    dependencies = [("catalog", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE catalog_stock SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02)",
            "ALTER TABLE catalog_stock RESET (fillfactor, autovacuum_vacuum_scale_factor)",
        )
    ]
