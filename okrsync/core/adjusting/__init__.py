"""What to adjust: findings, each with its goal, the evidence, and a proposed step."""
