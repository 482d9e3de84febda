-- Replaces the first file on a vault of the first release.
ALTER TABLE vault RENAME TO idverify_item;
ALTER TABLE salt RENAME TO idverify_secret;
