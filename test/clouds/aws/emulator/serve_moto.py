"""moto as a server. It is the second opinion on permissions: once told to, it refuses what no policy of a role allows."""
import sys

from moto.server import main

from added import lifeline

lifeline.hold()
main(['-H', '127.0.0.1', '-p', sys.argv[1]])
