"""securesystemslib verifies the evidence of a release of the sample project, as in-toto's own tools do."""

# packages: securesystemslib==1.3.1 cryptography

import copy
import json
import subprocess

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import SSlibKey

from judge import ROOT, Judge

PEM = serialization.Encoding.PEM


def public_key(private):
    """A key with the id that the envelope names, which DSSE leaves to whoever signs."""
    key = SSlibKey.from_crypto(private.public_key())
    return SSlibKey(envelope["signatures"][0]["keyid"], key.keytype, key.scheme, key.keyval)


judge = Judge()
bundle = judge.folder / "sample.json"
subprocess.run(["node", str(ROOT / "scripts/conformance/sampleBundle.mjs"), str(bundle)], cwd=ROOT, check=True)
private = Ed25519PrivateKey.generate()
written = private.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
judge.write("key.pem", written)
judge.write(
    "key.pub", private.public_key().public_bytes(PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
)
alias = "endpoints/demand-api.json@production"
judge.throughline("release", "attest", str(bundle), "--alias", alias, "--key", "key.pem", "-o", "evidence.json")
envelope = json.loads((judge.folder / "evidence.json").read_text())
statement = json.loads(Envelope.from_dict(copy.deepcopy(envelope)).payload)

judge.same("the type of the statement", statement["_type"], "https://in-toto.io/Statement/v1")
judge.same("a name and a SHA-256 of each subject", [sorted(each) for each in statement["subject"]],
           [["digest", "name"]] * len(statement["subject"]))
judge.accepts("the signature", lambda: Envelope.from_dict(copy.deepcopy(envelope)).verify([public_key(private)], 1))
judge.accepts("our own command agrees", lambda: judge.throughline("release", "verify", "evidence.json", "--key", "key.pub"))


def is_refused(key, changed):
    try:
        Envelope.from_dict(changed).verify([key], 1)
    except VerificationError:
        return True
    return False


forged = copy.deepcopy(envelope)
forged["payloadType"] = "application/json"
judge.same("another type is refused", is_refused(public_key(private), forged), True)
other = public_key(Ed25519PrivateKey.generate())
judge.same("another key is refused", is_refused(other, copy.deepcopy(envelope)), True)

# The other way round: what securesystemslib signs passes here.
from securesystemslib.signer import CryptoSigner  # noqa: E402

theirs = Envelope(Envelope.from_dict(copy.deepcopy(envelope)).payload, "application/vnd.in-toto+json", {})
theirs.sign(CryptoSigner(private))
judge.write("theirs.json", json.dumps(theirs.to_dict()))
judge.accepts("an envelope of theirs", lambda: judge.throughline("release", "verify", "theirs.json", "--key", "key.pub"))
judge.end()
