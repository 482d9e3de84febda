"""Identity verification (本人確認) as Japanese marketplaces do it."""
