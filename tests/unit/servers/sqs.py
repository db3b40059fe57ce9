"""An SQS server that checks signatures: moto, with one user whose keys the test gives.

    sqs.py PORT ACCESS_KEY_ID SECRET_ACCESS_KEY
"""
import sys

from moto import settings
from moto.iam.models import iam_backends
from moto.server import main

port, key_id, secret = sys.argv[1:]
iam = iam_backends["123456789012"]["aws"]
iam.create_user("us-east-1", "film")
iam.put_user_policy("film", "all", '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", '
                    '"Action": "sqs:*", "Resource": "*"}]}')
iam.create_access_key("film")
key = iam.get_user("film").access_keys[0]
key.access_key_id, key.secret_access_key = key_id, secret
settings.INITIAL_NO_AUTH_ACTION_COUNT = 0
main(["-H", "127.0.0.1", "-p", port])
