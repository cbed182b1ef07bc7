"""Reading for the field: what a phone takes along, what arrived, what is set aside."""
