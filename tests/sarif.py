"""What SARIF 2.1.0 asks for beyond its schema. sarif.py DOCUMENT FOLDER: places lie in files that exist below FOLDER, at columns that
their lines have."""
import json
import os
import sys
import urllib.parse

log = json.load(open(sys.argv[1], encoding="utf-8"))
assert log["version"] == "2.1.0", log["version"]
(run,) = log["runs"]
assert run["columnKind"] == "unicodeCodePoints"
rules = run["tool"]["driver"]["rules"]
assert len({rule["id"] for rule in rules}) == len(rules), "a rule stands twice"
for rule in rules:
    assert rule["shortDescription"]["text"] and rule["help"]["text"]
fingerprints = set()
for result in run["results"]:
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert result["level"] in ("error", "warning", "note")
    print_ = tuple(result["partialFingerprints"].items())
    assert print_ not in fingerprints, "a fingerprint stands twice"
    fingerprints.add(print_)
    for place in result.get("locations", []) + result.get("relatedLocations", []):
        place = place["physicalLocation"]
        artifact, region = place["artifactLocation"], place["region"]
        assert artifact.get("uriBaseId", "%SRCROOT%") in run["originalUriBaseIds"]
        path = urllib.parse.unquote(urllib.parse.urlparse(artifact["uri"]).path)
        if not path.startswith(sys.argv[2]) or not os.path.exists(path):
            continue
        lines = open(path, encoding="utf-8", newline="").read().split("\n")
        assert place["contextRegion"]["startLine"] == region["startLine"]
        end_line = region.get("endLine", region["startLine"])
        end_column = region.get("endColumn", region["startColumn"])
        assert 1 <= region["startLine"] <= end_line <= len(lines)
        assert (region["startLine"], region["startColumn"]) <= (end_line, end_column)
        assert region["startColumn"] <= len(lines[region["startLine"] - 1]) + 1
        assert end_column <= len(lines[end_line - 1]) + 1
