"""The review desk (審査窓口): the steps of a case, its file in the vault and its notifications."""
