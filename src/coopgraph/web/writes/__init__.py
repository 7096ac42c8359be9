"""Writing over HTTP: who may, what is asked, and the process that checks and publishes it."""
