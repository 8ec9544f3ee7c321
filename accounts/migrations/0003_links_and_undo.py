from django.db import migrations, models
from django.db.models import F, Q


def mark_the_active(apps, schema_editor):
    """Who can log in confirmed the address at some time; sign-up is the nearest that we know."""
    User = apps.get_model("accounts", "User")
    User.objects.filter(is_active=True, activated_at=None).update(activated_at=F("joined_at"))


class Migration(migrations.Migration):
    """When somebody activated (an admin's deactivation is something else), and a day to undo removing an address."""

    dependencies = [("accounts", "0002_groups")]
    operations = [
        migrations.AddField(
            model_name="user",
            name="activated_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="activated"),
        ),
        migrations.RunPython(mark_the_active, migrations.RunPython.noop),
        migrations.AddField(
            model_name="address",
            name="removed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="address",
            constraint=models.CheckConstraint(
                condition=Q(is_default=False) | Q(removed_at=None), name="address_removed_is_no_default"
            ),
        ),
    ]
