"""Receives Tyck's webhooks, checks their signatures, and takes each once. Python alone is enough:

  TYCK_WEBHOOK_SECRET=whsec_… PORT=4490 python3 examples/webhook-receiver/receiver.py
"""

import base64
import hashlib
import hmac
import json
import os
import time
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = base64.b64decode(os.environ.get("TYCK_WEBHOOK_SECRET", "").removeprefix("whsec_"))
if not KEY:
    raise SystemExit("TYCK_WEBHOOK_SECRET is the secret that was shown when the webhook was made")
PORT = int(os.environ.get("PORT", "4490"))

# How old a signature may be, in seconds: what was overheard is of no use later.
TOLERANCE = 300

# The ids of what was taken. Yours stand in your database, in the transaction that does the work.
taken = set()


def is_genuine(headers, body):
    """Whether it was sent by who knows the secret, lately, and as it is: body is what came, byte for byte."""
    message_id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > TOLERANCE:
        return False
    signed = f"{message_id}.{timestamp}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest()).decode()
    # Several while a secret is replaced: one of them is ours.
    signatures = headers.get("webhook-signature", "").split(" ")
    # As bytes: texts are compared only where they are ASCII, and a forged one is not.
    return any(hmac.compare_digest(signature.encode(), expected.encode()) for signature in signatures)


def handle(event):
    """What is to be done with it."""
    print(event["type"], json.dumps(event["data"], ensure_ascii=False), flush=True)


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if not is_genuine(self.headers, body):
            return self.reply(401)
        try:
            # It comes again where our reply was lost. Taken is what was worked off: what fails before is sent again.
            if self.headers["webhook-id"] not in taken:
                handle(json.loads(body))
            taken.add(self.headers["webhook-id"])
            self.reply(204)
        except Exception:
            traceback.print_exc()
            self.reply(500)

    def reply(self, status):
        self.send_response(status)
        self.end_headers()

    def log_message(self, *args):
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", PORT), Receiver)
    print(f"Listening on http://127.0.0.1:{PORT}/", flush=True)
    server.serve_forever()
