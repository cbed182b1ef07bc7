"""Rules: statutory requirements as frozen values, and the two evaluators that judge them."""
