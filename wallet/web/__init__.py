"""Requests of visitors and machines in; pages, pictures, originals and health out."""

from wallet.web.front_page import FrontLinks
from wallet.web.problems import http_exception_response
from wallet.web.request_log import RequestLog
from wallet.web.routes import create_web_routes
from wallet.web.services import OwnDocuments, WebServices

__all__ = [
    "FrontLinks",
    "OwnDocuments",
    "RequestLog",
    "WebServices",
    "create_web_routes",
    "http_exception_response",
]
