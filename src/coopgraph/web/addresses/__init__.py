"""Every IRI of our namespace answers: from an address to a description, in HTML and every format for data."""
