"""What the public sends: complaints and suggestions become cases, a receipt lets their sender follow them."""
