"""The forms of teams: what a person may type, with every rule that can be told beside the field."""
