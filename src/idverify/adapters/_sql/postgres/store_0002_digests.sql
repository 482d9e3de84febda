-- The keyed digest of each request, to find a command id that is used for another one;
-- commands recorded before have none, and equal any request.
ALTER TABLE idverify_command ADD COLUMN digest text NOT NULL DEFAULT '';
