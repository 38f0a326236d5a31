"""The red team: a campaign of honest people, attackers among them, and what the rules of trust make of it."""
