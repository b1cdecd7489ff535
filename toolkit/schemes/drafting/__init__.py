"""The draft of a rulebook: what a policy document says is proposed as rules, and each proposal is asked about."""
