from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_links_and_undo'),
    ]

    operations = [
        migrations.AddField(
            model_name='seller',
            name='low_stock_at',
            field=models.PositiveIntegerField(db_default=3, default=3, verbose_name='stock is low from'),
        ),
    ]
