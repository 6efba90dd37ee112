"""The cloud's metadata service: each server is told its own metadata, known by its address."""
import http.server
import json
import sys

SERVERS = sys.argv[1]


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        own = json.load(open(SERVERS)).get(self.client_address[0])
        found = own if self.path == '/openstack/latest/meta_data.json' else None
        body = json.dumps(found).encode()
        self.send_response(404 if found is None else 200)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


http.server.ThreadingHTTPServer(('169.254.169.254', 80), Handler).serve_forever()
