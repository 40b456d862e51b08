"""The proxy passes all as it is, and each fault does what it says."""

import http.client
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPSConnection, IncompleteRead, RemoteDisconnected
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import ssl

import pytest

from tests.publish.parts import faults
from tests.publish.parts.part import Workshop
from tests.publish.parts.proxy import Proxy, Request
from tests.publish.parts.server import free_port

BIG = bytes(range(256)) * 4096
