#!/usr/bin/env python3
"""validate.py SCHEMA FILE...: does the JSON Schema take these YAML files? Each is read as editors read it, by YAML 1.2: dates and `yes` are text."""
import json
import re
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    pass


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))


def main(schema, paths):
    with open(schema, encoding="utf-8") as file:
        rules = json.load(file)
    jsonschema.Draft7Validator.check_schema(rules)
    validator = jsonschema.Draft7Validator(rules)
    bad = 0
    for path in paths:
        with open(path, encoding="utf-8") as file:
            document = yaml.load(file, Loader)
        for error in validator.iter_errors(document):
            bad += 1
            print("%s: %s: %s" % (path, "/".join(str(p) for p in error.absolute_path), error.message[:200]))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
