"""The Service Description Document of the Open Badges 3.0 API: OpenAPI 3.0, with 1EdTech's words.

Source: Open Badges 3.0, "Service Discovery Endpoint" and its OpenAPI definition.
"""

from typing import Any

from wallet.accounts.scopes import OFFLINE, SCOPES_3, Scope
from wallet.web.oauth.places import AUTHORIZE, REGISTER, TOKEN
from wallet.web.services import WebServices
from wallet.web.words import ENGLISH

_STATUS = "Imsx_StatusInfo"
_SCHEME = "OAuth2ACG"
_PAGING = (
    ("limit", "Credentials of a page.", {"type": "integer", "minimum": 1}),
    ("offset", "Credentials left out before it.", {"type": "integer", "minimum": 0}),
    ("since", "Only those taken up after it.", {"type": "string", "format": "date-time"}),
)


def description(services: WebServices, here: str) -> dict[str, Any]:
    """Return the document; `here` is the address of the API."""
    url = services.public_url
    terms, privacy = services.terms_url or f"{url}/", services.privacy_url or f"{url}/"
    return {
        "openapi": "3.0.1",
        "info": {
            "title": "Open Badges API",
            "description": "The Open Badges 3.0 API of this wallet.",
            "version": "3.0",
            "termsOfService": terms,
            "x-imssf-image": f"{url}/favicon.svg",
            "x-imssf-privacyPolicyUrl": privacy,
        },
        "servers": [{"url": here}],
        "paths": _paths(),
        "components": {
            "securitySchemes": {
                _SCHEME: {
                    "type": "oauth2",
                    "description": "OAuth 2.0 Authorization Code Grant with PKCE (S256).",
                    "x-imssf-name": ENGLISH.front.title,
                    "x-imssf-privacyPolicyUrl": privacy,
                    "x-imssf-registrationUrl": f"{url}{REGISTER}",
                    "x-imssf-termsOfServiceUrl": terms,
                    "flows": {
                        "authorizationCode": {
                            "authorizationUrl": f"{url}{AUTHORIZE}",
                            "tokenUrl": f"{url}{TOKEN}",
                            "refreshUrl": f"{url}{TOKEN}",
                            "scopes": {**_scopes(), OFFLINE: "Stay connected."},
                        }
                    },
                }
            },
            "schemas": _schemas(),
        },
    }


def _scopes() -> dict[str, str]:
    said = (
        "Read the learner's credentials.",
        "Add credentials that name the learner.",
        "Read the learner's name and mail address.",
        "Change the learner's name.",
    )
    return dict(zip((scope.value for scope in SCOPES_3), said, strict=True))


def _paths() -> dict[str, Any]:
    credential = _content("AchievementCredential")
    either = {**credential, "text/plain": {"schema": _reference("CompactJws")}}
    profile = _content("Profile")
    return {
        "/credentials": {
            "get": {
                **_operation("getCredentials", "List credentials, newest first.", Scope.READ_3),
                "parameters": [
                    {"name": name, "in": "query", "description": said, "schema": schema}
                    for name, said, schema in _PAGING
                ],
                "responses": _responses({"200": _content("GetOpenBadgeCredentialsResponse")}),
            },
            "post": {
                **_operation("upsertCredential", "Add or replace a credential.", Scope.UPSERT_3),
                "requestBody": {"required": True, "content": either},
                "responses": _responses({"200": either, "201": either}),
            },
        },
        "/profile": {
            "get": {
                **_operation("getProfile", "Read the profile.", Scope.READ_PROFILE_3),
                "responses": _responses({"200": profile}),
            },
            "put": {
                **_operation("putProfile", "Change the name.", Scope.CHANGE_PROFILE_3),
                "requestBody": {"required": True, "content": profile},
                "responses": _responses({"200": profile}),
            },
        },
        "/discovery": {
            "get": {
                "operationId": "getServiceDescription",
                "summary": "Describe the service.",
                "responses": {"200": {"description": "This document."}},
            }
        },
    }


def _operation(name: str, summary: str, scope: Scope) -> dict[str, Any]:
    return {"operationId": name, "summary": summary, "security": [{_SCHEME: [scope.value]}]}


def _responses(by_status: dict[str, Any]) -> dict[str, Any]:
    done = {
        status: {"description": "Done.", "content": content}
        for status, content in by_status.items()
    }
    return {**done, "default": {"description": "Refused.", "content": _content(_STATUS)}}


def _content(schema: str) -> dict[str, Any]:
    return {"application/json": {"schema": _reference(schema)}}


def _reference(schema: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{schema}"}


def _schemas() -> dict[str, Any]:
    text = {"type": "string"}
    return {
        "AchievementCredential": {
            "type": "object",
            "required": ["@context", "type", "issuer", "credentialSubject"],
            "additionalProperties": True,
        },
        "CompactJws": {"type": "string", "pattern": r"^[-\w]+\.[-\w]*\.[-\w]+$"},
        "GetOpenBadgeCredentialsResponse": {
            "type": "object",
            "properties": {
                "credential": {"type": "array", "items": _reference("AchievementCredential")},
                "compactJwsString": {"type": "array", "items": _reference("CompactJws")},
            },
        },
        "Profile": {
            "type": "object",
            "required": ["id", "type"],
            "properties": {
                "id": text,
                "type": {"type": "array", "items": text},
                "name": text,
                "email": text,
            },
            "additionalProperties": True,
        },
        _STATUS: {
            "type": "object",
            "required": ["imsx_codeMajor", "imsx_severity"],
            "properties": {
                "imsx_codeMajor": {
                    "type": "string",
                    "enum": ["failure", "processing", "success", "unsupported"],
                },
                "imsx_severity": {"type": "string", "enum": ["error", "status", "warning"]},
                "imsx_description": text,
                "imsx_codeMinor": {"type": "object", "additionalProperties": True},
            },
        },
    }
