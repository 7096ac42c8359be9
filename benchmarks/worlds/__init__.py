"""Worlds of bilateral cooperation, made up but in exactly the model of the product: for measuring and for tests."""
