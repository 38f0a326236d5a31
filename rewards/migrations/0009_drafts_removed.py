"""What was only planned can be removed: contracts of a draft's objectives, and a draft's accounts that stayed empty."""

from django.db import migrations

FORWARD = """
DROP TRIGGER contract_is_append_only ON rewards_contract;
CREATE TRIGGER contract_is_append_only BEFORE UPDATE ON rewards_contract
    FOR EACH ROW EXECUTE FUNCTION mobilize_refuse_change('made_by_id');
ALTER TABLE rewards_contract ENABLE ALWAYS TRIGGER contract_is_append_only;
CREATE TRIGGER contract_goes_with_a_draft_alone BEFORE DELETE ON rewards_contract
    FOR EACH ROW WHEN (NOT campaigns_is_planned(OLD.objective_id)) EXECUTE FUNCTION mobilize_refuse_change();
ALTER TABLE rewards_contract ENABLE ALWAYS TRIGGER contract_goes_with_a_draft_alone;

-- Totals only grow, so an account without any never had a transfer.
DROP TRIGGER account_is_never_deleted ON rewards_account;
CREATE TRIGGER account_is_never_deleted BEFORE DELETE ON rewards_account
    FOR EACH ROW WHEN (OLD.debits_minor <> 0 OR OLD.credits_minor <> 0 OR NOT campaigns_is_draft(OLD.campaign_id))
    EXECUTE FUNCTION mobilize_refuse_change();
ALTER TABLE rewards_account ENABLE ALWAYS TRIGGER account_is_never_deleted;
"""

BACKWARD = """
DROP TRIGGER contract_goes_with_a_draft_alone ON rewards_contract;
DROP TRIGGER contract_is_append_only ON rewards_contract;
CREATE TRIGGER contract_is_append_only BEFORE UPDATE OR DELETE ON rewards_contract
    FOR EACH ROW EXECUTE FUNCTION mobilize_refuse_change('made_by_id');
ALTER TABLE rewards_contract ENABLE ALWAYS TRIGGER contract_is_append_only;
DROP TRIGGER account_is_never_deleted ON rewards_account;
CREATE TRIGGER account_is_never_deleted BEFORE DELETE ON rewards_account
    FOR EACH ROW EXECUTE FUNCTION mobilize_refuse_change();
ALTER TABLE rewards_account ENABLE ALWAYS TRIGGER account_is_never_deleted;
"""


class Migration(migrations.Migration):
    dependencies = [("rewards", "0008_privacy"), ("campaigns", "0020_drafts_removed")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
