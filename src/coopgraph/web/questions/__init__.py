"""The catalogue over HTTP: every query at an address, its parameters in the address, its answer in every format."""
