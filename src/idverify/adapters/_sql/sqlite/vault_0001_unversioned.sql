-- Runs instead of the first file on a vault that the first release made.
ALTER TABLE vault RENAME TO idverify_item;
ALTER TABLE salt RENAME TO idverify_secret;
