from django.db import migrations

# Row triggers do not see TRUNCATE.
FORWARD = """
CREATE FUNCTION accounts_audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit trail is only ever added to.' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER accounts_audit_stays BEFORE TRUNCATE ON accounts_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_audit_stays();
"""
BACKWARD = """
DROP TRIGGER accounts_audit_stays ON accounts_auditevent;
DROP FUNCTION accounts_audit_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_language")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
