"""The attacks of RELIABILITY 2A, tried through the doors; ``register`` says which test holds which.

Near-exploits stay here only for what is mended. What is reported from outside gets its test when
it is published (docs/security.md).
"""
