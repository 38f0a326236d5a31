"""What nobody may do to imports and exports, their files, and the mappings of columns."""

from __future__ import annotations

from tests.laws.refusal import Refusal, changed

_EXPORT = """INSERT INTO campaigns_job
    (campaign_id, kind, "table", form, options, asked_at, state, stage, done, total, attempts, problem_code, problem,
     result, claim, beat_at, ended_at)
    VALUES (%(campaign)s, 'export', 'ledger', 'csv', '{}', now(), 'queued', '', 0, 0, 0, '', '', '{}',
            NULL, NULL, NULL)"""
_IMPORT = changed(_EXPORT, ("'export', 'ledger', 'csv'", "'import', '', ''"))
_END = "NULL, NULL, NULL)"
_DONE = changed(_EXPORT, (_END, "NULL, NULL, now())"), ("'queued'", "'done'"))
_RUNNING = changed(_EXPORT, (_END, "gen_random_uuid(), now(), NULL)"), ("'queued'", "'running'"))
_FAILED = changed(_DONE, ("'done'", "'failed'"), ("0, '', ''", "0, 'worker_lost', 'It died.'"))
_FILE = """INSERT INTO campaigns_jobfile (job_id, role, name, layout, stored, size_bytes, sha256, kept_until)
    VALUES (%(job)s, 'export', '', '{}', 'exchange/2', 1, repeat('0f', 32), now())"""
_MAPPING = """INSERT INTO campaigns_columnmapping (campaign_id, name, "table", layout, changed_at)
    VALUES (%(campaign)s, 'Theirs', 'participants', '{}', now())"""

# Each goes through as it stands.
HARMLESS_EXCHANGE = (_EXPORT, _IMPORT, _DONE, _RUNNING, _FAILED, _FILE, _MAPPING)

EXCHANGE_REFUSALS = (
    Refusal("an export of nothing", "job_brings_in_or_takes_out", changed(_EXPORT, ("'ledger'", "''"))),
    Refusal("an export in another form", "job_brings_in_or_takes_out", changed(_EXPORT, ("'csv'", "'xlsx'"))),
    Refusal("a job of another kind", "job_brings_in_or_takes_out", changed(_EXPORT, ("'export'", "'copy'"))),
    Refusal("a job that is done and has not ended", "job_has_ended_or_not", changed(_EXPORT, ("'queued'", "'done'"))),
    Refusal("a job that waits and has ended", "job_has_ended_or_not", changed(_DONE, ("'done'", "'queued'"))),
    Refusal("a job in no known state", "job_has_ended_or_not", changed(_EXPORT, ("'queued'", "'resting'"))),
    Refusal("a job that nobody does", "job_is_claimed_while_it_runs", changed(_EXPORT, ("'queued'", "'running'"))),
    Refusal(
        "a job done and still claimed",
        "job_is_claimed_while_it_runs",
        changed(_DONE, ("NULL, NULL, now())", "gen_random_uuid(), now(), now())")),
    ),
    Refusal("a failure without a reason", "failed_job_says_why", changed(_FAILED, ("'worker_lost'", "''"))),
    Refusal("a reason without a failure", "failed_job_says_why", changed(_FAILED, ("'failed'", "'done'"))),
    Refusal("two imports that wait", "one_open_import", f"{_IMPORT}, {_IMPORT.split('VALUES ')[1]}"),
    Refusal(
        "a job that ended and goes on",
        "job_ends_for_good",
        "UPDATE campaigns_job SET state = 'queued', ended_at = NULL WHERE id = %(job)s",
    ),
    Refusal(
        "a second file of a kind",
        "job_has_one_file_of_a_kind",
        f"""{_FILE}, (%(job)s, 'export', '', '{{}}',
            'exchange/3', 1, repeat('0f', 32), now())""",
    ),
    Refusal("a file without its sum", "job_file_is_known_by_its_sum", changed(_FILE, ("repeat('0f', 32)", "''"))),
    Refusal("a mapping without a name", "mapping_has_a_name", changed(_MAPPING, ("'Theirs'", "''"))),
    Refusal("a mapping of money", "mapping_is_of_a_known_table", changed(_MAPPING, ("'participants'", "'ledger'"))),
    Refusal("two mappings of one name", "mapping_has_its_own_name", f"{_MAPPING}, {_MAPPING.split('VALUES ')[1]}"),
)
