"""A passkey in software: answers what a device and its browser would, for an origin and an account."""

import hashlib
import json
import os
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

PRESENT_AND_VERIFIED = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


@dataclass
class SoftwareKey:
    origin: str = "https://testserver"
    rp_id: str = "testserver"
    user_handle: str = ""
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    id: bytes = field(default_factory=lambda: os.urandom(32))

    def made_for(self, asked: dict) -> str:
        """The answer to ``creation_options``, as the script posts it."""
        self.user_handle = asked["publicKey"]["user"]["id"]
        held = AttestedCredentialData.create(
            b"\0" * 16, self.id, ES256.from_cryptography_key(self.private.public_key())
        )
        data = AuthenticatorData.create(
            self._rp_hash(), PRESENT_AND_VERIFIED | AuthenticatorData.FLAG.AT, 0, held
        )
        return self._answer(
            clientDataJSON=self._client_data("webauthn.create", asked),
            attestationObject=websafe_encode(AttestationObject.create("none", data, {})),
        )

    def shown_for(self, asked: dict) -> str:
        """The answer to ``request_options``."""
        data = AuthenticatorData.create(self._rp_hash(), PRESENT_AND_VERIFIED, 0)
        said = self._client_data("webauthn.get", asked)
        signed = bytes(data) + hashlib.sha256(websafe_decode(said)).digest()
        return self._answer(
            clientDataJSON=said,
            authenticatorData=websafe_encode(bytes(data)),
            signature=websafe_encode(self.private.sign(signed, ec.ECDSA(hashes.SHA256()))),
            userHandle=self.user_handle,
        )

    def _rp_hash(self) -> bytes:
        return hashlib.sha256(self.rp_id.encode()).digest()

    def _client_data(self, kind: str, asked: dict) -> str:
        said = {"type": kind, "challenge": asked["publicKey"]["challenge"], "origin": self.origin}
        return websafe_encode(json.dumps(said).encode())

    def _answer(self, **response: str) -> str:
        name = websafe_encode(self.id)
        return json.dumps(
            {
                "type": "public-key",
                "id": name,
                "rawId": name,
                "response": response,
                "clientExtensionResults": {},
            }
        )
