"""What a diagnosis looks like to people and to programs."""
