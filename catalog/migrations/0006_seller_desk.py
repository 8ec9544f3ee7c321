import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_low_stock_at'),
        ('catalog', '0005_review_replies_reports'),
    ]

    operations = [
        migrations.AddField(
            model_name='product',
            name='form_token',
            field=models.CharField(blank=True, db_default='', default='', editable=False, help_text='The form that made it, once.', max_length=32),
        ),
        migrations.AddField(
            model_name='product',
            name='sale_was',
            field=models.DecimalField(blank=True, decimal_places=2, help_text='what the sale price may be compared with', max_digits=12, null=True),
        ),
        migrations.AddField(
            model_name='productimage',
            name='banner_of',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='banner', to='accounts.seller'),
        ),
        migrations.AddField(
            model_name='stock',
            name='is_low_told',
            field=models.BooleanField(db_default=False, default=False, help_text='The shop had its mail; a refill resets it.'),
        ),
        migrations.AlterField(
            model_name='stockmovement',
            name='kind',
            field=models.CharField(choices=[('set', 'Counted'), ('adjust', 'Adjusted'), ('import', 'Imported'), ('reserve', 'Ordered'), ('release', 'Order cancelled'), ('ship', 'Shipped'), ('return', 'Returned')], max_length=16, verbose_name='kind'),
        ),
        migrations.AddConstraint(
            model_name='product',
            constraint=models.UniqueConstraint(condition=models.Q(('form_token', ''), _negated=True), fields=('seller', 'form_token'), name='product_once_per_form'),
        ),
    ]
