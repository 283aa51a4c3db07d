-- When a workflow was stored, for the list of them.
ALTER TABLE workflow ADD COLUMN created_at bigint NOT NULL DEFAULT 0;
UPDATE workflow SET created_at = task.created_at FROM task WHERE task.id = workflow.id;
CREATE INDEX workflow_created ON workflow(created_at, id);

-- Lists of the states that few tasks are stored in: STARTED, RETRY, FAILURE, REVOKED. Most are stored once to wait, and once as SUCCESS.
CREATE INDEX task_rare ON task(state, created_at) WHERE state > 0 AND state < 20 AND state <> 10;

-- Lists of the failures with one type of error, and of what reported a state of its own. Most tasks are in neither.
CREATE INDEX task_failed ON task(error_type, created_at) WHERE state = 11;
CREATE INDEX task_custom ON task(custom_state, created_at) WHERE custom_state IS NOT NULL;
