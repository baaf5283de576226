"""How the boundary tests call the API. Replace `send` by your own client: it gets one call, and
answers with its status and its body."""
import base64
import dataclasses
import json
import os
import re
import urllib.error
import urllib.parse
import urllib.request

BASE_URL = os.environ.get("LOTUSPAY_BASE_URL", "http://127.0.0.1:5688").rstrip("/")
CONTROL_URL = os.environ.get("LOTUSBOX_URL", BASE_URL).rstrip("/")
BOUNDARY = "edges-boundary"


@dataclasses.dataclass
class Answer:
    status: int
    body: object  # parsed where it is JSON, else the text


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def send(world, call):
    return world.call(call)


def code_of(answer):
    error = answer.body.get("error") if isinstance(answer.body, dict) else None
    return error.get("code") if isinstance(error, dict) else None


class World:
    """The world of one case: a test key of its own, and names for what was made in it."""

    def __init__(self, edge):
        self.key = "sk_test_" + re.sub("[^a-z0-9]", "", edge["id"].lower())[:56]
        self.names = {}
        wanted = {name: edge["world"][name] for name in ("at", "profile", "seed")}
        answer = self.call({"method": "POST", "path": "/_mock/reset", "body": json.dumps(wanted),
                            "content_type": "application/json", "accept": "application/json"})
        assert answer.status == 200, answer.body

    def build(self, call):
        return self.call(call)

    def with_names(self, text):
        return re.sub(r"\{([a-z]+[0-9]+(?:\.[a-z]+)?)\}",
                      lambda found: self.names.get(found[1], found[0]), text)

    def call(self, call):
        path = self.with_names(call["path"])
        if "://" in path:  # a whole link: what counts of it is its path
            parts = urllib.parse.urlsplit(path)
            path = parts.path + ("?" + parts.query if parts.query else "")
        base = CONTROL_URL if path.startswith("/_mock") else BASE_URL
        headers = {"Accept": call["accept"], **call.get("headers", {})}
        key = call.get("key", self.key)
        if key is not None:
            headers["Authorization"] = "Basic " + base64.b64encode(f"{key}:".encode()).decode()
        body = call.get("body")
        if body is not None:
            headers["Content-Type"] = call["content_type"]
            body = self.with_names(body)
            if call["content_type"] == "multipart/form-data":
                headers["Content-Type"] += "; boundary=" + BOUNDARY
                body = parts_of(body)
        request = urllib.request.Request(base + path, method=call["method"], headers=headers,
                                         data=None if body is None else body.encode())
        try:
            with urllib.request.build_opener(NoRedirect).open(request) as response:
                answer = Answer(response.status, read(response))
        except urllib.error.HTTPError as response:
            answer = Answer(response.code, read(response))
        self.learn(call, answer.body)
        return answer

    def learn(self, call, body):
        if not isinstance(body, dict):
            return
        data = body.get("data")
        first = data[0] if isinstance(data, list) and data else {}
        redirect = body.get("redirect") or {}
        if "as" in call:
            name = call["as"]
            made = body.get("id") or body.get("mandate_id") or first.get("id")
            for key, value in ((name, made), (name + ".umrn", body.get("umrn")),
                               (name + ".short", redirect.get("short_url"))):
                if value:
                    self.names[key] = str(value)
        link = body.get("auth_link") or redirect.get("url")
        if "link" in call and link:
            self.names[call["link"]] = link


def read(response):
    text = response.read().decode("utf-8", "replace")
    try:
        return json.loads(text)
    except ValueError:
        return text


def parts_of(lines):
    body = ""
    for line in lines.split("\n"):
        name, _, value = line.partition("=")
        name, of_file, file = name.partition("@")
        body += (f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"'
                 + (f'; filename="{file}"' if of_file else "") + f"\r\n\r\n{value}\r\n")
    return body + f"--{BOUNDARY}--\r\n"
