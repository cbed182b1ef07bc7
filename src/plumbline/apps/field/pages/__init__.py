"""Pages of the field: the phone's page and what it asks, what arrived, codes that anybody may open."""
