from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0010_category_words")]

    operations = [
        migrations.AddIndex(
            model_name="stockmovement", index=models.Index(fields=["-at", "-id"], name="movement_newest")
        ),
    ]
