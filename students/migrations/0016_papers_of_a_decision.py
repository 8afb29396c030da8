from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("students", "0015_scales"),
    ]

    operations = [
        migrations.AddField(
            model_name="yeardecision",
            name="documents",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
