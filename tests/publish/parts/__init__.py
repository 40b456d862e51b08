"""The real parts that tests of publish/ drive: registries, package servers, and what records them.

All of them listen on loopback, on ports that were free, and end with the test session.
"""
