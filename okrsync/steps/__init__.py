"""What the commands do: straight lines over the ports."""
