from django.db import migrations, models

# A line gets its number and its hash when its transaction ends. The lock is held for that moment alone, after every
# lock of the deed itself, so that it can be part of no deadlock. READ COMMITTED sees what the last holder committed.
FORWARD = """
CREATE FUNCTION accounts_audit_link() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last_seq bigint := 0;
    last_hash text := '';
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('accounts_audit_link'));
    SELECT seq, hash INTO last_seq, last_hash FROM accounts_auditevent
    WHERE seq IS NOT NULL ORDER BY seq DESC LIMIT 1;
    last_seq := coalesce(last_seq, 0) + 1;
    last_hash := coalesce(last_hash, '');
    UPDATE accounts_auditevent SET
        seq = last_seq,
        previous = last_hash,
        hash = encode(sha256(convert_to(last_hash || '|' || last_seq || '|' || body, 'UTF8')), 'hex')
    WHERE id = NEW.id;
    RETURN NULL;
END $$;

CREATE FUNCTION accounts_audit_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.seq := NULL;
        NEW.previous := '';
        NEW.hash := '';
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.seq IS NULL AND NEW.body = OLD.body AND pg_trigger_depth() > 1 THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'The audit trail is only ever added to.' USING ERRCODE = 'restrict_violation';
END $$;

CREATE CONSTRAINT TRIGGER accounts_audit_link AFTER INSERT ON accounts_auditevent
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION accounts_audit_link();
CREATE TRIGGER accounts_audit_guard BEFORE INSERT OR UPDATE OR DELETE ON accounts_auditevent
    FOR EACH ROW EXECUTE FUNCTION accounts_audit_guard();
"""
BACKWARD = """
DROP TRIGGER accounts_audit_guard ON accounts_auditevent;
DROP TRIGGER accounts_audit_link ON accounts_auditevent;
DROP FUNCTION accounts_audit_guard();
DROP FUNCTION accounts_audit_link();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_second_factor")]

    operations = [
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="when")),
                ("actor", models.BigIntegerField(null=True, verbose_name="who")),
                ("action", models.CharField(max_length=40, verbose_name="what")),
                ("kind", models.CharField(max_length=60, verbose_name="kind")),
                ("object_id", models.CharField(max_length=64, verbose_name="object")),
                ("before", models.JSONField(default=dict, verbose_name="before")),
                ("after", models.JSONField(default=dict, verbose_name="after")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                ("body", models.TextField()),
                ("seq", models.BigIntegerField(null=True, unique=True, verbose_name="number")),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "verbose_name": "audit event",
                "verbose_name_plural": "audit trail",
                "indexes": [
                    models.Index(fields=["kind", "object_id", "-seq"], name="audit_of_object"),
                    models.Index(fields=["actor", "-seq"], name="audit_of_actor"),
                    models.Index(fields=["at"], name="audit_at"),
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
