"""Pages of cases: values for the parts, and the views that show them."""
