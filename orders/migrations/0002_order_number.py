from django.db import migrations


class Migration(migrations.Migration):
    """The sequence behind order numbers; `orders.numbers` scrambles it, so that a number tells nothing about sales."""

    dependencies = [("orders", "0001_initial")]
    operations = [migrations.RunSQL("CREATE SEQUENCE orders_number", "DROP SEQUENCE orders_number")]
