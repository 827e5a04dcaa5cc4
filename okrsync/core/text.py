"""What a title, a body and a branch say of goals and of other work."""
